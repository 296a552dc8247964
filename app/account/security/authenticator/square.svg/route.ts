import { toSVG } from 'bwip-js/node'
import { waitingSetUp } from '#lib/second-factor/queries.ts'
import { requestContext } from '#app/_server/context.ts'
import { requireOwnFactor } from '#app/_server/second-factor.ts'

/** The square code (QR, ISO/IEC 18004) of the secret that waits in this session, for its owner and for once. */
export async function GET(): Promise<Response> {
  const { person, inSession } = await requireOwnFactor('/account/security/authenticator')
  const waiting = await waitingSetUp(await requestContext(), person, inSession.sessionHash)
  if (waiting === null) return new Response(null, { status: 404 })
  // Four modules of white around it, dark on light in dark mode too: what scanners expect.
  const picture = toSVG({
    bcid: 'qrcode',
    text: waiting.address,
    scale: 4,
    padding: 16,
    backgroundcolor: 'FFFFFF',
  })
  return new Response(picture, {
    headers: { 'content-type': 'image/svg+xml', 'cache-control': 'private, no-store' },
  })
}
