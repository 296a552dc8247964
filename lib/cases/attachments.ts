import { Refusal } from '#lib/errors.ts'

/** What may come with a message, and how much of it. */
export const attachments = {
  most: 5,
  /** Bytes of one, and of all together. */
  largest: 10 * 1024 * 1024,
  largestTogether: 20 * 1024 * 1024,
  /** Bytes of all files of one case, however many letters they come with. */
  largestOfCase: 200 * 1024 * 1024,
} as const

/** What a file may be, by its content: what it is called then, and the ending its name is given. */
export const attachmentTypes: Record<string, { name: string; ending: string }> = {
  'application/pdf': { name: 'PDF', ending: 'pdf' },
  'image/png': { name: 'PNG', ending: 'png' },
  'image/jpeg': { name: 'JPEG', ending: 'jpg' },
  'image/webp': { name: 'WebP', ending: 'webp' },
  'image/heic': { name: 'HEIC', ending: 'heic' },
  'image/heif': { name: 'HEIF', ending: 'heif' },
  'text/plain': { name: 'plain text', ending: 'txt' },
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': { name: 'Word (DOCX)', ending: 'docx' },
  'application/vnd.oasis.opendocument.text': { name: 'OpenDocument text (ODT)', ending: 'odt' },
}

/** The kinds, in a sentence. */
export const kindsTaken = new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(
  Object.values(attachmentTypes).map(({ name }) => name),
)

/** A file somebody sends: what they call it, and what is in it. */
export interface Attachment {
  name: string
  bytes: Uint8Array
}

/** What is wrong with so many files of these sizes; null when nothing is. */
export function problemOf(sizes: readonly number[]): string | null {
  if (sizes.length > attachments.most) return `Attach ${attachments.most} files at most.`
  if (sizes.some((size) => size > attachments.largest)) return 'A file may have 10 MB at most.'
  const together = sizes.reduce((sum, size) => sum + size, 0)
  return together > attachments.largestTogether ? 'All files together may have 20 MB at most.' : null
}

/** @throws Refusal (invalid, field `files`) for too many or too much */
export function requireFew(sizes: readonly number[]): void {
  const problem = problemOf(sizes)
  if (problem !== null) throw refusedFiles(problem)
}

/** Bytes as people read them. */
export function sizeOf(bytes: number): string {
  return bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`
}

export function refusedFiles(message: string): Refusal {
  return new Refusal('invalid', 'Please look at what is marked below.', { files: message })
}

/**
 * What somebody calls a file, as it can be shown: the last part of its path, on one line, without what turns the direction
 * of writing or would end a header.
 */
export function shownName(given: string): string {
  const last = given.normalize('NFC').split(/[/\\]/).at(-1) ?? ''
  const plain = last
    .replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '')
    .replaceAll(/["<>|:*?;%]/g, '_')
    .replace(/^[.\s]+/, '')
    .trim()
  return [...plain].slice(0, 120).join('') || 'file'
}

/** The same with the ending that its content has, as it is kept. */
export function cleanName(given: string, ending: string): string {
  const stem = shownName(given)
    .replace(/\.[^.]{0,10}$/, '')
    .replace(/[.\s]+$/, '')
  return `${[...stem].slice(0, 100).join('') || 'file'}.${ending}`
}
