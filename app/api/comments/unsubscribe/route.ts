import { setNoticeMail, unsubscribedBy } from '#lib/comments/notices/unsubscribe.ts'
import { requestContext } from '#app/_server/context.ts'

/** Whoever opens the address is asked first: mail scanners open every link. */
export async function GET(request: Request): Promise<Response> {
  const ctx = await requestContext()
  const token = new URL(request.url).searchParams.get('t') ?? ''
  const to = new URL('/stop-comment-mails', ctx.config.publicUrl)
  to.searchParams.set('t', token)
  return Response.redirect(to, 303)
}

/** Ends the mails at one request, as mail programs make it, without a session (RFC 8058 §3.1). */
export async function POST(request: Request): Promise<Response> {
  const ctx = await requestContext()
  const personId = unsubscribedBy(ctx.config, new URL(request.url).searchParams.get('t') ?? '')
  if (personId === null) return new Response('This link is damaged.\n', { status: 404 })
  await setNoticeMail(ctx, personId, 'none')
  return new Response('You will have no more mails about comments.\n')
}
