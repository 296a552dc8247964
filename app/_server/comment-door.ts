import 'server-only'
import { z } from 'zod'
import { articleOfComment } from '#lib/comments/permalink.ts'
import { currentContext } from './context.ts'

const pathOfComment = /^\/articles\/([^/]+)\/comments\/([^/]+)$/

/**
 * Whether there is a comment of that address, judged before its page is rendered: only then can the answer be a 404 or a
 * redirect by its status, and be one without JavaScript (docs/decisions/missing-pages.md). Who may read the comment is
 * the page's to say.
 * @returns where it is; null when it is nowhere
 */
export async function addressOfComment(path: string): Promise<string | null> {
  const [, slug, given] = pathOfComment.exec(path) ?? []
  const id = z.uuid().safeParse(given)
  if (slug === undefined || !id.success) return null
  const article = await articleOfComment(currentContext(), id.data)
  return article && `/articles/${article}/comments/${id.data}`
}
