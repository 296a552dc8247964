/** Of the format that docs/exporting.md describes: raised when a reader of an older one would go wrong. */
export const exportVersion = 1

export interface ExportOptions {
  /** What articles were after each change, too. */
  withRevisions: boolean
  /** Where books were sent, readable: nobody but fulfilment sees these at the desk. */
  withAddresses: boolean
}

/** Days for which an archive can be fetched. */
export const archiveDays = 3

export type ExportState = 'waiting' | 'running' | 'done' | 'failed' | 'removed'

/** What the file of an archive is called when it is saved. @param day as 2026-11-29 */
export function archiveName(magazine: string, day: string): string {
  const name = magazine
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
  return `${name === '' ? 'magazine' : name}-${day}.zip`
}
