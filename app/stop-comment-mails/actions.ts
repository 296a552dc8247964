'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { setNoticeMail, unsubscribedBy } from '#lib/comments/notices/unsubscribe.ts'
import { requestContext } from '#app/_server/context.ts'

/** Anybody who has the mail; its link is as good as signing in for this one thing. */
export async function stopCommentMails(form: FormData): Promise<void> {
  const token = z.string().catch('').parse(form.get('token'))
  const ctx = await requestContext()
  const personId = unsubscribedBy(ctx.config, token)
  if (personId !== null) await setNoticeMail(ctx, personId, 'none')
  redirect(personId === null ? '/stop-comment-mails' : '/stop-comment-mails?done=1')
}
