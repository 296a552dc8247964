import { expect, test } from 'vitest'
import { redirects } from '#db/schema/articles.ts'
import { fromHtml } from '#lib/articles/body/from-hast.ts'
import { saveArticle } from '#lib/articles/commands.ts'
import { workingCopyOf } from '#lib/articles/working-copy.ts'
import { checklist, type ChecklistFacts } from '#lib/articles/workflow/checklist.ts'
import { checklistOf } from '#lib/articles/workflow/checklist-of.ts'
import { deadPaths } from '#lib/articles/workflow/dead-paths.ts'
import { after, hour } from '#lib/clock.ts'
import { pages } from '#tests/access/pages.ts'
import { everyone } from '#tests/access/who.ts'
import { testContext } from '#tests/support/context.ts'
import { anArticle, byTest } from '../draft-article.ts'

const ctx = await testContext()
const { id } = await saveArticle(ctx, anArticle({ slug: 'to-be-checked', state: 'draft' }), byTest)
const copy = await workingCopyOf(ctx, id)
if (copy === null) throw new Error('the article is not there')

const pictureId = '0198a5a0-0000-7000-8000-000000000001'
const fine: ChecklistFacts = {
  written: { ...copy.written, pictureId },
  access: 'public',
  slugTaken: false,
  pictures: new Map([[pictureId, { alt: 'A clock', credit: 'A. Person', licence: { state: 'ok', why: '' } }]]),
  deadPaths: [],
  openRemarks: 0,
  at: null,
  now: ctx.now,
}

const faults = (facts: ChecklistFacts) =>
  checklist(facts)
    .filter(({ state }) => state !== 'ok')
    .map(({ name, state, where }) => `${state} ${name} at ${where}`)

test('an article that has everything is held back by nothing', () => {
  expect(faults(fine)).toEqual([])
})

const text = (html: string) => fromHtml(html).body

test.each<[string, Partial<ChecklistFacts>, string[]]>([
  ['no headline', { written: { ...fine.written, headline: ' ' } }, ['block Headline at headline']],
  ['no standfirst', { written: { ...fine.written, standfirst: '' } }, ['warn Standfirst at standfirst']],
  ['an address that another has', { slugTaken: true }, ['block Address at slug']],
  ['an address that says nothing', { written: { ...fine.written, slug: 'untitled-2' } }, ['warn Address at slug']],
  ['no author', { written: { ...fine.written, authors: [] } }, ['block Author at authors']],
  ['no topic', { written: { ...fine.written, topics: [] } }, ['warn Topic at topics']],
  ['no picture', { written: { ...fine.written, pictureId: null } }, ['warn Lead picture at picture']],
  [
    'a picture of which nobody knows anything',
    { pictures: new Map([[pictureId, { alt: '', credit: '', licence: { state: 'block', why: 'It has run out.' } }]]) },
    [
      'block Alternative text, lead picture at picture',
      'block Credit, lead picture at picture',
      'block Licence, lead picture at picture',
    ],
  ],
  [
    'a picture whose licence is about to end',
    { pictures: new Map([[pictureId, { alt: 'A', credit: 'B', licence: { state: 'warn', why: 'It ends soon.' } }]]) },
    ['warn Licence, lead picture at picture'],
  ],
  ['no text', { written: { ...fine.written, body: text('<p></p>') } }, ['block Text at body']],
  ['links astray', { deadPaths: ['/articles/nowhere'] }, ['warn Links to this site at body']],
  ['remarks', { openRemarks: 2 }, ['warn Remarks at remarks']],
  [
    'a headline that is cut',
    { written: { ...fine.written, headline: 'a'.repeat(101) } },
    ['warn Headline for search at searchHeadline', 'warn Headline when shared at socialHeadline'],
  ],
  [
    'a long headline with shorter ones beside it',
    { written: { ...fine.written, headline: 'a'.repeat(101), searchHeadline: 'a', socialHeadline: 'a' } },
    [],
  ],
  ['a time that is past', { at: ctx.now }, ['block Time at at']],
  ['a time to come', { at: after(ctx.now, hour) }, []],
  [
    'a gate before the first block',
    { access: 'supporters', written: { ...fine.written, previewBlocks: 0 } },
    ['warn Where the preview ends at access'],
  ],
  [
    'a gate after the last block',
    { access: 'metered', written: { ...fine.written, previewBlocks: 40 } },
    ['warn Where the preview ends at access'],
  ],
  [
    'footnotes astray',
    {
      written: {
        ...fine.written,
        body: {
          type: 'doc',
          content: [
            {
              type: 'paragraph',
              content: [
                { type: 'text', text: 'Words' },
                { type: 'footnoteReference', attrs: { id: 'gone' } },
              ],
            },
          ],
        },
      },
    },
    ['warn Footnotes at body'],
  ],
])('%s', (_, change, expected) => {
  expect(faults({ ...fine, ...change })).toEqual(expected)
})

test('a picture in the text is asked for the same as the lead, by what the article says of it first', () => {
  const body = {
    type: 'doc' as const,
    content: [
      ...fine.written.body.content,
      { type: 'picture' as const, attrs: { pictureId, alt: '', caption: '', credit: 'Its own' } },
    ],
  }
  const pictures = new Map([[pictureId, { alt: 'A', credit: '', licence: { state: 'ok' as const, why: '' } }]])
  const written = { ...fine.written, body, pictureCredit: 'Its own' }
  expect(faults({ ...fine, written, pictures })).toEqual([])
  expect(checklist({ ...fine, written, pictures }).map(({ name }) => name)).toContain('Credit, picture 1 in the text')
})

test('links within the site are followed: what is published, a topic, an author, an old address is there', async () => {
  await saveArticle(ctx, anArticle({ slug: 'is-there' }), byTest)
  await saveArticle(ctx, anArticle({ slug: 'is-draft', state: 'draft' }), byTest)
  const links = [
    '/articles/is-there',
    '/articles/is-there#part',
    '/articles/is-draft',
    '/articles/never-was',
    '/topics/science',
    '/topics/nothing',
    '/donate',
    '/no/such/page',
    'https://elsewhere.example/articles/never-was',
    `${ctx.config.publicUrl}/articles/also-not`,
  ]
  const body = text(`<p>${links.map((href) => `<a href="${href}">a</a>`).join(' ')}</p>`)
  const { id: linking } = await saveArticle(ctx, anArticle({ slug: 'linking', state: 'draft', body }), byTest)
  const items = await checklistOf(ctx, linking, null)
  expect(items?.find(({ name }) => name === 'Links to this site')?.why).toBe(
    'Nothing is at /articles/is-draft, /articles/never-was, /topics/nothing and others.',
  )
})

test('an address from which readers are led to another article holds an article back', async () => {
  await ctx.db.insert(redirects).values({ path: '/articles/led-elsewhere', target: '/articles/is-there' })
  const { id: late } = await saveArticle(
    ctx,
    anArticle({ slug: 'led-elsewhere', state: 'draft', publishedAt: undefined }),
    byTest,
  )
  const address = async () => (await checklistOf(ctx, late, null))?.find(({ name }) => name === 'Address')?.state
  expect(await address()).toBe('block')
  await ctx.db.update(redirects).set({ target: '/articles/led-elsewhere' })
  expect(await address()).toBe('ok')
})

test('every public page that has one address is there for links', async () => {
  const fixed = Object.entries(pages).flatMap(([page, { for: whom }]) =>
    whom === everyone && !page.includes('[') ? [page.replace(/^\/\(\w+\)/, '')] : [],
  )
  expect(fixed).toContain('/redeem')
  expect(await deadPaths(ctx, fixed)).toEqual([])
})
