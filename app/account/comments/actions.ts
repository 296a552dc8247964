'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { tags } from '#lib/cache/tags.ts'
import { slugSchema } from '#lib/articles/model.ts'
import { deleteAllOwnComments, deleteOwnComment } from '#lib/comments/commands.ts'
import { removeDraft } from '#lib/comments/drafts.ts'
import { editComment } from '#lib/comments/editing.ts'
import { unfollowThread } from '#lib/comments/following.ts'
import { unmute } from '#lib/comments/muting.ts'
import { noticeMailModes } from '#lib/comments/notices/model.ts'
import { markSeen } from '#lib/comments/notices/queries.ts'
import { setNoticeMail } from '#lib/comments/notices/unsubscribe.ts'
import { answerForm, parseFields } from '#app/_server/actions.ts'
import { changed } from '#app/_server/changed.ts'
import { requestContext } from '#app/_server/context.ts'
import { requirePerson } from '#app/_server/session.ts'
import type { FormState } from '#app/_ui/form-state.ts'

const own = '/account/comments'
const settings = '/account/comments/settings'

/** The person signed in, their own comment only; lib/comments sees to that. */
export async function removeComment(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('remove', form, async (typed) => {
    const person = await requirePerson(own)
    const { comment } = parseFields(z.object({ comment: z.uuid() }), typed)
    changed([tags.comments(await deleteOwnComment(await requestContext(), person.id, comment))])
    redirect(`${own}?done=removed`)
  })
}

/** The person signed in, everything they wrote. */
export async function removeAllComments(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('remove all', form, async () => {
    const person = await requirePerson(own)
    changed((await deleteAllOwnComments(await requestContext(), person.id)).map(tags.comments))
    redirect(`${own}?done=all-removed`)
  })
}

/** The person signed in, their own comment, within the minutes after posting. */
export async function changeComment(_: FormState, form: FormData): Promise<FormState> {
  const comment = z.uuid().catch('').parse(form.get('comment'))
  return answerForm(`change ${comment}`, form, async (typed) => {
    const person = await requirePerson(own)
    const { text } = parseFields(z.object({ text: z.string() }), typed)
    const { articleId, state } = await editComment(await requestContext(), person, { commentId: comment, text })
    changed([tags.comments(articleId)])
    redirect(`${own}?done=${state === 'published' ? 'changed' : state}`)
  })
}

/** The person signed in, their own draft. */
export async function dropDraft(form: FormData): Promise<void> {
  const person = await requirePerson(own)
  const id = z.uuid().safeParse(form.get('draft'))
  if (id.success) await removeDraft(await requestContext(), person.id, id.data)
  redirect(`${own}?done=draft`)
}

/** The person signed in, for their own notices. */
export async function markAllSeen(): Promise<void> {
  const person = await requirePerson('/account/comments/notices')
  await markSeen(await requestContext(), person.id, 'all')
  redirect('/account/comments/notices')
}

/** The person signed in, for themselves. */
export async function chooseNoticeMail(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('mail', form, async (typed) => {
    const person = await requirePerson(settings)
    const { mail } = parseFields(z.object({ mail: z.enum(noticeMailModes, 'Choose one of these.') }), typed)
    await setNoticeMail(await requestContext(), person.id, mail)
    redirect(`${settings}?done=mail`)
  })
}

/** The person signed in, for themselves. */
export async function letGo(form: FormData): Promise<void> {
  const person = await requirePerson(settings)
  const article = slugSchema.safeParse(form.get('article'))
  if (article.success) await unfollowThread(await requestContext(), person.id, article.data)
  redirect(`${settings}?done=let-go`)
}

/** The person signed in, for themselves. */
export async function hearAgain(form: FormData): Promise<void> {
  const person = await requirePerson(settings)
  const muted = z.uuid().safeParse(form.get('person'))
  if (muted.success) await unmute(await requestContext(), person.id, muted.data)
  redirect(`${settings}?done=heard`)
}
