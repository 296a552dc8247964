import { z } from 'zod'
import { findArticles } from '#lib/articles/desk.ts'
import { mayBegin, maySeeArticlesAtDesk } from '#lib/articles/policy.ts'
import { requestContext } from '#app/_server/context.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { stateNames } from '../words.ts'

const querySchema = z.object({ q: z.string().trim().min(1).max(200) })

/**
 * The magazine's own articles that have the words of `?q=`, for whoever writes and links to one. Authors find what readers
 * find; editors also what is yet to come.
 */
export async function GET(request: Request): Promise<Response> {
  const staff = await requireStaff('/desk/articles', (person) => mayBegin({ ...person, personId: person.id }))
  const asked = querySchema.safeParse(Object.fromEntries(new URL(request.url).searchParams))
  const headers = { 'cache-control': 'private, no-store' }
  if (!asked.success) return Response.json({ articles: [] }, { headers })
  const found = await findArticles(await requestContext(), {
    q: asked.data.q,
    isUnfinished: true,
    state: maySeeArticlesAtDesk(staff) ? undefined : 'published',
    limit: 8,
  })
  const articles = found.map(({ slug, headline, byline, state }) => ({
    path: `/articles/${slug}`,
    headline,
    byline,
    state: state === 'published' ? '' : stateNames[state],
  }))
  return Response.json({ articles }, { headers })
}
