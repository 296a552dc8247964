import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { Config } from '#lib/config.ts'

const method = 'aes-256-gcm'
const nonceLength = 12
const tagLength = 16

/**
 * Encrypts a text with the newest key. What it belongs to is bound to it: moved to another row it does not open.
 * @returns the ciphertext in base64 (nonce, tag, text), and which key opens it
 */
export function seal(config: Config, text: string, belongsTo: string): { ciphertext: string; keyId: string } {
  const [newest] = config.addressKeys
  if (!newest) throw new Error('ADDRESS_KEYS names no key')
  // 96 random bits, never twice with one key: NIST SP 800-38D, 8.2.2.
  const nonce = randomBytes(nonceLength)
  const cipher = createCipheriv(method, newest.key, nonce).setAAD(Buffer.from(belongsTo))
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return { ciphertext: Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64'), keyId: newest.id }
}

/** @throws Error when the key is not configured any more, or the ciphertext was altered or moved */
export function unseal(config: Config, sealed: { ciphertext: string; keyId: string }, belongsTo: string): string {
  const key = config.addressKeys.find(({ id }) => id === sealed.keyId)
  if (!key) throw new Error(`ADDRESS_KEYS holds no key ${sealed.keyId}, with which an address was encrypted`)
  const bytes = Buffer.from(sealed.ciphertext, 'base64')
  const decipher = createDecipheriv(method, key.key, bytes.subarray(0, nonceLength), { authTagLength: tagLength })
    .setAAD(Buffer.from(belongsTo))
    .setAuthTag(bytes.subarray(nonceLength, nonceLength + tagLength))
  return Buffer.concat([decipher.update(bytes.subarray(nonceLength + tagLength)), decipher.final()]).toString('utf8')
}
