import type { Context } from '#lib/context.ts'

/** The page of one comment, which opens there whatever stands before it in the thread; for a link within the site. */
export function commentPath(slug: string, commentId: string): string {
  return `/articles/${slug}/comments/${commentId}#comment-${commentId}`
}

/** The same, for a mail. */
export function commentUrl(ctx: Pick<Context, 'config'>, slug: string, commentId: string): string {
  return `${ctx.config.publicUrl}${commentPath(slug, commentId)}`
}
