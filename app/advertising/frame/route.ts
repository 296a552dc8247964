import { randomBytes } from 'node:crypto'
import { cookies } from 'next/headers'
import { z } from 'zod'
import { adSlotNameSchema, googleSlot } from '#lib/ad-slots/model.ts'
import { allowsGoogle } from '#lib/consent/model.ts'
import { outsideTime } from '#lib/system-time.ts'
import { consentOfBrowser, globalPrivacyControl } from '#app/_server/consent.ts'
import { requestContext } from '#app/_server/context.ts'
import { advertising } from '#app/_server/published.ts'

const querySchema = z.object({ slot: adSlotNameSchema, screen: z.enum(['narrow', 'wide']) })

/**
 * The document in which Google's script runs: a frame of its own, so that no page of the magazine need let anything in from
 * elsewhere. Asked for by public/reading/google.js; whether it may be is judged here once more.
 */
export async function GET(request: Request): Promise<Response> {
  const ctx = await requestContext()
  const query = querySchema.safeParse(Object.fromEntries(new URL(request.url).searchParams))
  const slot = query.success ? googleSlot(await advertising(), query.data.slot) : null
  const isSupporter = (await cookies()).get('edition')?.value === 'supporter'
  const allowed = allowsGoogle(await consentOfBrowser(), await globalPrivacyControl(), outsideTime(ctx))
  if (!query.success || !slot || isSupporter || !allowed) return answer('', 404)
  const nonce = randomBytes(16).toString('base64')
  const sizes = slot[query.data.screen].map(({ width, height }) => [width, height])
  return answer(frame(nonce, slot.adUnitPath, sizes), 200, nonce)
}

function answer(html: string, status: number, nonce = ''): Response {
  return new Response(html, {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'private, no-store',
      'content-security-policy': policy(nonce),
      'x-content-type-options': 'nosniff',
      'x-robots-tag': 'noindex',
      'referrer-policy': 'strict-origin-when-cross-origin',
      'permissions-policy': 'camera=(), microphone=(), geolocation=(), browsing-topics=()',
    },
  })
}

/** As Google asks of whoever has a policy: https://developers.google.com/publisher-tag/guides/content-security-policy */
function policy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}' 'strict-dynamic' 'unsafe-eval' 'unsafe-inline' https:`,
    "style-src 'unsafe-inline' https:",
    'img-src https: data:',
    'media-src https:',
    'font-src https: data:',
    'connect-src https:',
    'frame-src https:',
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'self'",
  ].join('; ')
}

/** Google's script is asked for in vain where it is blocked: that is an empty slot, not a fault. */
function frame(nonce: string, adUnitPath: string, sizes: number[][]): string {
  const json = (value: unknown) => JSON.stringify(value).replaceAll('<', '\\u003c')
  return `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<title>Advertisement</title>
<style>html,body{height:100%;margin:0;overflow:hidden}body{display:grid;place-items:center}</style>
</head>
<body>
<div id="slot"></div>
<script nonce="${nonce}">
const say = (what) => parent.postMessage(what, location.origin)
const sizes = ${json(sizes)}.filter(([width, height]) => width <= innerWidth && height <= innerHeight)
window.googletag = { cmd: [] }
googletag.cmd.push(() => {
  const slot = sizes.length > 0 && googletag.defineSlot(${json(adUnitPath)}, sizes, 'slot')
  if (!slot) return say('empty')
  const ads = googletag.pubads()
  slot.addService(ads)
  ads.setPrivacySettings({ nonPersonalizedAds: true })
  ads.addEventListener('slotRenderEnded', ({ isEmpty }) => say(isEmpty ? 'empty' : 'filled'))
  googletag.enableServices()
  googletag.display('slot')
})
const script = document.createElement('script')
script.src = 'https://securepubads.g.doubleclick.net/tag/js/gpt.js'
script.onerror = () => say('empty')
document.head.append(script)
</script>
</body>
</html>
`
}
