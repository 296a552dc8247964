import { parseHtml } from '#lib/articles/body/from-hast.ts'
import type { Context } from '#lib/context.ts'
import { asCommentText } from '#lib/importers/run/comment-text.ts'
import { importThread } from '#lib/importers/run/comments.ts'
import type { Notes } from '#lib/importers/run/report.ts'
import { withOrigin } from './content.ts'
import { instantOf } from './instant.ts'
import type { GhostComment } from './site.ts'

/** Who wrote what: name and address by Ghost's id of the member, from either file. */
export type Writers = Map<string, { name: string; email: string }>

const leftOut: Record<string, string> = {
  hidden: 'it was hidden there',
  deleted: 'it was thrown away',
}

/** Brings a post's comments under its article. @param origin of the post, by which its comments are known again */
export async function importComments(
  tx: Context,
  comments: GhostComment[],
  { writers, ...place }: { writers: Writers; articleId: string; origin: { source: string; sourceRef: string } },
  notes: Notes,
): Promise<void> {
  const found = comments.flatMap((comment) => {
    const why = leftOut[comment.status]
    if (why !== undefined) {
      notes.leftOut(`comment (${comment.status})`, why)
      return []
    }
    const writer = writers.get(comment.member_id)
    return [
      {
        id: comment.id,
        // An answer to an answer stands in the same thread there; whom it answers is said apart.
        parentId: comment.in_reply_to_id || comment.parent_id,
        name: writer?.name ?? '',
        email: writer?.email ?? '',
        text: asCommentText(parseHtml(withOrigin(comment.html))),
        state: 'published' as const,
        createdAt: instantOf(comment.created_at) ?? tx.now,
      },
    ]
  })
  await importThread(tx, found, place, notes)
}
