import { addressesByKey, encryptAnew as encryptAddressesAnew, opensItsAddress } from '#lib/books/addresses.ts'
import type { Context } from '#lib/context.ts'
import { encryptAnew, opensItsOwn, rowsByKey, type EncryptedColumn } from '#lib/encrypted.ts'
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
 * broken off and begun again at any time. What a key encrypted that is gone is left as it is: `keysLacking`.
 */
export async function encryptEverythingAnew(ctx: Context): Promise<EncryptedAnew[]> {
  const done: EncryptedAnew[] = [
    { what: 'webhook secrets taken over from AUTH_SECRET', many: await takeOverSecrets(ctx) },
  ]
  for (const column of encryptedColumns) done.push({ what: nameOf(column), many: await encryptAnew(ctx, column) })
  let addresses = 0
  for (let some = 1; some > 0; addresses += some) some = await encryptAddressesAnew(ctx)
  return [...done, { what: addressesOfBooks, many: addresses }]
}

const addressesOfBooks = 'addresses of books'
const nameOf = ({ table, column }: EncryptedColumn) => `${table}.${column}`

type KeyVariable = 'ENCRYPTION_KEYS' | 'ADDRESS_KEYS'

/** Rows that one key has encrypted. */
export interface KeyInUse {
  what: string
  /** Where the key belongs. */
  variable: KeyVariable
  /** Its name. */
  key: string
  many: number
  /** Whether the key of that name, as it is configured, opens some of it. */
  opens: () => Promise<boolean>
}

async function keysInUse(ctx: Context): Promise<KeyInUse[]> {
  const used: KeyInUse[] = []
  for (const column of encryptedColumns)
    for (const [key, many] of await rowsByKey(ctx, column))
      used.push({
        what: nameOf(column),
        variable: 'ENCRYPTION_KEYS',
        key,
        many,
        opens: () => opensItsOwn(ctx, column, key),
      })
  for (const [key, many] of await addressesByKey(ctx))
    used.push({
      what: addressesOfBooks,
      variable: 'ADDRESS_KEYS',
      key,
      many,
      opens: () => opensItsAddress(ctx, key),
    })
  return used
}

const configured = ({ config }: Context) =>
  ({ ENCRYPTION_KEYS: config.encryptionKeys, ADDRESS_KEYS: config.addressKeys }) as const

/** The keys of each variable, all but the newest, with which nothing is encrypted any more. */
export async function keysNotNeeded(ctx: Context): Promise<Record<KeyVariable, string[]>> {
  const used = await keysInUse(ctx)
  const free = (variable: KeyVariable) =>
    configured(ctx)
      [variable].slice(1)
      .flatMap(({ id }) => (used.some((one) => one.variable === variable && one.key === id) ? [] : [id]))
  return { ENCRYPTION_KEYS: free('ENCRYPTION_KEYS'), ADDRESS_KEYS: free('ADDRESS_KEYS') }
}

/** What is encrypted with keys that the configuration lacks: nobody can read it until they are put back. */
export async function keysLacking(ctx: Context): Promise<KeyInUse[]> {
  return (await keysInUse(ctx)).filter(({ variable, key }) => configured(ctx)[variable].every(({ id }) => id !== key))
}

/** What is encrypted with a key whose name is configured with another key under it. */
export async function keysMistaken(ctx: Context): Promise<KeyInUse[]> {
  const mistaken: KeyInUse[] = []
  for (const used of await keysInUse(ctx)) {
    const isThere = configured(ctx)[used.variable].some(({ id }) => id === used.key)
    if (isThere && !(await used.opens())) mistaken.push(used)
  }
  return mistaken
}
