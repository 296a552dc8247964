import type { Config } from '#lib/config.ts'
import { diskStore } from './disk-store.ts'
import { s3Store } from './s3-store.ts'

/** A folder of files that are written once. Their names, with a slash for each folder, are made by whoever owns the store. */
export interface FileStore {
  /** Appears whole or not at all; putting again what is there changes nothing but its age. */
  put(name: string, bytes: Uint8Array): Promise<void>
  read(name: string): Promise<Buffer | null>
  has(name: string): Promise<boolean>
  /** What was last put before an instant, by the clock of whatever keeps it. */
  olderThan(at: Date): Promise<string[]>
  remove(name: string): Promise<void>
  /** Removes all that a folder holds, and what its folders hold. */
  removeFolder(name: string): Promise<void>
}

/**
 * Where files of one kind are kept: in an S3-compatible bucket when one is configured, otherwise in a folder of this machine.
 * @param kind begins the names in the bucket, so that one bucket holds all kinds
 */
export function fileStore(config: Pick<Config, 's3'>, kind: 'pictures' | 'case-files', folder: string): FileStore {
  return config.s3 === undefined ? diskStore(folder) : s3Store(config.s3, kind)
}
