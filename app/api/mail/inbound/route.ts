import { longestMail, receiveMail } from '#lib/cases/inbound-mail.ts'
import { Refusal, refusalStatus } from '#lib/errors.ts'
import { bytesWithin } from '#app/_server/body-within.ts'
import { requestContext } from '#app/_server/context.ts'
import { bearsToken } from '#app/_server/internal-token.ts'

/**
 * Whatever receives mail hands it in here, as it is: see docs/cases.md. 404 where no inbound mail is configured; 413 and 422
 * say that the mail is to be sent back, anything else but 204 that it is to be tried again.
 */
export async function POST(request: Request): Promise<Response> {
  const ctx = await requestContext()
  const { inboundMail } = ctx.config
  if (inboundMail === undefined) return new Response(null, { status: 404 })
  if (!bearsToken(request, inboundMail.token)) return new Response(null, { status: 403 })
  const raw = await bytesWithin(request, longestMail)
  if (raw === null) return answer(413, 'This mail is too large.')
  try {
    const as = await receiveMail(ctx, raw)
    ctx.log.info({ event: 'mail received', as }, 'a mail came in')
    return new Response(null, { status: 204 })
  } catch (reason) {
    if (!(reason instanceof Refusal)) throw reason
    return answer(reason.kind === 'not_found' ? 422 : refusalStatus[reason.kind], reason.message)
  }
}

function answer(status: number, message: string): Response {
  return Response.json({ message }, { status })
}
