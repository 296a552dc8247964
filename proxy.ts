import { NextResponse, type NextRequest } from 'next/server'
import { idIn } from '#lib/cases/links.ts'
import { licenceIdIn } from '#lib/licences/links.ts'
import { asHtml, barePage } from '#app/_server/bare-page.ts'
import { articleAtPreview } from '#lib/articles/preview/links.ts'
import { addressOfComment } from '#app/_server/comment-door.ts'
import { currentContext } from '#app/_server/context.ts'
import { doorAddress } from '#app/_server/door-address.ts'
import { judgeAtDeskDoor, nothingHere } from '#app/_server/desk-door.ts'
import { nowhere } from '#app/_server/nowhere.ts'
import { platform } from '#app/_server/platform.ts'
import { isForeign } from '#app/_server/requests.ts'

/**
 * The desk, single comments, pages by secret addresses, and what forms send, with which browsers say where it comes
 * from: reading pages are served without passing here (docs/decisions/two-editions.md). Route handlers under /api judge
 * for themselves.
 */
export const config = {
  matcher: [
    '/desk/:path*',
    '/articles/:slug/comments/:id',
    '/cases/:token',
    '/statements/:token',
    '/republish/:token',
    '/preview/:token',
    { source: '/:path((?!api/|_next/).*)', has: [{ type: 'header', key: 'origin' }] },
    { source: '/:path((?!api/|_next/).*)', has: [{ type: 'header', key: 'content-type' }] },
    // No route handler is asked so.
    { source: '/:path*', has: [{ type: 'header', key: 'next-action' }] },
  ],
}

/** Pages that are found by whoever was mailed their address, and what tells a token of ours from a forged one. */
const secretPages = [
  { start: '/cases/', idOf: (token: string) => idIn(platform(), 'case', token) },
  { start: '/statements/', idOf: (token: string) => idIn(platform(), 'case-statement', token) },
  { start: '/republish/', idOf: (token: string) => licenceIdIn(platform(), token) },
]

/** Bytes of a form: of any, and of those of readers who write to the managing editor, with files. */
const longestForm = 1024 * 1024
const longestUpload = 21 * 1024 * 1024
const takesFiles = /^\/(?:contact|cases)\/[^/]+$/

/** Without a script nothing has looked at a file before it was sent. */
const tooLong = (megabytes: number) =>
  barePage(
    'That was too large to send',
    `<p>This form takes ${megabytes} MB at most, the files in it included. Nothing was read and nothing was changed.</p>
<p>Go back to the page you came from: choose smaller files, or write less.</p>`,
  )

/**
 * Next lets a browser call what keeps pages (`use cache`) as it calls actions, whoever learns its name in the build. The first
 * bit of the name tells which it is.
 */
const keepsPages = /^[89a-f]/i

export async function proxy(request: NextRequest): Promise<NextResponse> {
  if (keepsPages.test(request.headers.get('next-action') ?? '')) return new NextResponse(null, { status: 404 })
  // Next refuses both as well, but as faults of its own (500).
  if (request.method === 'POST' && isForeign(request)) return new NextResponse(null, { status: 403 })
  // Browsers say how long a form is. What does not would be read before it is known. Next itself does not when it hands a call on
  // to the page it belongs to; whoever pretends to be Next is held to what it reads at most.
  if (request.headers.has('transfer-encoding') && !request.headers.has('x-action-forwarded'))
    return new NextResponse(null, { status: 411 })
  const [most, told] = takesFiles.test(request.nextUrl.pathname) ? [longestUpload, 20] : [longestForm, 1]
  if (Number(request.headers.get('content-length') ?? 0) > most)
    return new NextResponse(tooLong(told), { status: 413, headers: asHtml })
  const { pathname, search } = request.nextUrl
  if (request.method === 'GET' && /^\/articles\/[^/]+\/comments\/[^/]+$/.test(pathname)) return atCommentDoor(request)
  const secret = secretPages.find(({ start }) => pathname.startsWith(start))
  if (secret?.idOf(pathname.slice(secret.start.length)) === null)
    return NextResponse.rewrite(new URL(nowhere, request.url))
  // A link that was revoked, or has run out, is answered as one that never was.
  const [, preview] = /^\/preview\/([^/]+)$/.exec(pathname) ?? []
  if (preview !== undefined && (await articleAtPreview(currentContext(), preview)) === null)
    return NextResponse.rewrite(new URL(nowhere, request.url))
  if (!pathname.startsWith('/desk')) return NextResponse.next()
  // What PostgreSQL takes for no text is searched for nowhere.
  if (search.includes('%00')) return new NextResponse(nothingHere, { status: 404, headers: asHtml })
  const verdict = await judgeAtDeskDoor(pathname, (name) => request.cookies.get(name)?.value)
  if (verdict === 'enter') return NextResponse.next()
  if (verdict === 'not_here') return new NextResponse(nothingHere, { status: 404, headers: asHtml })
  const back = `${pathname}${search}`
  const to =
    verdict === 'sign_in'
      ? `/sign-in?to=${encodeURIComponent(back).replaceAll('%2F', '/')}`
      : doorAddress(verdict, back)
  return NextResponse.redirect(new URL(to, platform().config.publicUrl), 303)
}

async function atCommentDoor({ url, nextUrl: { pathname, search } }: NextRequest): Promise<NextResponse> {
  const address = await addressOfComment(pathname)
  if (address === null) return NextResponse.rewrite(new URL(nowhere, url))
  if (address === pathname) return NextResponse.next()
  return NextResponse.redirect(new URL(`${address}${search}`, platform().config.publicUrl), 308)
}
