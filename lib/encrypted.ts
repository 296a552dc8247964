import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { Config } from './config.ts'
import { inTransaction, type Context } from './context.ts'
import type { EncryptionKey } from './encryption-key.ts'

const method = 'aes-256-gcm'
const nonceLength = 12
const tagLength = 16

/**
 * Encrypts a text with the newest key (AES-256-GCM). What it belongs to is bound to it: moved elsewhere it does not open.
 * @param keys the newest first
 * @returns the ciphertext in base64 (nonce, tag, text), and which key opens it
 */
export function seal(
  keys: readonly EncryptionKey[],
  text: string,
  belongsTo: string,
): { ciphertext: string; keyId: string } {
  const [newest] = keys
  if (!newest) throw new Error('there is no key to encrypt with')
  // 96 random bits, never twice with one key: NIST SP 800-38D, 8.2.2.
  const nonce = randomBytes(nonceLength)
  const cipher = createCipheriv(method, newest.key, nonce).setAAD(Buffer.from(belongsTo))
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return { ciphertext: Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64'), keyId: newest.id }
}

/**
 * @param variable of the configuration, from which the keys are, for the message
 * @throws Error when the key is not configured any more, or the ciphertext was altered or moved
 */
export function unseal(
  keys: readonly EncryptionKey[],
  sealed: { ciphertext: string; keyId: string },
  belongsTo: string,
  variable: string,
): string {
  const key = keys.find(({ id }) => id === sealed.keyId)
  if (!key) throw new Error(`${variable} holds no key ${sealed.keyId}, with which something was encrypted`)
  const bytes = Buffer.from(sealed.ciphertext, 'base64')
  const decipher = createDecipheriv(method, key.key, bytes.subarray(0, nonceLength), { authTagLength: tagLength })
    .setAAD(Buffer.from(belongsTo))
    .setAuthTag(bytes.subarray(nonceLength, nonceLength + tagLength))
  return Buffer.concat([decipher.update(bytes.subarray(nonceLength + tagLength)), decipher.final()]).toString('utf8')
}

/** A column of text that is encrypted: the names of its table, of itself, and of the table's key. */
export interface EncryptedColumn {
  table: string
  column: string
  id: string
}

/** @returns what is kept in the column of the row `id`: the name of the key, a colon, the ciphertext in base64 */
export function encryptFor(config: Config, column: EncryptedColumn, id: string, text: string): string {
  const { ciphertext, keyId } = seal(config.encryptionKeys, text, placeOf(column, id))
  return `${keyId}:${ciphertext}`
}

/** @throws Error when ENCRYPTION_KEYS lacks the key, or what is kept was altered or comes from another row */
export function decryptFrom(config: Config, column: EncryptedColumn, id: string, kept: string): string {
  const [keyId = '', ciphertext = ''] = kept.split(':')
  return unseal(config.encryptionKeys, { ciphertext, keyId }, placeOf(column, id), 'ENCRYPTION_KEYS')
}

function placeOf({ table, column }: EncryptedColumn, id: string): string {
  return `${table}.${column}.${id}`
}

const keptRow = z.object({ id: z.string(), kept: z.string() })
const batch = 200

/**
 * Encrypts with the newest key what an older one of ENCRYPTION_KEYS encrypted, so that the older can be taken out of the
 * configuration. It can be broken off and begun again at any time. What names no key was not encrypted here, and is left; so
 * is what a key encrypted that is not configured any more (`rowsByKey` tells of it).
 * @returns how many rows
 */
export async function encryptAnew(ctx: Context, column: EncryptedColumn): Promise<number> {
  const [newest, ...older] = ctx.config.encryptionKeys
  if (!newest) throw new Error('ENCRYPTION_KEYS names no key')
  if (older.length === 0) return 0
  const [table, kept, id] = [column.table, column.column, column.id].map((name) => sql.identifier(name))
  const names = sql.join(
    older.map((key) => sql`${key.id}`),
    sql`, `,
  )
  for (let done = 0; ;) {
    const found = await inTransaction(ctx, async (tx) => {
      const rows = await tx.db.execute(sql`
        select ${id}::text as id, ${kept} as kept from ${table}
        where ${kept} like '%:%' and split_part(${kept}, ':', 1) in (${names}) order by ${id} limit ${batch} for update`)
      for (const row of z.array(keptRow).parse([...rows])) {
        const text = decryptFrom(tx.config, column, row.id, row.kept)
        const anew = encryptFor(tx.config, column, row.id, text)
        await tx.db.execute(sql`update ${table} set ${kept} = ${anew} where ${id}::text = ${row.id}`)
      }
      return rows.length
    })
    done += found
    if (found < batch) return done
  }
}

/** How many rows of a column each key has encrypted, by the key's name: one that has none can be taken out. */
export async function rowsByKey(ctx: Context, column: EncryptedColumn): Promise<ReadonlyMap<string, number>> {
  const [table, kept] = [column.table, column.column].map((name) => sql.identifier(name))
  const rows = await ctx.db.execute(sql`
    select split_part(${kept}, ':', 1) as key, count(*)::integer as many from ${table}
    where ${kept} like '%:%' group by 1 order by 1`)
  return new Map(
    z
      .array(z.object({ key: z.string(), many: z.int() }))
      .parse([...rows])
      .map(({ key, many }) => [key, many]),
  )
}

/** Whether the key of this name, as it is configured, opens the newest of what a key of this name has encrypted. */
export async function opensItsOwn(ctx: Context, column: EncryptedColumn, keyId: string): Promise<boolean> {
  const [table, kept, id] = [column.table, column.column, column.id].map((name) => sql.identifier(name))
  const rows = await ctx.db.execute(sql`
    select ${id}::text as id, ${kept} as kept from ${table}
    where split_part(${kept}, ':', 1) = ${keyId} order by ${id} desc limit 1`)
  return z
    .array(keptRow)
    .parse([...rows])
    .every((row) => opens(() => decryptFrom(ctx.config, column, row.id, row.kept)))
}

/** Whether something that is encrypted can be read. */
export function opens(read: () => unknown): boolean {
  try {
    read()
    return true
  } catch {
    return false
  }
}
