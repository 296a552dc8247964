import 'server-only'
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { replacementSchema } from '#lib/articles/revise.ts'
import { findings } from '#lib/cases/model.ts'
import { correctionSchema, replySchema } from '#lib/corrections/model.ts'
import type { CorrectionToPublish } from '#lib/corrections/publish.ts'
import { parseFields } from '#app/_server/actions.ts'

type Typed = Record<string, string>

const formSchema = z.object({
  ...correctionSchema.shape,
  article: z.uuid(),
  revision: z.int().min(0),
  replacements: z.array(replacementSchema).max(50),
  reply: replySchema.nullable(),
  follows: z.uuid().nullable(),
  case: z.uuid().nullable(),
  finding: z.enum(findings).optional(),
  submissionId: z.uuid(),
})

const rowNames = ['part', 'passage', 'replacement'] as const

/** So many rows for replacements the form has. */
export function rowsOf(typed: Typed): number {
  const rows = Number(typed.rows)
  return Number.isInteger(rows) && rows >= 1 && rows <= 50 ? rows : 1
}

/** What was typed without the rows that were left empty, those behind them moved up. */
export function withoutEmptyRows(typed: Typed): Typed {
  const rows = Array.from({ length: rowsOf(typed) }, (_, row) => rowNames.map((name) => typed[`${name}.${row}`] ?? ''))
  const filled = rows.filter(([, passage, replacement]) => (passage ?? '').trim() + (replacement ?? '').trim() !== '')
  const others = Object.entries(typed).filter(([name]) => !/^(?:part|passage|replacement)\.\d+$/.test(name))
  const kept = filled.flatMap((values, row) => values.map((value, at) => [`${rowNames[at]}.${row}`, value]))
  return { ...Object.fromEntries([...others, ...kept]), rows: String(Math.max(1, filled.length)) }
}

/**
 * Reads the form, its empty rows already gone.
 * @throws Refusal with each field's fault
 */
export function readForm(typed: Typed, personId: string): CorrectionToPublish {
  const numberIn = (name: string) => ((typed[name] ?? '').trim() === '' ? Number.NaN : Number(typed[name]))
  const given = (name: string) => typed[name] || null
  const replacements = Array.from({ length: rowsOf(typed) }, (_, row) => ({
    part: typed[`part.${row}`] ?? 'text',
    passage: typed[`passage.${row}`] ?? '',
    replacement: typed[`replacement.${row}`] ?? '',
  })).filter(({ passage, replacement }) => passage + replacement !== '')
  const isArticle = typed.kind === 'right_of_reply' && typed.replyAs === 'article'
  const {
    article,
    revision,
    replacements: changes,
    reply,
    follows,
    submissionId,
    ...read
  } = parseFields(formSchema, {
    ...typed,
    underHeadline: typed.underHeadline === 'on',
    onFrontPage: typed.onFrontPage === 'on',
    frontPageDays: numberIn('frontPageDays'),
    daysStood: numberIn('daysStood'),
    readers: (typed.readers ?? '').trim() === '' ? null : Number(typed.readers),
    revision: numberIn('revision'),
    replacements,
    reply: isArticle
      ? {
          author: typed['reply.author'] ?? '',
          headline: typed['reply.headline'] ?? '',
          standfirst: typed['reply.standfirst'] ?? '',
          text: typed['reply.text'] ?? '',
        }
      : null,
    follows: given('follows'),
    case: given('case'),
    finding: typed.finding || undefined,
  })
  const { case: caseId, finding, ...facts } = read
  return {
    articleId: article,
    revision,
    replacements: changes,
    facts,
    reply,
    follows,
    caseId,
    finding,
    submissionId,
    personId,
  }
}

/** Changes when anything of the correction does: what is published is what was seen. */
export function sealOf(asked: CorrectionToPublish): string {
  const { revision: _, ...seen } = asked
  return createHash('sha256').update(JSON.stringify(seen)).digest('base64url')
}
