import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

function keyFrom(secret: string, email: string, code: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, email, `sign-in code ${code}`, 32))
}

/** Seals `token` (AES-256-GCM) so that only `code`, for this address, opens it. */
export function seal(token: string, secret: string, email: string, code: string): string {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', keyFrom(secret, email, code), nonce)
  const sealed = Buffer.concat([cipher.update(token, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url')
}

/** @returns the token, or null when the code is another */
export function open(sealed: string, secret: string, email: string, code: string): string | null {
  const bytes = Buffer.from(sealed, 'base64url')
  const decipher = createDecipheriv('aes-256-gcm', keyFrom(secret, email, code), bytes.subarray(0, 12))
  decipher.setAuthTag(bytes.subarray(12, 28))
  try {
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
  } catch {
    return null
  }
}
