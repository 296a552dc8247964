import { createWriteStream } from 'node:fs'
import { once } from 'node:events'
import { exportedItem, exportOf } from './wordpress-export.ts'

const syllables = [
  'ka',
  'lo',
  'mir',
  'ten',
  'sa',
  'vur',
  'del',
  'ni',
  'por',
  'ash',
  'gre',
  'um',
  'fi',
  'ost',
  'wen',
  'ra',
]
const sections = ['World', 'Science', 'Places', 'Letters', 'Politics', 'Money']

/** The same number for the same seed, everywhere: a small linear congruential generator. */
function numbers(seed: number): () => number {
  let state = seed % 2_147_483_647
  return () => (state = (state * 48_271) % 2_147_483_647)
}

/** A word of two to four syllables: some sixty thousand, the short ones far more often, as in a language. */
function word(next: () => number): string {
  const length = 2 + (next() % 7 === 0 ? 1 + (next() % 2) : 0)
  return Array.from({ length }, () => syllables[next() % syllables.length]).join('')
}

function sentence(next: () => number): string {
  const words = Array.from({ length: 8 + (next() % 12) }, () => word(next))
  const [first = ''] = words
  return `${first.charAt(0).toUpperCase()}${first.slice(1)} ${words.slice(1).join(' ')}.`
}

function paragraph(next: () => number): string {
  return Array.from({ length: 3 + (next() % 3) }, () => sentence(next)).join(' ')
}

/** A post of some 700 words in blocks, with links to others, a list, a quotation and two comments. */
function post(id: number, posts: number): string {
  const next = numbers(id * 7919)
  const link = () => {
    const other = 1 + (next() % posts)
    return `<a href="https://old.example/2020/03/post-${other}/">${word(next)}</a>`
  }
  const blocks = Array.from(
    { length: 12 },
    () => `<!-- wp:paragraph -->\n<p>${paragraph(next)} ${link()} <em>${word(next)}</em>.</p>\n<!-- /wp:paragraph -->`,
  )
  blocks.splice(3, 0, `<!-- wp:heading -->\n<h2>${word(next)} ${word(next)}</h2>\n<!-- /wp:heading -->`)
  blocks.splice(
    6,
    0,
    `<!-- wp:list -->\n<ul><li>${sentence(next)}</li><li>${sentence(next)}</li></ul>\n<!-- /wp:list -->`,
  )
  blocks.splice(9, 0, `<!-- wp:quote -->\n<blockquote><p>${sentence(next)}</p></blockquote>\n<!-- /wp:quote -->`)
  const minute = String(id % 60).padStart(2, '0')
  const section = sections[id % sections.length] ?? 'World'
  return exportedItem({
    id,
    title: `${sentence(next).slice(0, -1)} ${id}`,
    content: blocks.join('\n\n'),
    excerpt: sentence(next),
    date: `20${String(10 + (id % 12)).padStart(2, '0')}-0${1 + (id % 9)}-1${id % 10} 05:${minute}:07`,
    creator: id % 3 === 0 ? 'jo2' : 'jo',
    terms: [
      { domain: 'category', nicename: section.toLowerCase(), name: section },
      { domain: 'post_tag', nicename: `tag-${id % 40}`, name: `Tag ${id % 40}` },
    ],
    comments: [
      { id: id * 2, content: sentence(next), email: `visitor-${id % 500}@example.org` },
      { id: id * 2 + 1, parent: id * 2, content: sentence(next) },
    ],
  })
}

/** Writes an export of as many posts as are asked for, the same every time. */
export async function writeLargeExport(file: string, posts: number): Promise<void> {
  const stream = createWriteStream(file)
  const [head = '', tail = ''] = exportOf([], '@posts@').split('@posts@')
  stream.write(head)
  for (let id = 1; id <= posts; id += 1) if (!stream.write(post(id, posts))) await once(stream, 'drain')
  stream.end(tail)
  await once(stream, 'close')
}
