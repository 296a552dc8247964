import { beforeEach, describe, expect, test } from 'vitest'
import { beginHouseAd, changeHouseAd, endHouseAd, pauseHouseAd, resumeHouseAd } from '#lib/ads/commands.ts'
import { houseAdInputSchema, stateOf } from '#lib/ads/house-ad.ts'
import { turnAds, turnOfAdsJob } from '#lib/ads/jobs.ts'
import { allHouseAds, houseAdById, runningAds } from '#lib/ads/queries.ts'
import { auditOf, subjectOf } from '#lib/audit/audit.ts'
import { clearCacheJob } from '#lib/cache/jobs.ts'
import { after, day, hour } from '#lib/clock.ts'
import { queuedJobs, runJobs, testContext } from '#tests/support/context.ts'
import { makePerson } from '#tests/support/factories.ts'
import { begin, wanted, zone } from './house-ads.ts'

const ctx = await testContext()
const staff = await makePerson(ctx, { roles: ['administrator'] })

/** The jobs that clear the pages which show advertising. */
async function purges(): Promise<number> {
  const jobs = await queuedJobs(ctx, clearCacheJob.name)
  return jobs.filter(({ data }) => JSON.stringify(data) === '{"tags":["ads"]}').length
}

beforeEach(async () => {
  await ctx.db.execute('delete from pgboss.job')
  await ctx.db.execute('truncate house_ad_counts, house_ads')
})

describe('where a campaign stands', () => {
  const at = new Date('2026-07-15T11:00:00Z')
  const facts = {
    startsAt: after(at, -day),
    endsAt: after(at, day),
    pausedAt: null,
    endedAt: null,
    cap: null,
    capPerDay: null,
    impressions: 5,
    impressionsToday: 5,
  }
  test.each([
    ['running', {}],
    ['running', { startsAt: at }],
    ['scheduled', { startsAt: after(at, 1) }],
    ['ended', { endsAt: at }],
    ['ended', { endedAt: at, pausedAt: at }],
    ['paused', { pausedAt: at, startsAt: after(at, 1) }],
    ['capped', { cap: 5 }],
    ['running', { cap: 6 }],
    ['capped_today', { capPerDay: 5 }],
    ['capped', { cap: 5, capPerDay: 5 }],
  ] as const)('%s', (state, given) => {
    expect(stateOf({ ...facts, ...given }, at)).toBe(state)
  })
})

test('a campaign that is begun is noted, shown at once, and told of at its end', async () => {
  const id = await begin(ctx, staff)
  expect((await runningAds(ctx, zone)).map((ad) => ad.id)).toEqual([id])
  expect(await purges()).toBe(1)
  expect(await auditOf(ctx, [subjectOf('house ad', id)])).toMatchObject([
    { actorId: staff.id, action: 'began a house campaign' },
  ])
  const later = { ...ctx, now: after(ctx.now, 10 * day) }
  expect((await queuedJobs(ctx, turnOfAdsJob.name)).map(({ due }) => due)).toEqual([false])
  expect((await queuedJobs(later, turnOfAdsJob.name)).map(({ due }) => due)).toEqual([true])
  expect(await runJobs(later, [turnAds])).toBe(1)
  expect(await purges()).toBe(2)
  expect(await runningAds(later, zone)).toEqual([])
})

test('one that begins later is told of when it begins, and when it ends', async () => {
  const id = await begin(ctx, staff, { startsAt: after(ctx.now, 2 * hour), endsAt: after(ctx.now, 5 * hour) })
  expect(await runningAds(ctx, zone)).toEqual([])
  expect((await houseAdById(ctx, id, zone))?.state).toBe('scheduled')
  expect(await runJobs({ ...ctx, now: after(ctx.now, 2 * hour) }, [turnAds])).toBe(1)
  expect(await runJobs({ ...ctx, now: after(ctx.now, 5 * hour) }, [turnAds])).toBe(1)
})

test('the same form sent twice begins one campaign', async () => {
  const id = await begin(ctx, staff)
  await beginHouseAd(ctx, id, wanted(ctx), staff.id)
  expect(await allHouseAds(ctx, zone)).toHaveLength(1)
  expect(await auditOf(ctx, [subjectOf('house ad', id)])).toHaveLength(1)
})

test('pausing, resuming and ending take effect, are noted and clear the pages', async () => {
  const id = await begin(ctx, staff)
  await pauseHouseAd(ctx, id, staff.id)
  await pauseHouseAd(ctx, id, staff.id)
  expect(await runningAds(ctx, zone)).toEqual([])
  await resumeHouseAd(ctx, id, staff.id)
  expect(await runningAds(ctx, zone)).toHaveLength(1)
  await changeHouseAd(ctx, id, wanted(ctx, { headline: 'Another' }), staff.id)
  expect((await runningAds(ctx, zone))[0]?.headline).toBe('Another')
  await endHouseAd(ctx, id, staff.id)
  expect((await houseAdById(ctx, id, zone))?.state).toBe('ended')
  expect(await purges()).toBe(5)
  expect((await auditOf(ctx, [subjectOf('house ad', id)])).map(({ action }) => action)).toEqual([
    'ended a house campaign',
    'changed a house campaign',
    'resumed a house campaign',
    'paused a house campaign',
    'began a house campaign',
  ])
  await expect(changeHouseAd(ctx, id, wanted(ctx), staff.id)).rejects.toMatchObject({ kind: 'conflict' })
  await expect(resumeHouseAd(ctx, id, staff.id)).rejects.toMatchObject({ kind: 'conflict' })
  await expect(pauseHouseAd(ctx, crypto.randomUUID(), staff.id)).rejects.toMatchObject({ kind: 'not_found' })
})

test.each([
  ['link', { link: 'http://example.org' }],
  ['link', { link: 'javascript:alert(1)' }],
  ['link', { link: 'https://localhost' }],
  ['headline', { headline: ' ' }],
  ['text', { text: 'x'.repeat(161) }],
  ['weight', { weight: 0 }],
  ['weight', { weight: Number.NaN }],
  ['cap', { cap: 0 }],
  ['endsAt', { endsAt: new Date('2020-01-01') }],
  ['startsAt', { startsAt: undefined }],
])('a campaign is refused for its %s', (field, given) => {
  const parsed = houseAdInputSchema.safeParse({ ...wanted(ctx), ...given })
  expect(parsed.error?.issues.map(({ path }) => path[0])).toContain(field)
})
