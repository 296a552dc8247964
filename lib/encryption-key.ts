import { z } from 'zod'

/** What columns of the database are encrypted with. */
export interface EncryptionKey {
  id: string
  /** 32 bytes, for AES-256. */
  key: Buffer
}

/** `2026-11:` and 32 bytes in base64. */
function namedKey(entry: string): EncryptionKey {
  const colon = entry.indexOf(':')
  return { id: entry.slice(0, Math.max(0, colon)), key: Buffer.from(entry.slice(colon + 1), 'base64') }
}

/** Keys as the configuration lists them: one at least, each of its own name. */
export const namedKeysSchema = z
  .array(z.string())
  .transform((entries) => entries.map((entry) => namedKey(entry)))
  .pipe(z.array(z.object({ id: z.string().regex(/^[a-z0-9-]{1,20}$/), key: z.instanceof(Buffer) })).min(1))
  .refine((all) => all.every(({ key }) => key.length === 32) && new Set(all.map(({ id }) => id)).size === all.length)
