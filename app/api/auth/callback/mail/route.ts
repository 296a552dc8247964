import type { NextRequest } from 'next/server'
import { handlers } from '#app/_server/auth.ts'

/**
 * Where the sign-in page's button leads. The only address of next-auth's that is open: everything else it offers is
 * asked for by our own actions, with their limits. A link on another site cannot sign anybody in.
 */
export async function GET(request: NextRequest): Promise<Response> {
  if (request.headers.get('sec-fetch-site') === 'cross-site')
    return Response.redirect(new URL('/sign-in', request.url), 303)
  return handlers.GET(request)
}
