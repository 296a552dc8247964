import { existsSync, globSync, readFileSync, readdirSync, statSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { expect, test } from 'vitest'
import { projectFolder } from '#scripts/embedded/state.ts'
import { letterShots } from '#scripts/screenshots/letters.ts'
import { newsroomShots } from '#scripts/screenshots/newsroom.ts'
import { officeShots } from '#scripts/screenshots/office.ts'
import { publicShots } from '#scripts/screenshots/public.ts'

const pages = globSync(['README.md', 'docs/**/*.md', 'deploy/**/*.md'], { cwd: projectFolder })
const textOf = (page: string) => readFileSync(join(projectFolder, page), 'utf8').replaceAll(/^```.*?^```/gms, '')
const pictures = readdirSync(join(projectFolder, 'docs', 'pictures'))

/** As GitHub makes the address of a heading. */
function anchorOf(heading: string): string {
  return heading
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(/\s/g, '-')
}

function anchorsOf(page: string): string[] {
  return [...textOf(page).matchAll(/^#{1,6} (.+)$/gm)].map(([, heading]) => anchorOf(heading ?? ''))
}

test('every link from one page of the documentation leads to a file, and to a heading, that are there', () => {
  const dead = pages.flatMap((page) =>
    [
      ...textOf(page)
        .replaceAll(/`[^`]*`/g, '')
        .matchAll(/\]\(([^)\s]+)\)|src="([^"]+)"/g),
    ].flatMap(([, link, source]) => {
      const target = link ?? source ?? ''
      if (/^[a-z]+:/.test(target)) return []
      const [path = '', anchor] = target.split('#')
      const file = path === '' ? page : normalize(join(dirname(page), path))
      if (!existsSync(join(projectFolder, file))) return [`${page}: ${target}`]
      const isHeading = anchor === undefined || anchorsOf(file).includes(anchor)
      return isHeading ? [] : [`${page}: ${target}`]
    }),
  )
  expect(pages.length).toBeGreaterThan(60)
  expect(dead).toEqual([])
})

test('each picture of the documentation is made by the script, shown somewhere, and said in words', () => {
  const made = [...publicShots, ...newsroomShots, ...letterShots, ...officeShots].map(({ name }) => `${name}.png`)
  expect(pictures.toSorted()).toEqual(made.toSorted())
  const texts = pages.map(textOf).join('\n')
  const shown = new Map(
    [...texts.matchAll(/!\[([^\]]*)\]\([^)]*pictures\/([\w-]+\.png)\)/g)].map(([, words, name]) => [name, words]),
  )
  for (const [tag] of texts.matchAll(/<img [^>]*>/g))
    shown.set(/pictures\/([\w-]+\.png)/.exec(tag)?.[1], /alt="([^"]*)"/.exec(tag)?.[1])
  expect(pictures.filter((name) => (shown.get(name) ?? '').length < 20)).toEqual([])
})

test('the pictures are light enough to be kept with the source', () => {
  const bytes = pictures.map((name) => statSync(join(projectFolder, 'docs', 'pictures', name)).size)
  expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(3_000_000)
})
