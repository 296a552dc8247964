import { doDeed } from '#lib/articles/workflow/deeds.ts'
import { saveWorkingCopy, workingCopyOf, type WorkingCopy } from '#lib/articles/working-copy.ts'
import { requireEdit, requireOpen } from '#lib/articles/writing.ts'
import type { Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import { changed } from '#app/_server/changed.ts'
import { answerStaff, answerStaffQuery, articleIn, told, type ArticleRoute } from '#app/_server/desk-requests.ts'
import { presentCopy } from '#app/_server/working-copy.ts'
import { deedSchema, savingSchema } from '#app/desk/articles/[id]/_writing/shown-copy.ts'

/** Longest article that is kept, in bytes of JSON. A book of a million letters has room. */
const longestArticle = 5_000_000

/** The article as it is being worked on. */
export function GET(_: Request, route: ArticleRoute): Promise<Response> {
  return answerStaffQuery(async ({ ctx, staff }) => {
    const articleId = await articleIn(route)
    await requireOpen(ctx, staff, articleId)
    return told(await presentCopy(ctx, await copyOf(ctx, articleId)))
  })
}

/** Keeps what was written. 409 when somebody else's came before: then nothing is overwritten, and theirs is the answer. */
export function PUT(request: Request, route: ArticleRoute): Promise<Response> {
  return answerStaff(
    request,
    savingSchema,
    async ({ ctx, staff }, { personId, ...saving }) => {
      const articleId = await articleIn(route)
      if (personId !== staff.personId)
        throw new Refusal('forbidden', 'Somebody else is signed in in this browser now. Sign in as yourself again.')
      await requireEdit(ctx, staff, articleId)
      const outcome = await saveWorkingCopy(ctx, { ...saving, articleId, personId })
      const copy = await presentCopy(ctx, outcome.copy)
      return told({ state: outcome.state, copy }, outcome.state === 'saved' ? 200 : 409)
    },
    longestArticle,
  )
}

/** Makes the working copy the article's next revision, or throws it away. */
export function POST(request: Request, route: ArticleRoute): Promise<Response> {
  return answerStaff(request, deedSchema, async ({ ctx, staff }, { deed, seen, ...onScreen }) => {
    const articleId = await articleIn(route)
    changed(await doDeed(ctx, { articleId, deed, seen, onScreen, staff }))
    return told(await presentCopy(ctx, await copyOf(ctx, articleId)))
  })
}

async function copyOf(ctx: Context, articleId: string): Promise<WorkingCopy> {
  const copy = await workingCopyOf(ctx, articleId)
  if (copy === null) throw new Refusal('not_found', 'That article is no longer here.')
  return copy
}
