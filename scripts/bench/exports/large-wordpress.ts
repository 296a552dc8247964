import { createWriteStream } from 'node:fs'
import { once } from 'node:events'
import { numbers, paragraph, sentence, word } from './made-up-words.ts'
import { exportedItem, exportOf } from './wordpress.ts'

const sections = ['World', 'Science', 'Places', 'Letters', 'Politics', 'Money']

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
export async function writeLargeWordPressExport(file: string, posts: number): Promise<void> {
  const stream = createWriteStream(file)
  const [head = '', tail = ''] = exportOf([], '@posts@').split('@posts@')
  stream.write(head)
  for (let id = 1; id <= posts; id += 1) if (!stream.write(post(id, posts))) await once(stream, 'drain')
  stream.end(tail)
  await once(stream, 'close')
}
