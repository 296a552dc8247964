import { isDeepStrictEqual } from 'node:util'
import { and, eq } from 'drizzle-orm'
import { articleRevisions } from '#db/schema/articles.ts'
import type { Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import { peopleNamed } from '#lib/people/queries.ts'
import { workingCopyOf, writtenAtRevision, type WorkingCopy } from './working-copy.ts'

/** Which state of what is written somebody has on the screen: a working copy, or the article at one of its revisions. */
export interface OnScreen {
  stamp: string | null
  revision: number
}

/**
 * What is done with all that is written is done with what whoever asks has seen of it: what another wrote a moment before
 * goes nowhere unseen. A revision in which no word differs, of another access say, is as good as seen.
 * @throws Refusal (conflict) that says who wrote, with a fault for `onScreen`
 */
export async function requireOnScreen(tx: Context, articleId: string, seen: OnScreen, personId: string): Promise<void> {
  const copy = await workingCopyOf(tx, articleId)
  if (copy === null || (copy.stamp === seen.stamp && (await isArticleAsSeen(tx, articleId, copy, seen.revision))))
    return
  const who = await writerOf(tx, articleId, copy, seen, personId)
  throw new Refusal(
    'conflict',
    `Meanwhile ${who} wrote here, and that is not on your screen. Nothing was done: look at it first, then press again.`,
    { onScreen: who },
  )
}

async function isArticleAsSeen(tx: Context, articleId: string, copy: WorkingCopy, revision: number): Promise<boolean> {
  if (copy.revision === revision) return true
  return isDeepStrictEqual(await writtenAtRevision(tx, articleId, revision), copy.article)
}

/** In words: their name, or that it was the asker themselves. */
async function writerOf(
  tx: Context,
  articleId: string,
  copy: WorkingCopy,
  seen: OnScreen,
  personId: string,
): Promise<string> {
  const isInCopy = copy.stamp !== null && copy.stamp !== seen.stamp
  const writer = isInCopy ? copy.personId : await reviserOf(tx, articleId, copy.revision)
  if (writer === personId) return 'you, in another window,'
  const names = writer === null ? null : await peopleNamed(tx, [writer])
  return (writer !== null && names?.get(writer)) || 'somebody else'
}

async function reviserOf(tx: Context, articleId: string, number: number): Promise<string | null> {
  const [row] = await tx.db
    .select({ personId: articleRevisions.personId })
    .from(articleRevisions)
    .where(and(eq(articleRevisions.articleId, articleId), eq(articleRevisions.number, number)))
  return row?.personId ?? null
}
