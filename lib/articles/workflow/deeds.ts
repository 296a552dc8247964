import { inTransaction, type Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import { requireOnScreen, type OnScreen } from '../on-screen.ts'
import type { StaffMember } from '../policy.ts'
import { commitWorkingCopy, discardWorkingCopy, workingCopyOf } from '../working-copy.ts'
import { requireEdit } from '../writing.ts'
import { moveArticle } from './move-article.ts'
import { articleAtWork } from './people.ts'
import { sightOf, type Deed, type Sight } from './sight.ts'

/**
 * Makes the working copy the article's next revision, or throws it away. Of what readers see, or are about to, it is the
 * move “update”; to save it as if nobody did is refused.
 * @returns the cache tags of what shows it
 * @throws Refusal: as `requireEdit`, `requireOnScreen`, `moveArticle`; conflict when it stands otherwise by now
 */
export function doDeed(
  ctx: Context,
  asked: { articleId: string; deed: Deed; seen: Sight; onScreen: OnScreen; staff: StaffMember },
): Promise<string[]> {
  const { articleId, deed, seen, onScreen, staff } = asked
  const { personId } = staff
  return inTransaction(ctx, async (tx) => {
    if ((await workingCopyOf(tx, articleId)) === null) throw new Refusal('not_found', 'That article is no longer here.')
    // From here on nobody moves the article: what its author may do with a draft, they may not a moment later.
    await requireEdit(tx, staff, articleId)
    await requireOnScreen(tx, articleId, onScreen, personId)
    if (deed === 'discard') {
      await discardWorkingCopy(tx, articleId, personId)
      return []
    }
    const state = (await articleAtWork(tx, articleId))?.state ?? 'draft'
    if (sightOf(state) !== seen || (seen === 'hidden') !== (deed === 'save'))
      throw new Refusal(
        'conflict',
        'Meanwhile this article was moved. Nothing was done: load the page again, and look.',
      )
    if (deed === 'save') return commitWorkingCopy(tx, { articleId, personId, reason: 'Saved' })
    const keepsDate = deed === 'update-quietly'
    return (await moveArticle(tx, { articleId, move: 'update', seen: state, staff, confirmed: true, keepsDate }))
      .changed
  })
}
