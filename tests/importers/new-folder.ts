import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach } from 'vitest'
import { importMarkdown } from '#lib/importers/markdown/import.ts'
import { emptyArticles } from '#tests/articles/empty-articles.ts'
import { testContext } from '#tests/support/context.ts'

/** A magazine that is empty before each test, and a folder to write files in. */
export async function newFolder() {
  const ctx = await testContext()
  const folder = await mkdtemp(join(tmpdir(), 'standfirst-markdown-'))
  afterAll(() => rm(folder, { recursive: true, force: true }))
  beforeEach(() => emptyArticles(ctx))

  /** Writes a file and imports it. */
  async function importText(text: string | Uint8Array, name = 'a.md') {
    const file = join(folder, name)
    await writeFile(file, text)
    const { items } = await importMarkdown(ctx, [file])
    const [item] = items
    if (item === undefined) throw new Error('no result')
    return { ...item, why: item.why?.replaceAll(`${folder}/`, '') }
  }

  return { ctx, folder, importText }
}

/** A file with this front matter and two paragraphs. */
export function withFront(lines: string): string {
  return `---\n${lines}\n---\n\nThe text.\n\nMore of it.\n`
}
