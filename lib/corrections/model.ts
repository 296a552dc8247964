import { z } from 'zod'
import { plainText } from '#lib/plain-text.ts'

export const correctionKinds = ['correction', 'clarification', 'apology', 'update', 'right_of_reply'] as const
export type CorrectionKind = (typeof correctionKinds)[number]

export const severities = ['minor', 'significant', 'serious'] as const
export type Severity = (typeof severities)[number]

/** What readers see them called. */
export const correctionNames: Record<CorrectionKind, string> = {
  correction: 'Correction',
  clarification: 'Clarification',
  apology: 'Apology',
  update: 'Update',
  right_of_reply: 'Right of reply',
}

/** The front page names a correction for so many days at most. */
export const mostFrontPageDays = 28

/** What decides how prominent a correction ought to be. */
export interface GuideFacts {
  kind: CorrectionKind
  severity: Severity
  /** Whether what was wrong stood in the headline or the standfirst. */
  inHeadline: boolean
  /** Whether the front page had the article high up while it was wrong. */
  onFrontPage: boolean
  /** Whole days the mistake stood. */
  daysStood: number
  /** About how many read it so; null: nobody knows. */
  readers: number | null
}

export interface Guidance {
  underHeadline: boolean
  /** 0: not on the front page. */
  frontPageDays: number
  /** In plain sentences, one for each thing that counted. */
  reasons: string[]
}

/** From here on a mistake has stood for long, or was read by many. */
const longDays = 28
const manyReaders = 10_000

/**
 * How prominent a correction ought to be, besides its place at the foot of the article and on /corrections, which every one
 * has. After clause 1 (ii) of the Editors' Code of Practice (Editors' Code of Practice Committee; kept to by members of
 * IPSO), which asks of a significant inaccuracy that it be corrected promptly and with due prominence, and after IPSO's
 * guidance on prominence in digital media (2024), by which that depends on how serious it was, where it stood and for how
 * long. The days are ours.
 */
export function guide(facts: GuideFacts): Guidance {
  const { kind, severity, inHeadline, onFrontPage, daysStood, readers } = facts
  if (kind === 'update')
    return {
      underHeadline: false,
      frontPageDays: 0,
      reasons: ['An update puts no mistake right: the foot of the article is enough.'],
    }
  const reasons: string[] = []
  const lasting = daysStood >= longDays || (readers ?? 0) >= manyReaders
  let underHeadline = false
  let frontPageDays = 0
  if (severity !== 'minor') {
    underHeadline = true
    reasons.push(
      `A ${severity} inaccuracy is corrected where readers of the article meet it first: under the headline.`,
    )
  }
  if (kind === 'apology' || kind === 'right_of_reply') {
    underHeadline = true
    reasons.push(
      kind === 'apology'
        ? 'An apology is made where it is seen.'
        : 'Whoever answers an article is heard where the article begins.',
    )
  }
  if (inHeadline) {
    underHeadline = true
    reasons.push('What was wrong in the headline or standfirst is corrected beside it.')
  }
  if (severity === 'serious') {
    frontPageDays = 3
    reasons.push('A serious inaccuracy is named on the front page for three days.')
  } else if (severity === 'significant' && onFrontPage) {
    frontPageDays = 1
    reasons.push('It was on the front page, and so is its correction, for a day.')
  }
  if (lasting) {
    if (severity === 'minor') underHeadline = true
    if (frontPageDays > 0) frontPageDays *= 2
    reasons.push(
      daysStood >= longDays
        ? `It stood for ${daysStood} days: what stood for long is put right more visibly.`
        : 'Many have read it: what was read by many is put right more visibly.',
    )
  }
  if (reasons.length === 0) reasons.push('A minor matter is put right at the foot of the article.')
  return { underHeadline, frontPageDays, reasons }
}

/** Whether what was chosen is less than what the guide recommends. */
export function isLessThan(chosen: { underHeadline: boolean; frontPageDays: number }, guidance: Guidance): boolean {
  return (guidance.underHeadline && !chosen.underHeadline) || chosen.frontPageDays < guidance.frontPageDays
}

const text = (most: number) => plainText.trim().max(most, `Write at most ${most.toLocaleString('en-GB')} characters.`)

const wholeNumber = (least: number, most: number, asked: string) => z.int(asked).min(least, asked).max(most, asked)

/** A reply that becomes an article of its own. */
export const replySchema = z.object({
  author: text(200).min(2, 'Name whoever replies, as the byline shall have it.'),
  headline: text(300).min(1, 'Write a headline for the reply.'),
  standfirst: text(1_000).default(''),
  text: text(100_000).min(1, 'Paste the reply. Empty lines divide its paragraphs.'),
})
export type Reply = z.infer<typeof replySchema>

/** What the desk says of a correction, besides the words it changes. */
export const correctionSchema = z.object({
  kind: z.enum(correctionKinds, 'Choose what it is.'),
  severity: z.enum(severities, 'Say how serious it is.'),
  note: text(5_000).min(10, 'Write the note that readers will see, in a sentence or more.'),
  underHeadline: z.boolean(),
  frontPageDays: wholeNumber(0, mostFrontPageDays, `Enter whole days, 0 to ${mostFrontPageDays}.`),
  prominenceReason: text(2_000).min(5, 'Say in a few words why it is shown where it is.'),
  onFrontPage: z.boolean(),
  daysStood: wholeNumber(0, 40_000, 'Enter whole days, 0 or more.'),
  readers: wholeNumber(0, 1_000_000_000, 'Enter a whole number, or nothing.').nullable(),
})
export type CorrectionFacts = z.infer<typeof correctionSchema>

/** Where a correction stands on its article's page. */
export function anchorOf(number: number): string {
  return `correction-${number}`
}

/** A note as paragraphs, which empty lines divide. */
export function paragraphsOf(note: string): string[] {
  return note
    .split(/\n\s*\n/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '')
}
