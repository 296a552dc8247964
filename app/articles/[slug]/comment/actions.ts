'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { slugSchema } from '#lib/articles/model.ts'
import { tags } from '#lib/cache/tags.ts'
import { postComment } from '#lib/comments/commands.ts'
import { answerForm, parseFields } from '#app/_server/actions.ts'
import type { FormState } from '#app/_ui/form-state.ts'
import { changed } from '#app/_server/changed.ts'
import { requestContext } from '#app/_server/context.ts'
import { currentPerson } from '#app/_server/session.ts'

const formSchema = z.object({
  article: slugSchema,
  text: z.string().default(''),
  name: z.string().optional(),
  submissionId: z.uuid(),
  parentId: z.union([z.uuid(), z.literal('').transform(() => undefined)]),
})

/** Somebody with the `comment` benefit, or staff; lib/comments decides. */
export async function comment(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('comment', form, async (typed) => {
    const asked = parseFields(formSchema, typed)
    const ctx = await requestContext()
    const posted = await postComment(ctx, await currentPerson(), { ...asked, articleSlug: asked.article })
    changed([tags.comments(posted.articleId)])
    redirect(`/articles/${asked.article}#comment-${posted.id}`)
  })
}
