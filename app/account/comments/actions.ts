'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { tags } from '#lib/cache/tags.ts'
import { deleteOwnComment } from '#lib/comments/commands.ts'
import { changed } from '#app/_server/changed.ts'
import { requestContext } from '#app/_server/context.ts'
import { requirePerson } from '#app/_server/session.ts'

/** The person signed in, their own comment only; lib/comments sees to that. */
export async function removeComment(form: FormData): Promise<void> {
  const person = await requirePerson('/account/comments')
  const id = z.uuid().safeParse(form.get('comment'))
  if (id.success) changed([tags.comments(await deleteOwnComment(await requestContext(), person.id, id.data))])
  redirect('/account/comments')
}
