import { slugSchema } from '#lib/articles/model.ts'
import { addressFor, requireOpen } from '#lib/articles/writing.ts'
import { Refusal } from '#lib/errors.ts'
import { answerStaffQuery, articleIn, told, type ArticleRoute } from '#app/_server/desk-requests.ts'

/** Whether the article may have an address. */
export function GET(request: Request, route: ArticleRoute): Promise<Response> {
  return answerStaffQuery(async ({ ctx, staff }) => {
    const articleId = await articleIn(route)
    await requireOpen(ctx, staff, articleId)
    const wanted = slugSchema.safeParse(new URL(request.url).searchParams.get('wanted'))
    if (!wanted.success) throw new Refusal('invalid', 'That can be no address.')
    return told(await addressFor(ctx, articleId, wanted.data))
  })
}
