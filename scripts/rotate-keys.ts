import { runMain } from './command-line.ts'
import { rotateKeys } from './rotate-keys/rotate.ts'
import { withContext } from './stack/with-context.ts'

/**
 * `npm run rotate-keys`: encrypts with the newest keys what older ones of ENCRYPTION_KEYS and ADDRESS_KEYS encrypted, as the
 * worker does each night, and says which keys may be taken out.
 */
await runMain(() => withContext('rotate-keys', rotateKeys))
