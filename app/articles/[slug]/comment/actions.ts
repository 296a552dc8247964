'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { slugSchema } from '#lib/articles/model.ts'
import { tags } from '#lib/cache/tags.ts'
import { commentPath } from '#lib/comments/addresses.ts'
import { deleteOwnComment, postComment } from '#lib/comments/commands.ts'
import { editComment } from '#lib/comments/editing.ts'
import { followThread, unfollowThread } from '#lib/comments/following.ts'
import { likeComment, unlikeComment } from '#lib/comments/likes.ts'
import { muteWriter, unmuteWriter } from '#lib/comments/muting.ts'
import { answerForm, parseFields } from '#app/_server/actions.ts'
import { emptyForm, type FormState } from '#app/_ui/form-state.ts'
import { changed } from '#app/_server/changed.ts'
import { requestContext } from '#app/_server/context.ts'
import { currentPerson, requirePerson } from '#app/_server/session.ts'

const formSchema = z.object({
  article: slugSchema,
  text: z.string().default(''),
  name: z.string().optional(),
  submissionId: z.uuid(),
  parentId: z.union([z.uuid(), z.literal('').transform(() => undefined)]),
  /** Set by the button that shows the text as it will look. */
  preview: z.string().optional(),
})

/** Somebody with the `comment` benefit, or staff; lib/comments decides. */
export async function comment(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('comment', form, async (typed) => {
    const { preview, article, ...asked } = parseFields(formSchema, typed)
    if (preview !== undefined) return { ...emptyForm, typed }
    const posted = await postComment(await requestContext(), await currentPerson(), { ...asked, articleSlug: article })
    changed([tags.comments(posted.articleId)])
    redirect(posted.state === 'published' ? commentPath(article, posted.id) : `/account/comments?done=${posted.state}`)
  })
}

const ownSchema = z.object({ article: slugSchema, comment: z.uuid() })

/** The person signed in; lib/comments decides whether they may like. */
export async function like(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('like', form, async (typed) => {
    const asked = parseFields(ownSchema.extend({ liked: z.enum(['yes', 'no']) }), typed)
    const person = await requirePerson(commentPath(asked.article, asked.comment))
    const ctx = await requestContext()
    if (asked.liked === 'yes') await likeComment(ctx, person, asked.comment)
    else await unlikeComment(ctx, person.id, asked.comment)
    redirect(commentPath(asked.article, asked.comment))
  })
}

/** The person signed in, their own comment, within the minutes after posting. */
export async function change(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('change', form, async (typed) => {
    const asked = parseFields(ownSchema.extend({ text: z.string() }), typed)
    const person = await requirePerson(commentPath(asked.article, asked.comment))
    const { articleId, state } = await editComment(await requestContext(), person, {
      commentId: asked.comment,
      text: asked.text,
    })
    changed([tags.comments(articleId)])
    redirect(state === 'published' ? commentPath(asked.article, asked.comment) : `/account/comments?done=${state}`)
  })
}

/** The person signed in, their own comment; member or not. */
export async function remove(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('remove', form, async (typed) => {
    const asked = parseFields(ownSchema, typed)
    const person = await requirePerson(commentPath(asked.article, asked.comment))
    changed([tags.comments(await deleteOwnComment(await requestContext(), person.id, asked.comment))])
    redirect('/account/comments?done=removed')
  })
}

/** The person signed in, for themselves. */
export async function mute(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('mute', form, async (typed) => {
    const asked = parseFields(ownSchema.extend({ muted: z.enum(['yes', 'no']) }), typed)
    const person = await requirePerson(commentPath(asked.article, asked.comment))
    const ctx = await requestContext()
    if (asked.muted === 'yes') await muteWriter(ctx, person.id, asked.comment)
    else await unmuteWriter(ctx, person.id, asked.comment)
    redirect(commentPath(asked.article, asked.comment))
  })
}

/** The person signed in, for themselves. */
export async function follow(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('follow', form, async (typed) => {
    const { article, following } = parseFields(
      z.object({ article: slugSchema, following: z.enum(['yes', 'no']) }),
      typed,
    )
    const person = await requirePerson(`/articles/${article}/comment`)
    const ctx = await requestContext()
    if (following === 'yes') await followThread(ctx, person.id, article)
    else await unfollowThread(ctx, person.id, article)
    redirect(`/articles/${article}/comment`)
  })
}
