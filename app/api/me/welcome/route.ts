import { redirect } from 'next/navigation'
import { requestContext } from '#app/_server/context.ts'
import { refreshEdition } from '#app/_server/edition.ts'
import { ownPath } from '#app/_server/paths.ts'
import { mergePass, whoAsks } from '#app/_server/reading.ts'
import { currentPerson } from '#app/_server/session.ts'

/** Where signing in and joining lead through: the edition is set before the page is asked for. */
export async function GET(request: Request): Promise<Response> {
  const ctx = await requestContext()
  const person = await currentPerson()
  await refreshEdition(ctx, person?.id ?? null)
  await mergePass(await whoAsks())
  redirect(ownPath(new URL(request.url).searchParams.get('to'), '/account'))
}
