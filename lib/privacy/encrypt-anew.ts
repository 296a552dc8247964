import { encryptAnew as encryptAddressesAnew } from '#lib/books/addresses.ts'
import type { Context } from '#lib/context.ts'
import { encryptAnew, rowsByKey, type EncryptedColumn } from '#lib/encrypted.ts'
import { factorColumns } from '#lib/second-factor/columns.ts'
import { endpointColumns, takeOverSecrets } from '#lib/webhooks/secret.ts'

/** Every column that ENCRYPTION_KEYS encrypts. Addresses of books have keys of their own, which fewer people need know. */
const encryptedColumns: readonly EncryptedColumn[] = [...factorColumns, ...endpointColumns]

export interface EncryptedAnew {
  /** The column, as table.column; addresses of books have a table of their own. */
  what: string
  many: number
}

/**
 * Encrypts with the newest keys what older ones encrypted, so that those can be taken out of the configuration. It can be
 * broken off and begun again at any time.
 * @throws Error when a key is gone with which something is encrypted
 */
export async function encryptEverythingAnew(ctx: Context): Promise<EncryptedAnew[]> {
  const done: EncryptedAnew[] = [
    { what: 'webhook secrets taken over from AUTH_SECRET', many: await takeOverSecrets(ctx) },
  ]
  for (const column of encryptedColumns)
    done.push({ what: `${column.table}.${column.column}`, many: await encryptAnew(ctx, column) })
  let addresses = 0
  for (let some = 1; some > 0; addresses += some) some = await encryptAddressesAnew(ctx)
  return [...done, { what: 'addresses of books', many: addresses }]
}

/** The keys of ENCRYPTION_KEYS, all but the newest, with which nothing is encrypted any more. */
export async function keysNotNeeded(ctx: Context): Promise<string[]> {
  const used = new Set<string>()
  for (const column of encryptedColumns) for (const key of (await rowsByKey(ctx, column)).keys()) used.add(key)
  return ctx.config.encryptionKeys.slice(1).flatMap(({ id }) => (used.has(id) ? [] : [id]))
}
