import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { saveArticle, type ArticleInput } from '#lib/articles/commands.ts'
import { clearCache, clearCacheJob } from '#lib/cache/jobs.ts'
import { tags } from '#lib/cache/tags.ts'
import { postComment } from '#lib/comments/commands.ts'
import type { Context } from '#lib/context.ts'
import { startWorker, type Worker } from '#scripts/worker/start-worker.ts'
import { anArticle, byTest, paragraphs } from '#tests/articles/draft-article.ts'
import { testContext } from '#tests/support/context.ts'
import { makeMember, makePerson } from '#tests/support/factories.ts'
import { publishArticle } from '#tests/support/standing.ts'
import { startArrangement, type Arrangement } from './arrangement.ts'

let ctx: Context
let at: Arrangement
let worker: Worker

beforeAll(async () => {
  ctx = await testContext({ now: new Date() })
  at = await startArrangement(ctx.config.databaseUrl)
  ctx = { ...ctx, config: { ...ctx.config, ...at.config } }
  worker = await startWorker(ctx.config, ctx.log, [clearCache], [])
}, 60_000)

afterAll(async () => {
  await worker?.stop(2_000)
  await at?.stop()
})

interface Answer {
  status: number
  text: string
  headers: Headers
  /** Whether Varnish had it. */
  kept: boolean
}

async function ask(path: string, headers: Record<string, string> = {}, method = 'GET', base = at.front) {
  const response = await fetch(`${base}${path}`, { method, headers, redirect: 'manual' })
  const kept = response.headers.get('x-cache') === 'HIT'
  return { status: response.status, text: await response.text(), headers: response.headers, kept } satisfies Answer
}

let written = 0
/** A published article nobody has asked for, with its first paragraph. */
async function publish(given: Partial<ArticleInput> = {}) {
  written += 1
  const slug = given.slug ?? `article-${written}`
  const saved = await saveArticle(
    ctx,
    anArticle({ slug, headline: `Headline ${written}`, authors: [], topics: [], ...given }),
    byTest,
  )
  await settled()
  return { id: saved.id, path: `/articles/${slug}`, slug }
}

const change = (slug: string, text: string) =>
  saveArticle(ctx, anArticle({ slug, authors: [], topics: [], body: paragraphs(text) }), byTest)

async function comment(articleSlug: string, text: string): Promise<void> {
  const person = await makePerson(ctx)
  await makeMember(ctx, person, 'supporter')
  await postComment(ctx, person, { articleSlug, text, submissionId: crypto.randomUUID() })
}

/** Waits until every change so far has reached all caches. */
async function settled(): Promise<void> {
  await vi.waitFor(async () => expect(await ctx.queue.isUnderWay(ctx.db, clearCacheJob)).toBe(false), {
    timeout: 18_000,
    interval: 20,
  })
}

describe('what is kept', () => {
  test('a page once for each edition, whatever other cookies there are', async () => {
    const { path } = await publish()
    const standard = await ask(path)
    expect(standard).toMatchObject({ status: 200, kept: false })
    expect(await ask(path)).toMatchObject({ kept: true, text: standard.text })
    expect(await ask(path, { cookie: 'consent=all; _ga=GA1.1; editions=supporter' })).toMatchObject({
      kept: true,
      text: standard.text,
    })
    const supporter = await ask(path, { cookie: 'a=b; edition=supporter; c=d' })
    expect(supporter.kept).toBe(false)
    expect(supporter.text).not.toBe(standard.text)
    expect(await ask(path, { cookie: 'edition=supporter' })).toMatchObject({ kept: true, text: supporter.text })
    expect(await ask(path)).toMatchObject({ kept: true, text: standard.text })
  })

  test('tracking parameters do not make another page, others do', async () => {
    const { path } = await publish()
    await ask(path)
    expect(await ask(`${path}?utm_source=letter&fbclid=1&utm_campaign=x`)).toMatchObject({ kept: true })
    expect(await ask(`${path}?page=2`)).toMatchObject({ kept: false })
    expect(await ask(`${path}?gclid=1&page=2`)).toMatchObject({ kept: true })
  })

  test('HEAD and parts come from what is kept, and compressed pages are kept compressed', async () => {
    const { path } = await publish()
    const whole = await ask(path)
    const head = await ask(path, {}, 'HEAD')
    expect(head).toMatchObject({ status: 200, kept: true, text: '' })
    const part = await ask(path, { range: 'bytes=0-14', 'accept-encoding': 'identity' })
    expect(part).toMatchObject({ status: 206, kept: true, text: whole.text.slice(0, 15) })
    expect((await ask(path, { 'accept-encoding': 'gzip' })).headers.get('content-encoding')).toBe('gzip')
    const etag = whole.headers.get('etag') ?? 'none'
    expect((await ask(path, { 'if-none-match': etag })).status).toBe(304)
  })

  test('readers learn nothing of keys, and nobody between keeps the page', async () => {
    const { headers } = await ask((await publish()).path)
    expect(headers.get('cache-control')).toBe('public, max-age=0, must-revalidate')
    expect(['surrogate-key', 'xkey', 'x-varnish'].filter((name) => headers.has(name))).toEqual([])
  })

  test('hashed files for as long as they say', async () => {
    const script = /\/_next\/static\/[^"]+\.js/.exec((await ask('/')).text)?.[0] ?? ''
    const first = await ask(script)
    expect(first.headers.get('cache-control')).toMatch(/max-age=31536000.*immutable/)
    expect(await ask(script)).toMatchObject({ status: 200, kept: true })
  })
})

describe('what is not kept', () => {
  test('whatever sets a cookie or is for somebody in particular', async () => {
    const paths = ['/api/me', '/sign-in', '/account', '/api/health', '/search?q=mud', '/donate']
    for (const path of paths) await ask(path)
    const again = await Promise.all(paths.map(async (path) => ((await ask(path)).kept ? path : '')))
    expect(again.join('')).toBe('')
  })

  test('an article that is not for everybody', async () => {
    const { path } = await publish({ access: 'supporters', previewBlocks: 1, body: paragraphs('Seen.', 'A secret.') })
    const asked = [await ask(path), await ask(path), await ask(path, { cookie: 'edition=supporter' })]
    for (const answer of asked) {
      expect(answer).toMatchObject({ status: 200, kept: false })
      expect(answer.headers.get('cache-control')).toMatch(/private.*no-store/)
      expect(answer.text).not.toContain('A secret.')
    }
  })

  test("Next's own requests go past it", async () => {
    const { path } = await publish()
    const page = await ask(path)
    const payload = await ask(path, { rsc: '1' })
    expect(payload.headers.get('content-type')).not.toBe(page.headers.get('content-type'))
    expect((await ask(path, { rsc: '1' })).kept).toBe(false)
    expect(await ask(path)).toMatchObject({ kept: true, text: page.text })
  })

  test('what only our own machines ask for is closed, even with their token', async () => {
    expect((await ask('/api/cache', { authorization: `Bearer ${at.config.internalToken}` }, 'POST')).status).toBe(403)
  })
})

describe('a change', () => {
  test('of an article shows within two seconds, on both instances and through Varnish', async () => {
    const { path, slug } = await publish()
    for (const base of [at.front, ...at.web]) await ask(path, {}, 'GET', base)
    await change(slug, 'It was changed.')
    await within2s(async () => {
      for (const base of [at.front, ...at.web])
        expect((await ask(path, {}, 'GET', base)).text).toContain('It was changed.')
    })
  })

  test('leaves other articles kept when it is a comment', async () => {
    const [one, other] = [await publish(), await publish()]
    for (const { path } of [one, other]) await ask(path)
    await comment(one.slug, 'Well said.')
    await within2s(async () => expect((await ask(one.path)).text).toContain('Well said.'))
    expect((await ask(other.path)).kept).toBe(true)
  })

  test('publishing clears a kept 404, and the front page', async () => {
    const path = '/articles/not-yet-there'
    expect((await ask(path)).status).toBe(404)
    expect(await ask(path)).toMatchObject({ status: 404, kept: true })
    await ask('/')
    const draft = await saveArticle(
      ctx,
      anArticle({ slug: 'not-yet-there', headline: 'There at last', state: 'draft', authors: [], topics: [] }),
      byTest,
    )
    await settled()
    expect((await ask(path)).status).toBe(404)
    await publishArticle(ctx, { articleId: draft.id, at: ctx.now, personId: null })
    await within2s(async () => {
      expect((await ask(path)).status).toBe(200)
      expect((await ask('/')).text).toContain('There at last')
    })
  })

  test('that comes while a page is being made is not lost', async () => {
    const { path, slug } = await publish({ body: paragraphs('As it was.') })
    let under: Promise<Answer[]> | undefined
    await ctx.db.transaction(async (tx) => {
      // The pages have read the article and wait for its comments.
      await tx.execute(sql`lock table comments in access exclusive mode`)
      under = Promise.all([at.front, ...at.web].map((base) => ask(path, {}, 'GET', base)))
      await vi.waitFor(async () => {
        const [row] = await ctx.db.execute(sql`select count(*)::int as n from pg_locks where not granted`)
        expect(row?.n).toBeGreaterThanOrEqual(2)
      })
      await change(slug, 'As it is.')
      await settled()
    })
    expect((await under)?.map(({ text }) => text.includes('As it was.'))).toEqual([true, true, true])
    for (const base of [at.front, ...at.web]) expect((await ask(path, {}, 'GET', base)).text).toContain('As it is.')
  })
})

describe('purging', () => {
  test('is closed to whoever does not have the token', async () => {
    const { path, id } = await publish()
    await ask(path)
    const key = { 'surrogate-key': tags.article(id) }
    expect((await ask('/', key, 'PURGE')).status).toBe(403)
    expect((await ask('/', { ...key, authorization: 'Bearer guessed' }, 'PURGE')).status).toBe(403)
    expect((await ask(path)).kept).toBe(true)
    const { varnishToken } = at.config.frontCache
    expect((await ask('/', { ...key, authorization: `Bearer ${varnishToken}` }, 'PURGE')).status).toBe(200)
    expect((await ask(path)).kept).toBe(false)
  })
})

describe('when a part is down', () => {
  test('without the shared cache pages are served and changed, and it is taken up again', async () => {
    const { path, slug } = await publish()
    const fresh = await publish()
    for (const base of at.web) await ask(path, {}, 'GET', base)
    await at.stopShared()
    for (const base of at.web) {
      expect((await ask(path, {}, 'GET', base)).status).toBe(200)
      expect((await ask(fresh.path, {}, 'GET', base)).status).toBe(200)
    }
    await change(slug, 'Changed without it.')
    await within2s(async () => {
      for (const base of [at.front, ...at.web])
        expect((await ask(path, {}, 'GET', base)).text).toContain('Changed without it.')
    })
    await at.stopWeb(0)
    await at.startWeb()
    expect((await ask(path, {}, 'GET', at.web[0])).text).toContain('Changed without it.')
    await at.startShared()
    await settled()
    // Instances look for it once a second: from then on one has what another made.
    const oneHasWhatAnotherMade = async () => {
      const made = await publish()
      await ask(made.path, {}, 'GET', at.web[1])
      expect((await ask(made.path, {}, 'GET', at.web[0])).headers.get('x-nextjs-cache')).toBe('HIT')
    }
    await vi.waitFor(oneHasWhatAnotherMade, { timeout: 8_000, interval: 300 })
  })

  test('an instance that starts takes pages over from the other, but none from before a change', async () => {
    const [kept, changed] = [await publish(), await publish()]
    for (const { path } of [kept, changed]) await ask(path, {}, 'GET', at.web[1])
    await at.stopWeb(0)
    await comment(changed.slug, 'Said while one was away.')
    // The first instance is told in vain, the second and Varnish all the same.
    await within2s(async () => {
      const answers = [await ask(changed.path), await ask(changed.path, {}, 'GET', at.web[1])]
      for (const answer of answers) expect(answer.text).toContain('Said while one was away.')
    })
    await at.startWeb()
    const taken = await ask(kept.path, {}, 'GET', at.web[0])
    expect(taken.headers.get('x-nextjs-cache')).toBe('HIT')
    expect(taken.text).toBe((await ask(kept.path, {}, 'GET', at.web[1])).text)
    expect((await ask(changed.path, {}, 'GET', at.web[0])).text).toContain('Said while one was away.')
    await settled()
  })

  test('without any instance what was kept is shown, even purged', async () => {
    const { path, id } = await publish()
    const page = await ask(path)
    await at.stopWeb()
    const authorization = `Bearer ${at.config.frontCache.varnishToken}`
    await ask('/', { 'surrogate-key': tags.article(id), authorization }, 'PURGE')
    expect(await ask(path)).toMatchObject({ status: 200, text: page.text })
    expect((await ask('/articles/never-asked-for')).status).toBe(503)
    await at.startWeb()
    await vi.waitFor(async () => expect((await ask('/articles/never-asked-for')).status).toBe(404), { timeout: 8_000 })
    expect((await ask(path)).text).toBe(page.text)
  })
})

async function within2s(check: () => Promise<void>): Promise<void> {
  await vi.waitFor(check, { timeout: 2_000, interval: 50 })
}
