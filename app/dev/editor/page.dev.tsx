import type { Metadata } from 'next'
import { connection } from 'next/server'
import { fromHtml } from '#lib/articles/body/from-hast.ts'
import { OpenedEditor } from './opened-editor.dev.tsx'
import '../../desk/desk.css'

export const instant = false
export const metadata: Metadata = { title: 'Editor', robots: { index: false } }

const sample = `<p>Salt was once <strong>wages</strong>, and <a href="/topics">roads</a> were built for it.<sup><a href="#fn-1" data-footnote-ref>1</a></sup></p>
<p>“Nobody,” she said, “has <em>ever</em> paid a soldier in salt.”</p><h2>What the ledgers say</h2>
<blockquote><p>Forty bushels, and no more.</p></blockquote><aside class="pull-quote"><p>The cheapest thing in the world.</p></aside>
<ul><li>Sea salt</li><li>Rock salt<ul><li>from Cheshire</li></ul></li></ul>
<table><tr><th>Year</th><th>Tons</th></tr><tr><td>1820</td><td>12</td></tr></table><p>The end.</p>
<section data-footnotes><ol><li id="fn-1">Pliny says so, and nobody else.</li></ol></section>`

/** The editor by itself, with what it makes beside it. For whoever works on it: no part of a production build. */
export default async function EditorPage() {
  await connection()
  const { body } = fromHtml(sample)
  return (
    <main className="desk block p-5">
      <h1>Editor</h1>
      <OpenedEditor
        body={{
          ...body,
          content: [
            ...body.content.slice(0, 3),
            { type: 'embed', attrs: { url: 'https://vimeo.com/76979871', title: '' } },
            ...body.content.slice(3),
          ],
        }}
      />
    </main>
  )
}
