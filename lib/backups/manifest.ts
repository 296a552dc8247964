import { createHash } from 'node:crypto'
import { z } from 'zod'
import journal from '#db/migrations/meta/_journal.json' with { type: 'json' }
import { sequenceSchema, tableSchema } from '#db/snapshot.ts'
import type { EncryptionKey } from '#lib/encryption-key.ts'
import { Refusal } from '#lib/errors.ts'

const keysSchema = z.array(z.object({ id: z.string(), mark: z.string() }))

/** The first entry of a backup: `manifest.json`. */
export const manifestSchema = z.object({
  format: z.literal('standfirst-backup'),
  version: z.literal(1),
  takenAt: z.iso.datetime(),
  magazine: z.string(),
  /** How far the database had been migrated. */
  migration: z.int(),
  /** What postal addresses were encrypted with: names, and by what to know the keys again. */
  addressKeys: keysSchema,
  /** What other columns were encrypted with (ENCRYPTION_KEYS); a backup from before there were any names none. */
  encryptionKeys: keysSchema.default([]),
  tables: z.array(tableSchema),
  sequences: z.array(sequenceSchema),
})
export type Manifest = z.output<typeof manifestSchema>

/** The last entry: `files.json`. */
export const fileFactsSchema = z.object({
  count: z.int(),
  bytes: z.int(),
  /** SHA-256 over name, length and SHA-256 of each file in turn. */
  sum: z.string(),
  /** Files that rows name and that were gone already when the backup was taken. */
  missing: z.array(z.string()),
})
export type FileFacts = z.output<typeof fileFactsSchema>

export const manifestName = 'manifest.json'
export const fileFactsName = 'files.json'

/** What tells whether a key is the same, and not the key. */
export function markOfKey({ key }: Pick<EncryptionKey, 'key'>): string {
  return createHash('sha256').update('standfirst address key').update(key).digest('hex').slice(0, 16)
}

/** How far this version would migrate a database. */
const newestMigration = Math.max(...journal.entries.map(({ when }) => when))

/** @throws Refusal (conflict) for what this version cannot restore */
export function readManifest(text: string): Manifest {
  const parsed = manifestSchema.safeParse(JSON.parse(text))
  if (!parsed.success)
    throw new Refusal('conflict', 'This is no backup of Standfirst, or one of a newer version of it.')
  const { migration } = parsed.data
  if (migration > newestMigration || !journal.entries.some(({ when }) => when === migration))
    throw new Refusal(
      'conflict',
      'This backup was taken by a newer version of Standfirst, whose tables this one does not know: install that version first.',
    )
  return parsed.data
}

/** Adds files up as they come by. */
export function fileCounting() {
  const sum = createHash('sha256')
  const facts = { count: 0, bytes: 0 }
  return {
    /** @returns the file's own SHA-256, hexadecimal */
    add(name: string, bytes: Uint8Array): string {
      const hash = createHash('sha256').update(bytes).digest('hex')
      sum.update(`${name}\n${bytes.byteLength}\n${hash}\n`)
      facts.count += 1
      facts.bytes += bytes.byteLength
      return hash
    },
    facts: (): Omit<FileFacts, 'missing'> => ({ ...facts, sum: sum.digest('hex') }),
  }
}
