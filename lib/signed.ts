import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'

/**
 * Signs a short text that goes out in an address and comes back: anybody may read it, only we can have written it.
 * @param purpose keeps what is signed for one thing from being good for another
 */
export function sign(text: string, secret: string, purpose: string): string {
  return `${Buffer.from(text).toString('base64url')}.${macOf(text, secret, purpose).toString('base64url')}`
}

/** @returns the text that was signed; null for what is forged, damaged, or signed for something else */
export function readSigned(token: string, secret: string, purpose: string): string | null {
  const [body = '', mac = ''] = token.split('.')
  const text = Buffer.from(body, 'base64url').toString()
  const expected = macOf(text, secret, purpose)
  const given = Buffer.from(mac, 'base64url')
  return given.length === expected.length && timingSafeEqual(given, expected) ? text : null
}

/**
 * A signature that fits where there is little room and letters may lose their case, as in a mail address: 64 bits, for
 * what nobody can try fast.
 * @returns 16 hexadecimal digits
 */
export function shortMark(text: string, secret: string, purpose: string): string {
  return macOf(text, secret, purpose).toString('hex').slice(0, 16)
}

function macOf(text: string, secret: string, purpose: string): Buffer {
  const key = new Uint8Array(hkdfSync('sha256', secret, '', `standfirst ${purpose}`, 32))
  return createHmac('sha256', key).update(text).digest()
}
