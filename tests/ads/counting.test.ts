import { beforeEach, expect, test } from 'vitest'
import { endHouseAd } from '#lib/ads/commands.ts'
import { countPageView, pageViewSchema, type PageView } from '#lib/ads/counting.ts'
import { dayCountsCsv } from '#lib/ads/csv.ts'
import { turnAds, turnOfAdsJob } from '#lib/ads/jobs.ts'
import { dayCounts, houseAdById, runningAds } from '#lib/ads/queries.ts'
import { clearCacheJob } from '#lib/cache/jobs.ts'
import { after, day, hour } from '#lib/clock.ts'
import { queuedJobs, runJobs, testContext } from '#tests/support/context.ts'
import { makePerson } from '#tests/support/factories.ts'
import { begin, zone } from './house-ads.ts'

const ctx = await testContext()
const staff = await makePerson(ctx, { roles: ['administrator'] })
const reader = {
  address: '192.0.2.1',
  userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
}

function view(ad: string, given: Partial<PageView['seen'][number]> = {}): PageView {
  return pageViewSchema.parse({ seen: [{ ad, slot: 'article.in_text', impression: true, click: false, ...given }] })
}

beforeEach(async () => {
  await ctx.db.execute('delete from pgboss.job')
  await ctx.db.execute('delete from rate_limits')
  await ctx.db.execute('truncate house_ad_counts, house_ads')
})

test('views and clicks are added up by campaign, slot and day of the magazine', async () => {
  const lamp = await begin(ctx, staff)
  const ferry = await begin(ctx, staff)
  const seen = [
    { ad: lamp, slot: 'article.in_text', impression: true, click: false },
    { ad: ferry, slot: 'article.after_text', impression: true, click: true },
  ]
  await countPageView(ctx, pageViewSchema.parse({ seen }), reader, zone)
  await countPageView(ctx, view(lamp, { click: true }), reader, zone)
  await countPageView(ctx, view(lamp, { slot: 'front.after_lead' }), reader, zone)
  // Half past midnight in London, still the day before in UTC.
  await countPageView({ ...ctx, now: new Date('2026-07-15T23:30:00Z') }, view(lamp), reader, zone)
  const counts = await dayCounts(ctx, '1970-01-01', lamp)
  expect(counts.map(({ day: on, slot, impressions, clicks }) => [on, slot, impressions, clicks])).toEqual([
    ['2026-07-15', 'article.in_text', 2, 1],
    ['2026-07-15', 'front.after_lead', 1, 0],
    ['2026-07-16', 'article.in_text', 1, 0],
  ])
  expect(await houseAdById(ctx, lamp, zone)).toMatchObject({ impressions: 4, clicks: 1, impressionsToday: 3 })
  expect(await houseAdById(ctx, ferry, zone)).toMatchObject({ impressions: 1, clicks: 1 })
  expect(dayCountsCsv(await dayCounts(ctx, '2026-07-16'))).toBe(
    `\uFEFF"Day","Campaign","Advertiser","Campaign id","Slot","Impressions","Clicks","Click rate"\r\n"2026-07-16","A lamp that knows what a page is","Ostrander Lamps","${lamp}","article.in_text","1","0","0.0000"\r\n`,
  )
})

test('what is counted names nobody', async () => {
  await countPageView(ctx, view(await begin(ctx, staff)), reader, zone)
  const rows = await ctx.db.execute('select * from house_ad_counts')
  expect(Object.keys(rows[0] ?? {}).toSorted()).toEqual(['clicks', 'day', 'house_ad_id', 'impressions', 'slot'])
})

test.each([
  ['a robot', 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)'],
  [
    'a browser without a screen',
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 HeadlessChrome/140.0.0.0 Safari/537.36',
  ],
  ['a program', 'curl/8.5.0'],
  ['whoever says nothing', ''],
])('%s is not counted', async (_, userAgent) => {
  const id = await begin(ctx, staff)
  await countPageView(ctx, view(id), { ...reader, userAgent }, zone)
  expect(await dayCounts(ctx, '1970-01-01')).toEqual([])
})

test('what no page would say is refused', async () => {
  const id = await begin(ctx, staff)
  const one = { ad: id, slot: 'article.in_text', impression: true, click: false }
  const bodies = [
    { seen: [] },
    { seen: [one, one] },
    { seen: [one, { ...one, slot: 'front.after_lead' }] },
    { seen: [{ ...one, slot: 'article.everywhere' }] },
    { seen: [{ ...one, impression: 1_000_000 }] },
    { seen: [{ ...one, ad: 'lamp' }] },
    { seen: Array.from({ length: 6 }, () => one) },
  ]
  expect(bodies.filter((body) => pageViewSchema.safeParse(body).success)).toEqual([])
  await expect(countPageView(ctx, view(crypto.randomUUID()), reader, zone)).rejects.toMatchObject({ kind: 'invalid' })
  const scheduled = await begin(ctx, staff, { startsAt: after(ctx.now, hour) })
  await expect(countPageView(ctx, view(scheduled), reader, zone)).rejects.toMatchObject({ kind: 'invalid' })
  await endHouseAd(ctx, id, staff.id)
  // A page that was open when it ended.
  await countPageView(ctx, view(id), reader, zone)
  const late = { ...ctx, now: after(ctx.now, 2 * day) }
  await expect(countPageView(late, view(id), reader, zone)).rejects.toMatchObject({ kind: 'invalid' })
  expect((await dayCounts(ctx, '1970-01-01')).map(({ impressions }) => impressions)).toEqual([1])
})

test('an address that sends without end is refused', async () => {
  const id = await begin(ctx, staff)
  let refused = 0
  for (let sent = 0; sent < 245; sent += 1)
    await countPageView(ctx, view(id), reader, zone).catch(() => {
      refused += 1
    })
  expect(refused).toBe(5)
  await countPageView(ctx, view(id), { ...reader, address: '192.0.2.2' }, zone)
})

test('twenty who see a campaign at once fill its cap once: it goes from the pages, and they are told once', async () => {
  const id = await begin(ctx, staff, { cap: 10 })
  await ctx.db.execute('delete from pgboss.job')
  await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      countPageView(ctx, view(id, { slot: index % 2 ? 'article.in_text' : 'front.after_lead' }), reader, zone),
    ),
  )
  expect((await houseAdById(ctx, id, zone))?.state).toBe('capped')
  expect(await runningAds(ctx, zone)).toEqual([])
  expect(await queuedJobs(ctx, clearCacheJob.name)).toHaveLength(1)
})

test('a cap a day takes a campaign away until the next midnight of the magazine', async () => {
  const id = await begin(ctx, staff, { capPerDay: 2 })
  await ctx.db.execute('delete from pgboss.job')
  for (let sent = 0; sent < 3; sent += 1) await countPageView(ctx, view(id), reader, zone)
  expect(await queuedJobs(ctx, clearCacheJob.name)).toHaveLength(1)
  expect(await runningAds(ctx, zone)).toEqual([])
  expect((await houseAdById(ctx, id, zone))?.state).toBe('capped_today')
  const before = { ...ctx, now: new Date('2026-07-15T22:59:59Z') }
  const midnight = { ...ctx, now: new Date('2026-07-15T23:00:00Z') }
  expect((await queuedJobs(before, turnOfAdsJob.name)).map(({ due }) => due)).toEqual([false])
  expect(await runJobs(midnight, [turnAds])).toBe(1)
  expect(await runningAds(midnight, zone)).toHaveLength(1)
})
