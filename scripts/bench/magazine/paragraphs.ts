import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectFolder } from '#scripts/embedded/state.ts'

/**
 * Real paragraphs, those of the demonstration's articles: words are as frequent in them as in a language, which no made-up
 * text's are, and search depends on it.
 */
export function readParagraphs(): string[] {
  const files = globSync('demo/articles/*.md', { cwd: projectFolder }).toSorted()
  const texts = files.map((file) => readFileSync(join(projectFolder, file), 'utf8').replace(/^---\n.*?\n---\n/s, ''))
  return texts
    .flatMap((text) => text.split(/\n{2,}/))
    .map((paragraph) => paragraph.replace(/[*_`]/g, '').replaceAll('\n', ' ').trim())
    .filter((paragraph) => /^[\p{L}“‘]/u.test(paragraph) && !/[[\]|<>]/.test(paragraph) && paragraph.length > 80)
}
