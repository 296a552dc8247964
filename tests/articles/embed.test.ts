import { expect, test } from 'vitest'
import { bodySchema } from '#lib/articles/body/document.ts'
import { embedFor, embedOrigins, embedProviders } from '#lib/articles/body/embed.ts'
import { fromHtml } from '#lib/articles/body/from-hast.ts'
import { toHtml } from '#lib/articles/body/to-html.ts'
import config from '../../next.config.js'

test.each([
  ['https://youtu.be/aBcDeFgHi-1?t=40', 'YouTube', 'https://www.youtube.com/watch?v=aBcDeFgHi-1'],
  ['https://m.youtube.com/watch?list=x&v=aBcDeFgHi-1', 'YouTube', 'https://www.youtube.com/watch?v=aBcDeFgHi-1'],
  ['//www.youtube.com/embed/aBcDeFgHi-1?rel=0', 'YouTube', 'https://www.youtube.com/watch?v=aBcDeFgHi-1'],
  ['https://player.vimeo.com/video/76979871', 'Vimeo', 'https://vimeo.com/76979871'],
  [
    'https://open.spotify.com/intl-de/track/4uLU6hMCjMI75M1A2tKUQC?si=1',
    'Spotify',
    'https://open.spotify.com/track/4uLU6hMCjMI75M1A2tKUQC',
  ],
  ['https://soundcloud.com/someone/a-recording', 'SoundCloud', 'https://soundcloud.com/someone/a-recording'],
  ['https://datawrapper.dwcdn.net/aB3dE/4/', 'Datawrapper', 'https://datawrapper.dwcdn.net/aB3dE/'],
  ['https://archive.org/details/a-film_1927', 'the Internet Archive', 'https://archive.org/details/a-film_1927'],
])('%s is known', (address, provider, url) => {
  const place = embedFor(address)
  expect(place).toMatchObject({ provider, url })
  // What is kept is known again, and its frame comes from where frames may come from.
  expect(embedFor(url)).toEqual(place)
  expect(embedOrigins).toContain(new URL(place?.frameUrl ?? '').origin)
  expect(embedProviders).toContain(provider)
})

test.each([
  'https://www.youtube.com.evil.example/watch?v=aBcDeFgHi-1',
  'https://evil.example/?u=https://youtu.be/aBcDeFgHi-1',
  'javascript:alert(1)//youtu.be/aBcDeFgHi-1',
  'https://www.youtube.com/watch?v="><script>',
  'https://soundcloud.com/someone',
  'data:text/html,https://vimeo.com/76979871',
  '',
])('%s is not', (address) => {
  expect(embedFor(address)).toBeNull()
})

test('a frame of theirs in HTML is read as what it shows, and any other is left out', () => {
  const { body, leftOut } = fromHtml(
    `<p>Before.</p><div><iframe src="https://www.youtube.com/embed/aBcDeFgHi-1?rel=0" title="YouTube video player"></iframe></div>
    <iframe src="//player.vimeo.com/video/76979871" title="The film"></iframe>
    <iframe src="https://evil.example/" title="x"></iframe><figure data-embed-url="https://evil.example/">Words</figure>`,
  )
  expect(body.content).toMatchObject([
    { type: 'paragraph' },
    { type: 'embed', attrs: { url: 'https://www.youtube.com/watch?v=aBcDeFgHi-1', title: '' } },
    { type: 'embed', attrs: { url: 'https://vimeo.com/76979871', title: 'The film' } },
    { type: 'paragraph' },
  ])
  expect(leftOut).toEqual([{ what: 'iframe', count: 1 }])
  expect(fromHtml(toHtml(body)).body).toEqual(body)
})

test('a document holds what can be embedded and nothing else, and writes it as a link', () => {
  const body = (url: string) => ({ type: 'doc', content: [{ type: 'embed', attrs: { url, title: 'The film' } }] })
  expect(bodySchema.safeParse(body('https://evil.example/')).success).toBe(false)
  expect(bodySchema.safeParse(body('https://youtu.be/aBcDeFgHi-1')).success).toBe(false)
  const html = toHtml(bodySchema.parse(body('https://vimeo.com/76979871')))
  expect(html).toContain('<a href="https://vimeo.com/76979871" rel="noopener">The film (Vimeo)</a>')
  expect(html).not.toContain('iframe')
})

test('a page may show frames of these alone', async () => {
  const [rule] = (await config.headers?.()) ?? []
  const policy = rule?.headers.find(({ key }) => key === 'Content-Security-Policy')?.value
  expect(policy).toContain(`frame-src 'self' ${embedOrigins.join(' ')};`)
})
