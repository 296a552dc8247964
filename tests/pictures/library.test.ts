import { eq } from 'drizzle-orm'
import sharp from 'sharp'
import { beforeAll, describe, expect, test } from 'vitest'
import { articles, authors } from '#db/schema/articles.ts'
import { pictures, pictureUses } from '#db/schema/pictures.ts'
import { auditLog } from '#db/schema/platform.ts'
import { saveArticle, type ArticleInput } from '#lib/articles/commands.ts'
import type { Context } from '#lib/context.ts'
import type { Person } from '#lib/people/model.ts'
import { ingestPicture, uploadPicture, type NewPicture } from '#lib/pictures/commands.ts'
import { changePictureFacts } from '#lib/pictures/facts.ts'
import { countPictures, findPictures, pictureAtDesk, type LibraryQuery } from '#lib/pictures/library.ts'
import type { PictureFacts } from '#lib/pictures/licence.ts'
import { readPicture } from '#lib/pictures/queries.ts'
import { removePicture, removePictureFiles } from '#lib/pictures/removal.ts'
import { picturesThatBlock } from '#lib/pictures/usable.ts'
import { usesOf } from '#lib/pictures/uses.ts'
import { queuedJobs, runJobs, testContext } from '#tests/support/context.ts'
import { makePerson } from '#tests/support/factories.ts'

let ctx: Context
let editor: Person
let author: Person
let shade = 0

beforeAll(async () => {
  ctx = await testContext()
  editor = await makePerson(ctx, { roles: ['editor'] })
  author = await makePerson(ctx, { roles: ['author'] })
})

/** Another picture each time; a second later than the one before. */
async function picture(given: Partial<NewPicture> = {}): Promise<string> {
  shade += 1
  const background = `#${shade.toString(16).padStart(6, '0')}`
  const bytes = await sharp({ create: { width: 8, height: 8, channels: 3, background } })
    .png()
    .toBuffer()
  const now = new Date(ctx.now.getTime() + shade * 1000)
  return ingestPicture({ ...ctx, now }, { from: { bytes }, fileName: `picture-${shade}.png`, ...given })
}

const fine = { credit: 'Jo Ray', licence: 'own' } as const

const facts: PictureFacts = {
  alt: 'An eel',
  caption: '',
  credit: 'Jo Ray',
  licence: 'agency',
  licenceNote: 'No. 12',
  sourceUrl: '',
  territories: ['GB'],
  licensedUntil: '2026-08-01',
  focusX: 20,
  focusY: 80,
}

function inText(pictureId: string): ArticleInput['body'] {
  return {
    type: 'doc',
    content: [{ type: 'picture', attrs: { pictureId, alt: '', caption: '', credit: '' } }],
  }
}

const words: ArticleInput['body'] = {
  type: 'doc',
  content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Words.' }] }],
}

async function names(query: Partial<LibraryQuery>): Promise<string[]> {
  return (await findPictures(ctx, { q: '', limit: 50, ...query })).map(({ fileName }) => fileName)
}

describe('where a picture is used', () => {
  const save = (input: Partial<ArticleInput>, personId: string | null = null) =>
    saveArticle(
      ctx,
      { slug: 'eels', headline: 'Eels', body: words, state: 'draft', ...input },
      { reason: 'Test', personId },
    )
  const usesOf = async (id: string) =>
    (await ctx.db.select().from(pictureUses).where(eq(pictureUses.pictureId, id))).map(({ place }) => place).toSorted()

  test('follows the article, lead and text, and the portrait', async () => {
    const lead = await picture(fine)
    const within = await picture(fine)
    const { id: articleId } = await save({ pictureId: lead, body: inText(within) })
    expect([await usesOf(lead), await usesOf(within)]).toEqual([['article_lead'], ['article_body']])
    await save({ pictureId: within, body: inText(within) })
    expect([await usesOf(lead), await usesOf(within)]).toEqual([[], ['article_body', 'article_lead']])
    await save({ pictureId: null, body: words })
    expect(await usesOf(within)).toEqual([])

    await ctx.db.insert(authors).values({ slug: 'jo-ray', name: 'Jo Ray', pictureId: lead })
    expect(await usesOf(lead)).toEqual(['portrait'])
    await ctx.db.update(authors).set({ pictureId: null }).where(eq(authors.slug, 'jo-ray'))
    expect(await usesOf(lead)).toEqual([])

    await ctx.db.update(articles).set({ pictureId: lead }).where(eq(articles.id, articleId))
    await expect(ctx.db.delete(pictures).where(eq(pictures.id, lead))).rejects.toThrow('Failed query')
    await ctx.db.update(articles).set({ pictureId: null }).where(eq(articles.id, articleId))
  })

  test('somebody may not put one in that lacks facts or whose licence has ended; where it stands it stays', async () => {
    const old = await picture({ ...fine, licence: 'agency', licensedUntil: '2026-07-14' })
    const nameless = await picture({ licence: 'own' })
    const good = await picture(fine)
    expect((await picturesThatBlock(ctx, [old, nameless, good, editor.id])).map(({ message }) => message)).toEqual([
      `The picture picture-${shade - 2}.png has a licence that has ended.`,
      `The picture picture-${shade - 1}.png has no credit.`,
      'A picture is not in the library any more.',
    ])
    expect(await picturesThatBlock(ctx, [old, nameless], [nameless, old])).toEqual([])

    await save({ slug: 'old', body: inText(old) }, null)
    await expect(save({ slug: 'old', body: inText(old), pictureId: nameless }, editor.id)).rejects.toThrow(
      `The picture picture-${shade - 1}.png has no credit. Say what is missing at /desk/pictures, or choose another.`,
    )
    await save({ slug: 'old', headline: 'Changed', body: inText(old), pictureId: good }, editor.id)
    await expect(save({ slug: 'new', body: inText(old) }, editor.id)).rejects.toMatchObject({
      kind: 'invalid',
      fields: { pictures: `The picture picture-${shade - 2}.png has a licence that has ended.` },
    })
  })

  test('a licence ends with its day in the magazine’s time zone', async () => {
    const id = await picture({ ...fine, licensedUntil: '2026-07-15' })
    const at = (instant: string) => picturesThatBlock({ ...ctx, now: new Date(instant) }, [id])
    // London is an hour ahead of UTC in summer.
    expect(await at('2026-07-15T22:59:59Z')).toEqual([])
    expect(await at('2026-07-15T23:00:00Z')).toHaveLength(1)
  })
})

describe('the library', () => {
  test('finds beginnings of words in all that is said, and in file names', async () => {
    await picture({ alt: 'Café at the harbour', credit: 'Zoë Quill', fileName: 'IMG-0042_tide.jpg', licence: 'own' })
    const own = ['IMG-0042_tide.jpg']
    for (const q of ['cafe', 'Harb quill', 'zoe', 'tide', 'img 42', '0042', '“harbour”'])
      expect([q, await names({ q })]).toEqual([q, q === 'img 42' ? [] : own])
    for (const q of ['arbour', '%', "'; drop", '&|!', 'harbour nowhere'])
      expect([q, await names({ q })]).toEqual([q, []])
  })

  test('is narrowed by what is wrong, and paged', async () => {
    const before = await countPictures(ctx)
    await picture({ fileName: 'soon.png', ...fine, licensedUntil: '2026-08-14' })
    await picture({ fileName: 'later.png', ...fine, licensedUntil: '2026-08-15' })
    await picture({ fileName: 'over.png', ...fine, licensedUntil: '2026-07-14' })
    await picture({ fileName: 'commons.png', ...fine, licence: 'creative_commons', licenceNote: 'CC BY 4.0' })
    const after = await countPictures(ctx)
    expect([after.expiring - before.expiring, after.expired - before.expired, after.missing - before.missing]).toEqual([
      1, 1, 1,
    ])
    expect((await names({ show: 'expiring' }))[0]).toBe('soon.png')
    expect((await names({ show: 'expired' }))[0]).toBe('over.png')
    expect((await names({ show: 'missing' }))[0]).toBe('commons.png')
    expect((await names({ show: 'fine' })).slice(0, 1)).toEqual(['later.png'])
    expect(await names({ show: 'unused', q: 'picture 7' })).not.toContain('nothing')

    const all = await names({})
    const paged: string[] = []
    for (let place: LibraryQuery['after']; ;) {
      const page = await findPictures(ctx, { q: '', limit: 3, after: place })
      paged.push(...page.map(({ fileName }) => fileName))
      const last = page.at(-1)
      if (last === undefined) break
      place = { at: last.createdAt, id: last.id }
    }
    expect(paged).toEqual(all)
  })

  test('unused are those that are shown nowhere', async () => {
    const lead = await picture({ ...fine, fileName: 'shown.png' })
    await picture({ ...fine, fileName: 'not-shown.png' })
    await saveArticle(
      ctx,
      { slug: 'shown', headline: 'Shown', body: words, state: 'published', pictureId: lead },
      { reason: 'Test', personId: null },
    )
    const unused = await names({ show: 'unused' })
    expect([unused.includes('shown.png'), unused.includes('not-shown.png')]).toEqual([false, true])
    expect((await findPictures(ctx, { q: 'shown', limit: 9 })).map(({ fileName, uses }) => [fileName, uses])).toEqual([
      ['not-shown.png', 0],
      ['shown.png', 1],
    ])
  })
})

describe('saying what is true of a picture', () => {
  test('is noted, shows on the pages that have it, and once is enough', async () => {
    const id = await picture()
    await saveArticle(
      ctx,
      { slug: 'with-facts', headline: 'Facts', body: inText(id), state: 'published', topics: [{ name: 'Eels' }] },
      { reason: 'Test', personId: null },
    )
    const announced = async () => (await queuedJobs(ctx, 'cache-clear')).length
    const before = await announced()
    await changePictureFacts(ctx, id, facts, editor)
    await changePictureFacts(ctx, id, facts, editor)
    expect(await announced()).toBe(before + 1)
    const [job] = (await queuedJobs(ctx, 'cache-clear')).slice(-1)
    expect(JSON.stringify(job?.data)).toMatch(/article:.*front.*topic:/)
    expect(await pictureAtDesk(ctx, id)).toMatchObject({ ...facts, uses: 1, usability: { state: 'expiring' } })
    const noted = await ctx.db
      .select()
      .from(auditLog)
      .where(eq(auditLog.subject, `picture ${id}`))
    expect(noted.map(({ actor, action, details }) => ({ actor, action, details }))).toEqual([
      {
        actor: editor.id,
        action: 'changed a picture',
        details: {
          alt: 'An eel',
          credit: 'Jo Ray',
          licence: 'agency',
          licenceNote: 'No. 12',
          territories: 'GB',
          licensedUntil: '2026-08-01',
          focus: '20, 80',
        },
      },
    ])
  })

  test('is for editors, and for authors of what they brought', async () => {
    const bytes = await sharp({ create: { width: 9, height: 9, channels: 3, background: '#abcdef' } })
      .png()
      .toBuffer()
    const { id, isNew } = await uploadPicture(ctx, { bytes, fileName: 'mine.png' }, author.id)
    expect(isNew).toBe(true)
    await changePictureFacts(ctx, id, facts, author)
    const theirs = await picture()
    await expect(changePictureFacts(ctx, theirs, facts, author)).rejects.toMatchObject({ kind: 'forbidden' })
    await expect(changePictureFacts(ctx, editor.id, facts, editor)).rejects.toMatchObject({ kind: 'not_found' })
    expect(await uploadPicture(ctx, { bytes, fileName: 'again.png' }, editor.id)).toEqual({ id, isNew: false })
  })
})

describe('removing a picture', () => {
  test('goes where it is shown nowhere, files and all, and says where it is shown otherwise', async () => {
    const id = await picture(fine)
    const row = await pictureAtDesk(ctx, id)
    const { id: articleId } = await saveArticle(
      ctx,
      { slug: 'holds-it', headline: 'Holds it', body: words, state: 'draft', pictureId: id },
      { reason: 'Test', personId: null },
    )
    expect(await usesOf(ctx, id)).toEqual([{ place: 'article_lead', subjectId: articleId, name: 'Holds it' }])
    await expect(removePicture(ctx, id, editor)).rejects.toMatchObject({
      kind: 'conflict',
      message: 'This picture is shown by “Holds it”. Take it out there first.',
    })
    await ctx.db.update(articles).set({ pictureId: null }).where(eq(articles.id, articleId))
    await expect(removePicture(ctx, id, author)).rejects.toMatchObject({ kind: 'forbidden' })
    const file = () => readPicture(ctx, row?.contentHash ?? '', '8.webp')
    expect(await file()).not.toBeNull()
    await removePicture(ctx, id, editor)
    await runJobs(ctx, [removePictureFiles])
    expect([await pictureAtDesk(ctx, id), await file()]).toEqual([null, null])
    const noted = await ctx.db
      .select()
      .from(auditLog)
      .where(eq(auditLog.subject, `picture ${id}`))
    expect(noted.map(({ action }) => action)).toEqual(['removed a picture'])
    await expect(removePicture(ctx, id, editor)).rejects.toMatchObject({ kind: 'not_found' })
  })

  test('what was brought in again meanwhile keeps its files', async () => {
    const bytes = await sharp({ create: { width: 7, height: 7, channels: 3, background: '#fedcba' } })
      .png()
      .toBuffer()
    const id = await ingestPicture(ctx, { from: { bytes } })
    await removePicture(ctx, id, editor)
    const again = await ingestPicture(ctx, { from: { bytes } })
    await runJobs(ctx, [removePictureFiles])
    const row = await pictureAtDesk(ctx, again)
    expect(await readPicture(ctx, row?.contentHash ?? '', '7.avif')).not.toBeNull()
  })
})
