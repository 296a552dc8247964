import { hkdfSync } from 'node:crypto'
import { jwtVerify, SignJWT } from 'jose'
import { parse, stringify } from 'uuid'
import { z } from 'zod'
import { browserStorage } from '#lib/browser-storage/model.ts'

/** What a browser carries of its own readings, signed so that only we can write it. */
export interface Pass {
  /** Ids of the metered articles opened in the month it is read for. */
  read: string[]
  /** The articles that were given to this browser, and by which links. */
  gifts: { linkId: string; articleId: string }[]
}

/** The browser's name for it, and for how long it keeps it. */
export const passCookie = browserStorage.reading

/** Browsers refuse longer ones (RFC 6265 §6.1); one that long was not written here. */
const longest = 4_096
/** So that it stays shorter than that. The oldest gifts go first. */
const most = { read: 50, gifts: 20 } as const

/** A UUID in 22 letters instead of 36: cookies are sent with every request. */
const shortId = z
  .string()
  .length(22)
  .transform((text) => stringify(Buffer.from(text, 'base64url')))
const claimsSchema = z.object({
  m: z.string(),
  r: z.array(shortId).max(most.read),
  g: z.array(z.tuple([shortId, shortId])).max(most.gifts),
})

const empty: Pass = { read: [], gifts: [] }

/**
 * Reads a pass. One that is forged, damaged, too long or from elsewhere is an empty one; of one from another month the
 * gifts are left.
 * @param month 2026-11
 */
export async function openPass(token: string | undefined, secret: string, month: string, now: Date): Promise<Pass> {
  if (token === undefined || token.length > longest) return empty
  try {
    const { payload } = await jwtVerify(token, keyOf(secret), { algorithms: ['HS256'], currentDate: now })
    const { m, r, g } = claimsSchema.parse(payload)
    return { read: m === month ? r : [], gifts: g.map(([linkId, articleId]) => ({ linkId, articleId })) }
  } catch {
    return empty
  }
}

/** @returns what stands in the cookie */
export function sealPass(pass: Pass, secret: string, month: string, now: Date): Promise<string> {
  const short = (id: string) => Buffer.from(parse(id)).toString('base64url')
  const seconds = Math.floor(now.getTime() / 1000)
  return new SignJWT({
    m: month,
    r: pass.read.slice(-most.read).map(short),
    g: pass.gifts.slice(-most.gifts).map(({ linkId, articleId }) => [short(linkId), short(articleId)]),
  })
    .setProtectedHeader({ alg: 'HS256' })
    .setIssuedAt(seconds)
    .setExpirationTime(seconds + passCookie.days * 86_400)
    .sign(keyOf(secret))
}

let made: { secret: string; key: Uint8Array } | undefined

/** A key of its own: what is signed for one purpose must be good for no other. */
function keyOf(secret: string): Uint8Array {
  if (made?.secret !== secret)
    made = { secret, key: new Uint8Array(hkdfSync('sha256', secret, '', 'standfirst reading pass', 32)) }
  return made.key
}
