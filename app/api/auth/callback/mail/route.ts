import { NextRequest } from 'next/server'
import { handlers } from '#app/_server/auth.ts'
import { requestContext } from '#app/_server/context.ts'
import { ownPath } from '#app/_server/paths.ts'

/**
 * Where the sign-in page's button leads. The only address of next-auth's that is open: everything else it offers is
 * asked for by our own actions, with their limits. A link on another site cannot sign anybody in, and none leads to one.
 */
export async function GET(request: NextRequest): Promise<Response> {
  const { publicUrl } = (await requestContext()).config
  if (request.headers.get('sec-fetch-site') === 'cross-site')
    return Response.redirect(new URL('/sign-in', publicUrl), 303)
  const asked = new URL(request.url)
  // What is no address at all next-auth takes for a fault of its configuration (500).
  asked.searchParams.set('callbackUrl', ownPath(asked.searchParams.get('callbackUrl'), '/account'))
  return handlers.GET(new NextRequest(asked, request))
}
