'use server'

import { refresh } from 'next/cache'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { sendLetter, letterFrom } from '#lib/cases/letters.ts'
import { mergeCase } from '#lib/cases/merge.ts'
import { caseStates, findings, severities } from '#lib/cases/model.ts'
import { mayWorkCases } from '#lib/cases/policy.ts'
import { askForStatement } from '#lib/cases/statements.ts'
import { giveCase, judgeSeverity, moveDeadline, noteOnCase, reopenCase, setCaseArticle } from '#lib/cases/working.ts'
import { after, calendarDay } from '#lib/clock.ts'
import type { Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import { moveEnquiry } from '#lib/licences/enquiries.ts'
import type { Person } from '#lib/people/model.ts'
import { caseSettings, magazineSettings } from '#lib/settings/queries.ts'
import { answerForm, parseFields } from '#app/_server/actions.ts'
import { requestContext } from '#app/_server/context.ts'
import { requireStaff } from '#app/_server/staff.ts'
import type { FormState } from '#app/_ui/form-state.ts'

const path = '/desk/cases'
const seenFields = { caseId: z.uuid(), seen: z.coerce.number().int().nonnegative() }
const seenSchema = z.object(seenFields)
const optional = <Schema extends z.ZodType>(schema: Schema) =>
  z.union([z.literal('').transform(() => undefined), schema]).optional()

/** What is done to a case by whoever works cases. Whoever is told that it changed meanwhile sees at once how. */
function onCase(
  name: string,
  form: FormData,
  work: (ctx: Context, staff: Person, typed: Record<string, string>) => Promise<FormState | void>,
): Promise<FormState> {
  return answerForm(name, form, async (typed) => {
    const staff = await requireStaff(path, mayWorkCases)
    try {
      return await work(await requestContext(), staff, typed)
    } catch (reason) {
      if (reason instanceof Refusal && reason.kind === 'conflict') refresh()
      throw reason
    }
  })
}

function back(caseId: string, done: string, more: Record<string, string> = {}): never {
  redirect(`${path}/${caseId}?${new URLSearchParams({ done, ...more })}`)
}

/** Moves a case by hand. */
export async function move(_: FormState, form: FormData): Promise<FormState> {
  return onCase('move', form, async (ctx, staff, typed) => {
    const schema = z.object({
      ...seenFields,
      state: z.enum(caseStates, 'Choose where it stands now.'),
      reason: z.string().max(5_000, 'At most 5,000 characters, please.'),
      finding: optional(z.enum(findings)),
      text: z.string().optional(),
    })
    const { state, reason, finding, text, ...seen } = parseFields(schema, typed)
    await moveEnquiry(ctx, staff, { ...seen, state, reason, finding, letter: text })
    back(seen.caseId, state === 'declined' ? 'declined' : 'state')
  })
}

/** Opens a case again. */
export async function reopen(_: FormState, form: FormData): Promise<FormState> {
  return onCase('reopen', form, async (ctx, staff, typed) => {
    const input = parseFields(z.object({ ...seenFields, reason: z.string().max(5_000) }), typed)
    await reopenCase(ctx, staff, input)
    back(input.caseId, 'reopened')
  })
}

/** Gives a case to somebody or to nobody. */
export async function give(_: FormState, form: FormData): Promise<FormState> {
  return onCase('give', form, async (ctx, staff, typed) => {
    const { caseId, owner } = parseFields(z.object({ caseId: z.uuid(), owner: optional(z.uuid()) }), typed)
    const before = await giveCase(ctx, staff, { caseId, ownerId: owner ?? null })
    back(caseId, 'owner', { before: before ?? 'nobody' })
  })
}

/** Judges how serious the mistake is. */
export async function judge(_: FormState, form: FormData): Promise<FormState> {
  return onCase('judge', form, async (ctx, staff, typed) => {
    const schema = z.object({ ...seenFields, severity: z.enum(severities, 'Choose how serious it is.') })
    const input = parseFields(schema, typed)
    await judgeSeverity(ctx, staff, input)
    back(input.caseId, 'severity')
  })
}

/** Says which article a case is about. */
export async function setArticle(_: FormState, form: FormData): Promise<FormState> {
  return onCase('article', form, async (ctx, staff, typed) => {
    const { article, ...seen } = parseFields(z.object({ ...seenFields, article: z.string().max(500) }), typed)
    await setCaseArticle(ctx, staff, { ...seen, typed: article })
    back(seen.caseId, 'article')
  })
}

/** Moves the deadline to the end of a day. */
export async function setDeadline(_: FormState, form: FormData): Promise<FormState> {
  return onCase('deadline', form, async (ctx, staff, typed) => {
    const schema = z.object({ ...seenFields, due: z.string(), reason: z.string().max(5_000) })
    const { due, reason, ...seen } = parseFields(schema, typed)
    const { timeZone } = await magazineSettings(ctx)
    const day = calendarDay(due, timeZone)
    if (day === null) throw new Refusal('invalid', 'Choose a day.', { due: 'Choose a day.' })
    await moveDeadline(ctx, staff, { ...seen, dueAt: after(day.end, -1), reason })
    back(seen.caseId, 'deadline')
  })
}

/** Keeps a note for the desk. */
export async function note(_: FormState, form: FormData): Promise<FormState> {
  return onCase('note', form, async (ctx, staff, typed) => {
    const schema = z.object({ caseId: z.uuid(), note: z.string().max(10_000, 'At most 10,000 characters, please.') })
    const { caseId, note: text } = parseFields(schema, typed)
    await noteOnCase(ctx, staff, { caseId, text })
    back(caseId, 'note')
  })
}

/** To which case's reader, or all of those who write to it, and what of that case was seen. */
const toSchema = z.string().transform((value) => {
  const [caseId, seen, all] = value.split(':')
  return { ...seenSchema.parse({ caseId, seen }), toAll: all === 'all' }
})
const letterSchema = z.object({
  caseId: z.uuid(),
  to: toSchema,
  subject: z.string(),
  text: z.string(),
  step: z.union([z.enum(['preview', 'edit', 'send']), z.string().regex(/^begin:\d{1,2}$/)]),
})

/** Writes to the reader: begins from a template, shows what would be sent, and sends it. */
export async function letter(_: FormState, form: FormData): Promise<FormState> {
  return onCase('letter', form, async (ctx, staff, typed) => {
    const { caseId, to, subject, text, step } = parseFields(letterSchema, typed)
    const again = (change: Record<string, string>) => ({ message: '', fields: {}, typed: { ...typed, ...change } })
    if (step === 'send') {
      await sendLetter(ctx, staff, { ...to, subject, text })
      back(caseId, 'letter')
    }
    if (step.startsWith('begin:')) {
      const { templates } = await caseSettings(ctx)
      const template = templates[Number(step.slice('begin:'.length))]
      if (template === undefined) return again({})
      const begun = to.toAll ? template.text : await letterFrom(ctx, to.caseId, template.text)
      // What is typed already stays, below.
      return again({ text: text.trim() === '' ? begun : `${begun}\n\n${text}` })
    }
    if (step === 'preview' && text.trim() === '')
      throw new Refusal('invalid', 'Write the letter first.', { text: 'Write the letter first.' })
    return again({})
  })
}

/** Asks an author for a statement. */
export async function ask(_: FormState, form: FormData): Promise<FormState> {
  return onCase('ask', form, async (ctx, staff, typed) => {
    const schema = z.object({
      ...seenFields,
      author: optional(z.uuid()),
      email: z.string(),
      passage: z.string(),
      question: z.string(),
    })
    const { author, ...input } = parseFields(schema, typed)
    await askForStatement(ctx, staff, { ...input, authorId: author ?? null })
    back(input.caseId, 'asked')
  })
}

/** Merges a case into another one. */
export async function merge(_: FormState, form: FormData): Promise<FormState> {
  return onCase('merge', form, async (ctx, staff, typed) => {
    const { text, ...input } = parseFields(z.object({ ...seenFields, into: z.string(), text: z.string() }), typed)
    back(await mergeCase(ctx, staff, { ...input, letter: text }), 'merged')
  })
}
