import { requestContext } from '#app/_server/context.ts'
import { refreshEdition } from '#app/_server/edition.ts'
import { currentPerson } from '#app/_server/session.ts'
import { benefitsOf } from '#lib/membership/queries.ts'

/** What the pages, which are the same for everybody, are told of the one who reads: app/_ui/me.ts asks once a page. */
export async function GET(): Promise<Response> {
  const ctx = await requestContext()
  const person = await currentPerson()
  const edition = await refreshEdition(ctx, person?.id ?? null)
  const benefits = person ? (await benefitsOf(ctx, person.id)).map((given) => given.benefit) : []
  return Response.json(
    {
      signedIn: person !== null,
      name: person?.name ?? null,
      staff: (person?.roles.length ?? 0) > 0,
      edition,
      benefits,
    },
    { headers: { 'cache-control': 'private, no-store' } },
  )
}
