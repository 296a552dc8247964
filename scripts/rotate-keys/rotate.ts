import { encryptAnew as encryptAddressesAnew } from '#lib/books/addresses.ts'
import type { Context } from '#lib/context.ts'
import { encryptAnew, rowsByKey } from '#lib/encrypted.ts'
import { factorColumns } from '#lib/second-factor/columns.ts'
import { say } from '#scripts/progress.ts'

/** Encrypts anew what older keys encrypted, and says how much that was and which keys are free. */
export async function rotateKeys(ctx: Context): Promise<void> {
  const used = new Set<string>()
  for (const column of factorColumns) {
    say(`${column.table}.${column.column}: ${await encryptAnew(ctx, column)} encrypted anew`)
    for (const key of (await rowsByKey(ctx, column)).keys()) used.add(key)
  }
  let addresses = 0
  for (let done = -1; done !== 0; addresses += done) done = await encryptAddressesAnew(ctx)
  say(`addresses of books: ${addresses} encrypted anew`)
  const { encryptionKeys, addressKeys } = ctx.config
  const free = encryptionKeys.slice(1).filter(({ id }) => !used.has(id))
  if (free.length > 0) say(`No longer needed in ENCRYPTION_KEYS: ${free.map(({ id }) => id).join(', ')}`)
  const freeAddresses = addressKeys.slice(1)
  if (freeAddresses.length > 0) say(`No longer needed in ADDRESS_KEYS: ${freeAddresses.map(({ id }) => id).join(', ')}`)
}
