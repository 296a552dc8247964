import { z } from 'zod'
import { leave, notePresence } from '#lib/articles/presence.ts'
import { placeOfWriting } from '#lib/articles/working-copy.ts'
import { requireOpen } from '#lib/articles/writing.ts'
import { answerStaff, articleIn, told, type ArticleRoute } from '#app/_server/desk-requests.ts'

const schema = z.object({ tab: z.uuid(), hasTyped: z.boolean(), leaves: z.boolean().optional() })

/** Says that somebody has the article open, and hears who else has, and whether it is as they see it. */
export function POST(request: Request, route: ArticleRoute): Promise<Response> {
  return answerStaff(request, schema, async ({ ctx, staff }, { tab, hasTyped, leaves }) => {
    const articleId = await articleIn(route)
    await requireOpen(ctx, staff, articleId)
    const { personId } = staff
    if (leaves) {
      await leave(ctx, articleId, tab, personId)
      return told({ others: [], ...(await placeOfWriting(ctx, articleId)) })
    }
    const others = await notePresence(ctx, { articleId, tab, personId, hasTyped })
    return told({ others, ...(await placeOfWriting(ctx, articleId)) })
  })
}
