/** Days for which somebody can fetch the archive of what is kept about them. */
export const archiveDays = 7

/** Whose data: by their account, by their address, or both. */
export interface Subject {
  /** Null for somebody without an account. */
  personId: string | null
  /** In lower case. */
  email: string
}

export type Shown = string | number | boolean | Date | null | readonly string[] | Readonly<Record<string, unknown>>

/** One thing that is kept, field by field, under names that a person can read when they are split at their capitals. */
export type Entry = Readonly<Record<string, Shown>>

/** A file that goes along with an archive. */
export interface Enclosed {
  /** Its place in the archive. */
  name: string
  bytes: Uint8Array
}

export type ArchiveState = 'waiting' | 'running' | 'done' | 'failed' | 'removed'

/** `earlierTexts` to “Earlier texts”, for whoever reads. */
export function fieldInWords(field: string): string {
  const words = field.replaceAll(
    /([a-z0-9])([A-Z])/g,
    (_, end: string, start: string) => `${end} ${start.toLowerCase()}`,
  )
  return words.charAt(0).toUpperCase() + words.slice(1)
}

/** What the file of an archive is called when it is saved. @param day as 2026-11-29 */
export function archiveFileName(day: string): string {
  return `what-we-keep-about-you-${day}.zip`
}
