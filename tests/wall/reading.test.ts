import { createHash } from 'node:crypto'
import { SignJWT } from 'jose'
import { v4 } from 'uuid'
import { describe, expect, test } from 'vitest'
import { sessions } from '#db/schema/people.ts'
import { meteredReadings } from '#db/schema/wall.ts'
import { calendarMonth } from '#lib/clock.ts'
import { countReading, forgetReader, mergeReadings } from '#lib/wall/commands.ts'
import { forgetBy } from '#tests/privacy/forgetting.ts'
import { judgeReading, type ReadingFacts } from '#lib/wall/model.ts'
import { openPass, sealPass } from '#lib/wall/pass.ts'
import { readerOf } from '#lib/wall/queries.ts'
import { testContext } from '#tests/support/context.ts'
import { makeArticle, makeMember, makePerson } from '#tests/support/factories.ts'

const ctx = await testContext()
const month = '2026-07'
const free = 3

async function makeArticles(count: number): Promise<string[]> {
  return Promise.all(Array.from({ length: count }, async () => (await makeArticle(ctx)).id))
}

describe('what is sent', () => {
  const facts: ReadingFacts = {
    access: 'metered',
    mayRead: false,
    meter: { used: 0, free, opened: false },
    isGiven: false,
    isCrawler: false,
  }
  const opened = { used: 3, free, opened: true }
  const full = { used: 3, free, opened: false }
  test.each<[string, Partial<ReadingFacts>, object]>([
    ['a public article: by right', { access: 'public' }, { open: true, by: 'right' }],
    ['what one may read: by right, not by the meter', { mayRead: true, meter: opened }, { open: true, by: 'right' }],
    ['the first metered article: not before it is counted', {}, { open: false, rule: 'may_open' }],
    ['one that was opened this month: again, free', { meter: opened }, { open: true, by: 'meter' }],
    ['one more than is free: no', { meter: full }, { open: false, rule: 'meter_used_up' }],
    [
      'above what is free, after signing in: no',
      { meter: { ...full, used: 5 } },
      { open: false, rule: 'meter_used_up' },
    ],
    [
      'no free articles at all: members only',
      { meter: { used: 0, free: 0, opened: false } },
      { open: false, rule: 'members_only' },
    ],
    [
      'what was opened before there were none: no more',
      { meter: { used: 1, free: 0, opened: true } },
      { open: false, rule: 'members_only' },
    ],
    ['one that was given, though the meter is used up', { meter: full, isGiven: true }, { open: true, by: 'gift' }],
    [
      'a supporters’ article: the meter opens none',
      { access: 'supporters', meter: opened },
      { open: false, rule: 'members_only' },
    ],
    ['a patrons’ article that was given', { access: 'patrons', isGiven: true }, { open: true, by: 'gift' }],
    ['anything, to a proven crawler that may', { access: 'patrons', isCrawler: true }, { open: true, by: 'crawler' }],
  ])('%s', (_, given, verdict) => {
    expect(judgeReading({ ...facts, ...given })).toEqual(verdict)
  })
})

describe('a calendar month', () => {
  test.each([
    ['Europe/London', '2026-06-30T22:59:59Z', '2026-06', '2026-06-30T23:00:00.000Z'],
    ['Europe/London', '2026-06-30T23:00:00Z', '2026-07', '2026-07-31T23:00:00.000Z'],
    ['America/New_York', '2026-01-01T04:59:59Z', '2025-12', '2026-01-01T05:00:00.000Z'],
    ['Pacific/Kiritimati', '2026-12-31T10:00:00Z', '2027-01', '2027-01-31T10:00:00.000Z'],
  ])('in %s at %s is %s', (zone, at, name, next) => {
    const found = calendarMonth(new Date(at), zone)
    expect([found.name, found.next.toISOString()]).toEqual([name, next])
    expect(found.start <= new Date(at)).toBe(true)
  })
})

describe('the pass a browser carries', () => {
  const secret = ctx.config.authSecret
  const pass = { read: [v4(), v4()], gifts: [{ linkId: v4(), articleId: v4() }] }
  const nothing = { read: [], gifts: [] }

  test('comes back as it was given, in its month', async () => {
    expect(await openPass(await sealPass(pass, secret, month, ctx.now), secret, month, ctx.now)).toEqual(pass)
  })

  test('forgets what was read when the month is over, and keeps what was given', async () => {
    const sealed = await sealPass(pass, secret, month, ctx.now)
    expect(await openPass(sealed, secret, '2026-08', ctx.now)).toEqual({ read: [], gifts: pass.gifts })
  })

  test('stays within a cookie, however much it holds, and the newest stays in it', async () => {
    const many = {
      read: Array.from({ length: 200 }, () => v4()),
      gifts: Array.from({ length: 200 }, () => ({ linkId: v4(), articleId: v4() })),
    }
    const sealed = await sealPass(many, secret, month, ctx.now)
    expect(sealed.length).toBeLessThan(4_096)
    const found = await openPass(sealed, secret, month, ctx.now)
    expect([found.read.at(-1), found.gifts.at(-1)]).toEqual([many.read.at(-1), many.gifts.at(-1)])
  })

  test('opens nothing and breaks nothing when it is forged, damaged, stale or monstrous', async () => {
    const claims = {
      m: month,
      r: [],
      g: [[Buffer.alloc(16).toString('base64url'), Buffer.alloc(16).toString('base64url')]],
    }
    const sign = (key: string, given: object = claims) =>
      new SignJWT({ ...given }).setProtectedHeader({ alg: 'HS256' }).sign(new TextEncoder().encode(key))
    const plain = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
    const good = await sealPass(pass, secret, month, ctx.now)
    const [head, , tail] = good.split('.')
    for (const token of [
      undefined,
      '',
      'nonsense',
      'a.b.c',
      await sign('another secret of thirty-two letters and more'),
      // The very secret sessions are sealed with is another key.
      await sign(secret),
      `${plain({ alg: 'none' })}.${plain(claims)}.`,
      `${head}.${plain(claims)}.${tail}`,
      good.slice(0, -2),
      'x'.repeat(100_000),
      `${good}${'x'.repeat(5_000)}`,
    ])
      expect(await openPass(token, secret, month, ctx.now)).toEqual(nothing)
    const late = new Date(ctx.now.getTime() + 96 * 86_400_000)
    expect(await openPass(good, secret, month, late)).toEqual(nothing)
  })
})

describe('the meter of somebody signed in', () => {
  const session = async (personId: string, expires = new Date(ctx.now.getTime() + 86_400_000)) => {
    const hash = createHash('sha256').update(v4()).digest('hex')
    await ctx.db.insert(sessions).values({ sessionToken: hash, userId: personId, expires })
    return hash
  }

  test('opens no more than are free, however many are opened at once', async () => {
    const { id: personId } = await makePerson(ctx)
    const ids = await makeArticles(12)
    const answers = await Promise.all(ids.map((articleId) => countReading(ctx, { personId, articleId, month, free })))
    expect(answers.filter(Boolean)).toHaveLength(free)
    expect((await readerOf(ctx, await session(personId), month))?.read).toHaveLength(free)
  })

  test('opens the same one again for nothing, and anew in the next month', async () => {
    const { id: personId } = await makePerson(ctx)
    const [one = '', two = ''] = await makeArticles(2)
    const ask = (articleId: string, of = month) => countReading(ctx, { personId, articleId, month: of, free: 1 })
    expect([await ask(one), await ask(one), await ask(two), await ask(two, '2026-08')]).toEqual([
      true,
      true,
      false,
      true,
    ])
  })

  test('takes in what was read before signing in, even above what is free, once', async () => {
    const { id: personId } = await makePerson(ctx)
    const ids = await makeArticles(5)
    await countReading(ctx, { personId, articleId: ids[0] ?? '', month, free })
    for (const _ of [1, 2]) await mergeReadings(ctx, { personId, month, articleIds: [...ids, v4()] })
    const reader = await readerOf(ctx, await session(personId), month)
    expect(reader?.read.toSorted()).toEqual(ids.toSorted())
    expect(await countReading(ctx, { personId, articleId: (await makeArticles(1))[0] ?? '', month, free })).toBe(false)
  })

  test('is told in one statement, with office and benefits; a session that is over tells nothing', async () => {
    const person = await makePerson(ctx, { roles: ['author', 'editor'] })
    await makeMember(ctx, person, 'patron')
    expect(await readerOf(ctx, await session(person.id), month)).toEqual({
      personId: person.id,
      roles: ['author', 'editor'],
      benefits: ['ad_free', 'comment', 'supporters_articles', 'patrons_articles'],
      hasOwnGift: false,
      read: [],
    })
    expect(await readerOf(ctx, await session(person.id, ctx.now), month)).toBeNull()
    expect(await readerOf(ctx, 'nobody’s', month)).toBeNull()
    const lapsed = await makePerson(ctx)
    await makeMember(ctx, lapsed, 'supporter', ctx.now)
    expect((await readerOf(ctx, await session(lapsed.id), month))?.benefits).toEqual([])
  })

  test('is forgotten with the month, and with the person', async () => {
    const { id: personId } = await makePerson(ctx)
    const [articleId = ''] = await makeArticles(1)
    await countReading(ctx, { personId, articleId, month: '2026-06', free })
    await countReading(ctx, { personId, articleId, month, free })
    const left = async () =>
      (await ctx.db.select().from(meteredReadings)).filter((row) => row.personId === personId).map((row) => row.month)
    await forgetBy(ctx, 'readings')
    await forgetBy(ctx, 'gift-links')
    expect(await left()).toEqual([month])
    await forgetReader(ctx, personId)
    expect(await left()).toEqual([])
  })
})
