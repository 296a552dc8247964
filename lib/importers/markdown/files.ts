import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** @returns the Markdown files in and under a folder, hidden ones apart; for a file, itself */
export async function markdownFiles(path: string): Promise<string[]> {
  const found = await stat(path).catch(() => null)
  if (!found?.isDirectory()) return [path]
  const names = await readdir(path, { recursive: true })
  return names
    .filter((name) => /\.(?:md|markdown)$/i.test(name) && !name.split(/[\\/]/).some((part) => part.startsWith('.')))
    .toSorted()
    .map((name) => join(path, name))
}
