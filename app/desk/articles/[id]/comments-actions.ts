'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { maySetThread } from '#lib/comments/moderation/policy.ts'
import { saveThread } from '#lib/comments/moderation/thread.ts'
import { answerForm, parseFields } from '#app/_server/actions.ts'
import { changed } from '#app/_server/changed.ts'
import { requestContext } from '#app/_server/context.ts'
import { requireStaff } from '#app/_server/staff.ts'
import type { FormState } from '#app/_ui/form-state.ts'
import { wholeNumber } from '../../settings/whole-number.ts'

const formSchema = z.discriminatedUnion('thread', [
  z.object({ thread: z.enum(['', 'open', 'closed']), article: z.uuid(), moderation: z.enum(['', 'pre', 'post']) }),
  z.object({
    thread: z.literal('days'),
    days: wholeNumber(1, 365),
    article: z.uuid(),
    moderation: z.enum(['', 'pre', 'post']),
  }),
])

/** Editors: whether an article takes comments, until when, and whether they wait for a moderator. */
export async function saveComments(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('article-comments', form, async (typed) => {
    const staff = await requireStaff('/desk/articles', maySetThread)
    const asked = parseFields(formSchema, typed)
    const moderation = asked.moderation === '' ? null : asked.moderation
    changed(await saveThread(await requestContext(), staff, asked.article, { moderation, thread: threadOf(asked) }))
    redirect(`/desk/articles/${asked.article}?done=comments`)
  })
}

function threadOf(asked: z.infer<typeof formSchema>) {
  if (asked.thread === '') return null
  return asked.thread === 'days' ? { to: asked.thread, days: asked.days } : { to: asked.thread }
}
