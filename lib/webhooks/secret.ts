import { createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { eq } from 'drizzle-orm'
import { webhookEndpoints } from '#db/schema/webhooks.ts'
import type { Config } from '#lib/config.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { decryptFrom, encryptFor, type EncryptedColumn } from '#lib/encrypted.ts'

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

/** Where secrets are kept, encrypted with the first of ENCRYPTION_KEYS: nobody who reads the database alone can sign in our name. */
export const endpointSecret: EncryptedColumn = { table: 'webhook_endpoints', column: 'secret', id: 'id' }
export const endpointOldSecret: EncryptedColumn = { table: 'webhook_endpoints', column: 'old_secret', id: 'id' }

export const endpointColumns: readonly EncryptedColumn[] = [endpointSecret, endpointOldSecret]

/**
 * @param kept as it stands in one of those columns
 * @returns the secret; null when its key is not configured any more
 */
export function openSecret(config: Config, column: EncryptedColumn, endpointId: string, kept: string): string | null {
  try {
    return isSealedBefore(kept) ? unsealBefore(kept, config) : decryptFrom(config, column, endpointId, kept)
  } catch {
    return null
  }
}

/** Encrypted before there was ENCRYPTION_KEYS, with a key made from AUTH_SECRET; what is kept now names its key before a colon. */
function isSealedBefore(kept: string): boolean {
  return !kept.includes(':')
}

function unsealBefore(sealed: string, { authSecret }: Pick<Config, 'authSecret'>): string {
  const bytes = Buffer.from(sealed, 'base64')
  const key = new Uint8Array(hkdfSync('sha256', authSecret, '', 'standfirst webhook secrets', 32))
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12)).setAuthTag(bytes.subarray(12, 28))
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
}

/**
 * Encrypts as all else is what was encrypted with AUTH_SECRET; one that cannot be opened any more stays as it is, and its
 * endpoint says so.
 * @returns how many secrets
 */
export async function takeOverSecrets(ctx: Context): Promise<number> {
  let taken = 0
  await inTransaction(ctx, async (tx) => {
    for (const row of await tx.db.select().from(webhookEndpoints).for('update')) {
      const again = (column: EncryptedColumn, kept: string | null) => {
        if (kept === null || !isSealedBefore(kept)) return kept
        const secret = openSecret(tx.config, column, row.id, kept)
        if (secret === null) return kept
        taken += 1
        return encryptFor(tx.config, column, row.id, secret)
      }
      const secrets = {
        secret: again(endpointSecret, row.secret) ?? row.secret,
        oldSecret: again(endpointOldSecret, row.oldSecret),
      }
      await tx.db.update(webhookEndpoints).set(secrets).where(eq(webhookEndpoints.id, row.id))
    }
  })
  return taken
}
