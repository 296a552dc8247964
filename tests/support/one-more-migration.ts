import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll } from 'vitest'

/** Its `when`, of the year 2100. */
export const oneMoreAt = 4_102_444_800_000

/** @returns a folder with the product's migrations and one more, removed after the file's last test */
export function withOneMore(statement: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'standfirst-migrations-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  cpSync(new URL('../../db/migrations', import.meta.url), folder, { recursive: true })
  const journal = join(folder, 'meta', '_journal.json')
  const more = { idx: 9999, version: '7', when: oneMoreAt, tag: '9999_more', breakpoints: true }
  const text = readFileSync(journal, 'utf8').replace(/\n\s*\]/, `, ${JSON.stringify(more)} ]`)
  writeFileSync(journal, text)
  writeFileSync(join(folder, '9999_more.sql'), statement)
  return folder
}
