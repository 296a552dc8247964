import 'server-only'
import { cookies } from 'next/headers'

const cookie = 'gift-order'
/** As long as an unpaid order is kept. */
const twoDays = 2 * 24 * 60 * 60

/** Remembers in this browser which gift it began: an address with the order's id can be passed on, the order must not be. */
export async function rememberOrder(attemptId: string, publicUrl: string): Promise<void> {
  const jar = await cookies()
  jar.set(cookie, attemptId, {
    maxAge: twoDays,
    path: '/donate',
    sameSite: 'lax',
    secure: publicUrl.startsWith('https:'),
    httpOnly: true,
  })
}

/** The attempt to give that this browser began last; null when it began none. */
export async function orderBegunHere(): Promise<string | null> {
  return (await cookies()).get(cookie)?.value ?? null
}
