import { createHash, randomBytes } from 'node:crypto'

/** @returns a secret for an address or a cookie: `bytes` of chance in letters, digits, `-` and `_` */
export function makeToken(bytes = 32): string {
  return randomBytes(bytes).toString('base64url')
}

/** How a table knows a secret that was given away: whoever reads the table cannot use it. A secret of chance needs no salt. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
