'use server'

import { redirect } from 'next/navigation'
import { v7 } from 'uuid'
import { z } from 'zod'
import { tags } from '#lib/cache/tags.ts'
import { decideAppeal } from '#lib/comments/moderation/appeals.ts'
import { decide, decideMany, type Verdict } from '#lib/comments/moderation/decide.ts'
import { pickComment } from '#lib/comments/moderation/pick.ts'
import { mayModerate, mayPick, maySetThread } from '#lib/comments/moderation/policy.ts'
import { takeComment } from '#lib/comments/moderation/takes.ts'
import { changeThread } from '#lib/comments/moderation/thread.ts'
import { undo, undoBatch } from '#lib/comments/moderation/undo.ts'
import { Refusal } from '#lib/errors.ts'
import { answerForm, parseFields } from '#app/_server/actions.ts'
import { changed } from '#app/_server/changed.ts'
import { requestContext } from '#app/_server/context.ts'
import { requireStaff } from '#app/_server/staff.ts'
import type { FormState } from '#app/_ui/form-state.ts'
import { backSchema, backTo } from './_comments/addresses.ts'

const path = '/desk/comments'

const seenFields = z.object({
  commentId: z.uuid(),
  state: z.enum(['published', 'held', 'rejected', 'deleted']),
  revision: z.coerce.number().int().positive(),
  decision: z.uuid().nullable(),
})

/** What a moderator saw of a comment, as the form sends it back. */
const seenSchema = z.string().transform((value, { addIssue }) => {
  const [commentId, state, revision, decision = ''] = value.split(':')
  const parsed = seenFields.safeParse({ commentId, state, revision, decision: decision === '' ? null : decision })
  if (!parsed.success) {
    addIssue('Open the comment again.')
    return z.NEVER
  }
  const { commentId: id, ...seen } = parsed.data
  return { commentId: id, seen }
})

const verdictSchema = z.object({
  verdict: z.enum(['approve', 'reject']),
  reason: z.enum(['abuse', 'spam', 'off_topic', 'false', 'private', 'legal', 'other'], 'Choose why.').optional(),
  note: z.string().trim().default(''),
  back: backSchema,
})

function verdictOf({ verdict, reason, note }: z.infer<typeof verdictSchema>): Verdict {
  if (verdict === 'approve') return { verdict }
  if (reason === undefined) throw new Refusal('invalid', 'Choose why it is rejected.', { reason: 'Choose why.' })
  return { verdict, reason, note }
}

/** Moderators: decides on one comment. */
export async function decideOne(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('decide', form, async (typed) => {
    const staff = await requireStaff(path, mayModerate)
    const asked = parseFields(verdictSchema.extend({ seen: seenSchema }), {
      ...typed,
      reason: typed.reason || undefined,
    })
    const { logId, articleId } = await decide(await requestContext(), staff, { ...asked.seen, ...verdictOf(asked) })
    changed([tags.comments(articleId)])
    redirect(backTo(asked.back, { done: asked.verdict, undo: logId }))
  })
}

/** Moderators: decides on all that are marked. */
export async function decideMarked(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('bulk', form, async (typed) => {
    const staff = await requireStaff(path, mayModerate)
    const asked = parseFields(verdictSchema, { ...typed, reason: typed.reason || undefined })
    const marked = z.array(seenSchema).max(100).parse(form.getAll('marked'))
    if (marked.length === 0)
      throw new Refusal('invalid', 'Mark the comments first: a box stands before each, or press x.')
    const batch = v7()
    const { done, refused } = await decideMany(await requestContext(), staff, marked, verdictOf(asked), batch)
    changed([...new Set(done.map(({ articleId }) => tags.comments(articleId)))])
    redirect(
      backTo(asked.back, {
        done: 'many',
        count: String(done.length),
        ...(done.length > 0 ? { batch } : {}),
        ...(refused.length > 0 ? { refused: String(refused.length) } : {}),
      }),
    )
  })
}

/** Editors and moderators: picks a comment out, or takes the pick away. */
export async function pick(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('pick', form, async (typed) => {
    const staff = await requireStaff(path, mayPick)
    const { comment, picked, back } = parseFields(
      z.object({ comment: z.uuid(), picked: z.enum(['yes', 'no']), back: backSchema }),
      typed,
    )
    const isPick = picked === 'yes'
    const { logId, articleId } = await pickComment(await requestContext(), staff, {
      commentId: comment,
      picked: isPick,
    })
    changed([tags.comments(articleId)])
    redirect(backTo(back, { done: isPick ? 'pick' : 'unpick', undo: logId }))
  })
}

/** Whoever did something: takes it back. */
export async function takeBack(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('undo', form, async (typed) => {
    const staff = await requireStaff(path, mayPick)
    const { entry, batch, back } = parseFields(
      z.object({ entry: z.uuid().optional(), batch: z.uuid().optional(), back: backSchema }),
      { ...typed, entry: typed.entry || undefined, batch: typed.batch || undefined },
    )
    const ctx = await requestContext()
    const { articleIds, refused } = batch
      ? await undoBatch(ctx, staff, batch)
      : { articleIds: entry ? [await undo(ctx, staff, entry)] : [], refused: 0 }
    changed(articleIds.flatMap((id) => (id === null ? [] : [tags.comments(id), tags.article(id)])))
    redirect(backTo(back, { done: 'undone', ...(refused > 0 ? { refused: String(refused) } : {}) }))
  })
}

/** Moderators: takes a comment over from whoever has it before them. */
export async function takeOver(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('take-over', form, async (typed) => {
    const staff = await requireStaff(path, mayModerate)
    const { comment } = parseFields(z.object({ comment: z.uuid() }), typed)
    await takeComment(await requestContext(), staff, comment, { over: true })
    redirect(`${path}/${comment}?done=over`)
  })
}

const threadSchema = z.object({
  article: z.uuid(),
  to: z.enum(['closed', 'open', 'days']),
  days: z
    .string()
    .trim()
    .regex(/^\d{1,3}$/, 'Enter a number of days, from 1 to 365.')
    .transform(Number)
    .pipe(z.int().min(1, 'Enter a number of days, from 1 to 365.').max(365, 'Enter a number of days, from 1 to 365.'))
    .optional(),
  back: backSchema,
})

/** Editors and moderators: closes a thread now or in some days, or opens it. */
export async function setThread(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('thread', form, async (typed) => {
    const staff = await requireStaff(path, maySetThread)
    const { article, to, days, back } = parseFields(threadSchema, {
      ...typed,
      days: typed.to === 'days' ? typed.days : undefined,
    })
    const done = await changeThread(
      await requestContext(),
      staff,
      article,
      to === 'days' ? { to, days: days ?? 1 } : { to },
    )
    changed(done.changed)
    redirect(backTo(back, { done: to, undo: done.logId }))
  })
}

/** Moderators: decides an appeal. */
export async function answerAppeal(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('appeal', form, async (typed) => {
    const staff = await requireStaff(`${path}/appeals`, mayModerate)
    const { appeal, outcome, note } = parseFields(
      z.object({ appeal: z.uuid(), outcome: z.enum(['upheld', 'declined']), note: z.string().trim().default('') }),
      typed,
    )
    const articleId = await decideAppeal(await requestContext(), staff, { appealId: appeal, outcome, note })
    if (articleId !== null) changed([tags.comments(articleId)])
    redirect(`${path}/appeals?done=${outcome}`)
  })
}
