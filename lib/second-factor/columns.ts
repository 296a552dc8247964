import type { EncryptedColumn } from '#lib/encrypted.ts'

/** What of second factors is encrypted. */
export const factorSecret: EncryptedColumn = { table: 'second_factors', column: 'secret', id: 'person_id' }
export const setupSecret: EncryptedColumn = { table: 'second_factor_setups', column: 'secret', id: 'session_token' }

/** All of them: whose key is changed looks here. */
export const factorColumns: readonly EncryptedColumn[] = [factorSecret, setupSecret]
