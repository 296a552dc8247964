'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { slugSchema } from '#lib/articles/model.ts'
import { reportComment } from '#lib/comments/moderation/reports.ts'
import { tags } from '#lib/cache/tags.ts'
import { Refusal } from '#lib/errors.ts'
import { answerForm, parseFields } from '#app/_server/actions.ts'
import { changed } from '#app/_server/changed.ts'
import { readsComments } from '#app/_server/comments.ts'
import { requestContext } from '#app/_server/context.ts'
import { article } from '#app/_server/published.ts'
import { currentPerson } from '#app/_server/session.ts'
import type { FormState } from '#app/_ui/form-state.ts'

const formSchema = z.object({
  slug: slugSchema,
  comment: z.uuid(),
  reason: z.enum(['abuse', 'spam', 'off_topic', 'false', 'private', 'legal', 'other'], 'Choose what is wrong with it.'),
  explanation: z.string().default(''),
})

/** Anybody with an account: reports a comment. */
export async function report(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('report', form, async (typed) => {
    const { slug, comment, reason, explanation } = parseFields(formSchema, typed)
    const view = await article(slug)
    if (!view) throw new Refusal('not_found', 'That article is no longer here.')
    const outcome = await reportComment(await requestContext(), await currentPerson(), {
      commentId: comment,
      articleId: view.id,
      reason,
      explanation,
      readsThread: await readsComments(view),
    })
    // It may have been the report that hides it.
    changed([tags.comments(view.id)])
    redirect(`/articles/${slug}/comments/${comment}/report?done=${outcome}`)
  })
}
