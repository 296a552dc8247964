import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import type { Config } from '#lib/config.ts'

/** What stands before a secret's bytes in base64 (Standard Webhooks, Signature scheme). */
const prefix = 'whsec_'

/** @returns a new secret: 32 random bytes, as the other side takes it */
export function newSecret(): string {
  return `${prefix}${randomBytes(32).toString('base64')}`
}

/**
 * Signs what is sent, as Standard Webhooks has it: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 * @param id the event's, the same at every try
 * @param at seconds since 1970, by everybody's clock
 * @returns the value of `webhook-signature`
 */
export function signatureOf(secret: string, id: string, at: number, body: string): string {
  const key = Buffer.from(secret.slice(prefix.length), 'base64')
  return `v1,${createHmac('sha256', key).update(`${id}.${at}.${body}`).digest('base64')}`
}

/** For keeping: nobody who reads the database alone can sign in our name. */
export function seal(secret: string, config: Pick<Config, 'authSecret'>): string {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', keyOf(config), iv)
  const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64')
}

/** @returns the secret; null when it was sealed under another AUTH_SECRET */
export function unseal(sealed: string, config: Pick<Config, 'authSecret'>): string | null {
  const bytes = Buffer.from(sealed, 'base64')
  try {
    const decipher = createDecipheriv('aes-256-gcm', keyOf(config), bytes.subarray(0, 12))
    decipher.setAuthTag(bytes.subarray(12, 28))
    return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
  } catch {
    return null
  }
}

function keyOf({ authSecret }: Pick<Config, 'authSecret'>): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', authSecret, '', 'standfirst webhook secrets', 32))
}
