import { unseenNotices } from '#lib/comments/notices/queries.ts'
import { requestContext } from '#app/_server/context.ts'
import { refreshEdition } from '#app/_server/edition.ts'
import { whoIsHere } from '#app/_server/session.ts'

/** What the pages, which are the same for everybody, are told of the one who reads: app/_ui/me.ts asks once a page. */
export async function GET(): Promise<Response> {
  const ctx = await requestContext()
  const here = await whoIsHere()
  const person = here?.person ?? null
  const held = await refreshEdition(ctx, person?.id ?? null)
  return Response.json(
    {
      signedIn: person !== null,
      name: person?.name ?? null,
      // Whoever has a desk is shown the way to it, also before they show their second factor.
      staff: (person?.roles.length ?? 0) > 0,
      benefits: held.map((one) => one.benefit),
      notices: person ? await unseenNotices(ctx, person.id) : 0,
    },
    { headers: { 'cache-control': 'private, no-store' } },
  )
}
