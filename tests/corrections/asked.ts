import { v7 } from 'uuid'
import type { CorrectionFacts } from '#lib/corrections/model.ts'
import type { CorrectionToPublish } from '#lib/corrections/publish.ts'

export const facts: CorrectionFacts = {
  kind: 'correction',
  severity: 'minor',
  note: 'An earlier version named the wrong paragraph.',
  underHeadline: false,
  frontPageDays: 0,
  prominenceReason: 'A detail.',
  onFrontPage: false,
  daysStood: 3,
  readers: null,
}

/** A correction of `anArticle` as it was first saved: its second paragraph becomes another. */
export function correctionOf(
  articleId: string,
  personId: string,
  given: Partial<CorrectionToPublish> = {},
): CorrectionToPublish {
  return {
    articleId,
    revision: 1,
    replacements: [{ part: 'text', passage: 'The second paragraph', replacement: 'The other paragraph' }],
    facts,
    reply: null,
    follows: null,
    caseId: null,
    submissionId: v7(),
    personId,
    ...given,
  }
}
