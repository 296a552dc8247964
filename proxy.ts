import { NextResponse, type NextRequest } from 'next/server'
import { judgeAtDeskDoor, nothingHere } from '#app/_server/desk-door.ts'
import { platform } from '#app/_server/platform.ts'

/** The desk alone: reading pages are served without passing here (docs/decisions/two-editions.md). */
export const config = { matcher: '/desk/:path*' }

export async function proxy(request: NextRequest): Promise<NextResponse> {
  const { pathname, search } = request.nextUrl
  const verdict = await judgeAtDeskDoor(pathname, (name) => request.cookies.get(name)?.value)
  if (verdict === 'enter') return NextResponse.next()
  if (verdict === 'not_here')
    return new NextResponse(nothingHere, { status: 404, headers: { 'content-type': 'text/html; charset=utf-8' } })
  const back = encodeURIComponent(`${pathname}${search}`).replaceAll('%2F', '/')
  const to = `/sign-in?to=${back}`
  return NextResponse.redirect(new URL(to, platform().config.publicUrl), 303)
}
