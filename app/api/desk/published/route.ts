import { findArticles } from '#lib/articles/desk.ts'
import { mayFindArticles } from '#lib/articles/policy.ts'
import { Refusal } from '#lib/errors.ts'
import { plainText } from '#lib/plain-text.ts'
import { answerStaffQuery, told } from '#app/_server/desk-requests.ts'

const typedSchema = plainText.trim().min(1).max(200)

/** What readers see, by its words: to be chosen as related to another article. */
export function GET(request: Request): Promise<Response> {
  return answerStaffQuery(async ({ ctx, staff }) => {
    if (!mayFindArticles(staff)) throw new Refusal('not_found', 'There is nothing here.')
    const q = typedSchema.safeParse(new URL(request.url).searchParams.get('q'))
    if (!q.success) return told({ found: [] })
    const found = await findArticles(ctx, { q: q.data, state: 'published', limit: 8 })
    return told({ found: found.map(({ id, headline, byline }) => ({ id, headline, byline })) })
  })
}
