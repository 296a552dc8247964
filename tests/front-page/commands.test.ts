import { beforeAll, describe, expect, it } from 'vitest'
import { auditOf, subjectOf } from '#lib/audit/audit.ts'
import { publishScheduled } from '#lib/articles/workflow/publish-scheduled.ts'
import { clearCacheJob } from '#lib/cache/jobs.ts'
import { after, hour, minute, timeIn } from '#lib/clock.ts'
import type { Context } from '#lib/context.ts'
import { arrangeFront, cancelArrangement } from '#lib/front-page/commands.ts'
import { turnFront } from '#lib/front-page/jobs.ts'
import { basisOf } from '#lib/front-page/model.ts'
import {
  arrangementById,
  frontForeseen,
  frontHistory,
  frontNow,
  pastArrangement,
  standing,
  upcoming,
} from '#lib/front-page/queries.ts'
import { testContext, queuedJobs, runJobs } from '#tests/support/context.ts'
import { emptyTables } from '#tests/support/empty-tables.ts'
import { makeArticle, makePerson } from '#tests/support/factories.ts'
import { publishArticle, unpublishArticle } from '#tests/support/standing.ts'
import { arranged } from './cards.ts'

let ctx: Context
let ann: string
let ben: string

beforeAll(async () => {
  ctx = await testContext()
  ann = (await makePerson(ctx, { name: 'Ann', roles: ['editor'] })).id
  ben = (await makePerson(ctx, { name: 'Ben', roles: ['editor'] })).id
})

const asked = { id: null, name: '', startsAt: null, endsAt: null }

async function arrangeNow(context: Context, lead: string, endsAt: Date | null = null) {
  const basis = basisOf(await standing(context, context.now))
  return arrangeFront(context, { ...asked, plan: arranged({ lead }), basis, endsAt, personId: ann })
}

async function leadAt(at: Date): Promise<string | undefined> {
  return (await frontNow({ ...ctx, now: at })).lead?.id
}

describe('arranging the front page', () => {
  it('shows at once what is arranged, clears what shows it, and notes who did it', async () => {
    await emptyFront()
    const [older, newer] = [await makeArticle(ctx), await makeArticle(ctx)]
    expect(await leadAt(ctx.now)).toBe(newer.id)
    const outcome = await arrangeNow(ctx, older.id)
    if (outcome.state !== 'saved') throw new Error('it was not saved')
    expect(await leadAt(ctx.now)).toBe(older.id)
    const cleared = await queuedJobs(ctx, clearCacheJob.name)
    expect(cleared.at(-1)?.data).toEqual({ tags: ['front'] })
    expect(await auditOf(ctx, [subjectOf('front', outcome.id)])).toMatchObject([
      { actorId: ann, action: 'arranged the front page' },
    ])
    const [entry] = await frontHistory(ctx, { limit: 10 })
    expect(entry).toMatchObject({ deed: 'made', personId: ann, plan: arranged({ lead: older.id }) })
    expect(await pastArrangement(ctx, entry?.id ?? '')).toEqual(entry)
  })

  it('lets an article that is taken down fall out by itself, and come back', async () => {
    await emptyFront()
    const [pinned, newest] = [await makeArticle(ctx), await makeArticle(ctx)]
    await arrangeNow(ctx, pinned.id)
    await unpublishArticle(ctx, { articleId: pinned.id, personId: ann })
    const front = await frontNow(ctx)
    expect(front.lead?.id).toBe(newest.id)
    expect(front.second.flatMap((one) => one?.id ?? [])).not.toContain(pinned.id)
    await publishArticle(ctx, { articleId: pinned.id, personId: ann })
    expect(await leadAt(ctx.now)).toBe(pinned.id)
  })

  it('shows a scheduled article from its moment; staff foresee it', async () => {
    await emptyFront()
    const [pinned, newest] = [await makeArticle(ctx, { state: 'draft' }), await makeArticle(ctx)]
    const moment = after(ctx.now, hour)
    await publishArticle(ctx, { articleId: pinned.id, at: moment, personId: ann })
    await arrangeNow(ctx, pinned.id)
    expect(await leadAt(after(moment, -1))).toBe(newest.id)
    expect((await frontForeseen(ctx, after(moment, -1), null)).lead?.id).toBe(newest.id)
    expect((await frontForeseen(ctx, moment, null)).lead?.id).toBe(pinned.id)
    await runJobs({ ...ctx, now: moment }, [publishScheduled])
    expect(await leadAt(moment)).toBe(pinned.id)
  })

  it('tells the second of two editors, who sees what the first did', async () => {
    await emptyFront()
    const [first, second] = [await makeArticle(ctx), await makeArticle(ctx)]
    const basis = basisOf(await standing(ctx, ctx.now))
    const [one, other] = await Promise.all([
      arrangeFront(ctx, { ...asked, basis, plan: arranged({ lead: first.id }), personId: ann }),
      arrangeFront(ctx, { ...asked, basis, plan: arranged({ lead: second.id }), personId: ben }),
    ])
    expect([one.state, other.state].toSorted()).toEqual(['overtaken', 'saved'])
    const overtaken = one.state === 'overtaken' ? one : other
    if (overtaken.state !== 'overtaken') throw new Error('nobody was told')
    expect(overtaken.now?.plan).toEqual((await standing(ctx, ctx.now))?.plan)
    const again = { ...asked, basis: basisOf(overtaken.now), plan: arranged({ lead: second.id }), personId: ben }
    // A later moment: what began in the same millisecond would have no order.
    expect(await arrangeFront({ ...ctx, now: after(ctx.now, 1) }, again)).toMatchObject({ state: 'saved' })
  })

  it('refuses times that cannot be, and an article in two places', async () => {
    await emptyFront()
    const { id } = await makeArticle(ctx)
    const wanted = { ...asked, basis: 'the newest', plan: arranged(), personId: ann }
    await expect(arrangeFront(ctx, { ...wanted, startsAt: ctx.now })).rejects.toMatchObject({
      fields: { startsAt: expect.stringContaining('past') },
    })
    await expect(arrangeFront(ctx, { ...wanted, endsAt: ctx.now })).rejects.toMatchObject({
      fields: { endsAt: expect.stringContaining('after it begins') },
    })
    const startsAt = after(ctx.now, hour)
    await arrangeFront(ctx, { ...wanted, startsAt })
    await expect(arrangeFront(ctx, { ...wanted, startsAt })).rejects.toMatchObject({
      fields: { startsAt: expect.stringContaining('Another change') },
    })
    const twice = arranged({ lead: id, second: [id, null, null, null, null] })
    await expect(async () => arrangeFront(ctx, { ...wanted, plan: twice })).rejects.toThrow('two places')
  })
})

describe('a change to come', () => {
  it('takes effect at its instant, gives way at its end, and clears the pages each time, once', async () => {
    await emptyFront()
    const [usual, special] = [await makeArticle(ctx), await makeArticle(ctx)]
    await arrangeNow(ctx, usual.id)
    const [startsAt, endsAt] = [after(ctx.now, hour), after(ctx.now, 2 * hour)]
    const basis = basisOf(await standing(ctx, ctx.now))
    await arrangeFront(ctx, { ...asked, basis, plan: arranged({ lead: special.id }), startsAt, endsAt, personId: ann })
    expect(await leadAt(after(startsAt, -1))).toBe(usual.id)
    expect(await leadAt(startsAt)).toBe(special.id)
    expect(await leadAt(after(endsAt, -1))).toBe(special.id)
    expect(await leadAt(endsAt)).toBe(usual.id)

    expect(await runJobs({ ...ctx, now: after(startsAt, -1) }, [turnFront])).toBe(0)
    const before = await cleared()
    expect(await runJobs({ ...ctx, now: startsAt }, [turnFront])).toBe(1)
    expect(await runJobs({ ...ctx, now: after(endsAt, 5 * minute) }, [turnFront])).toBe(1)
    expect(await cleared()).toBe(before + 2)
    const [ended, began] = await frontHistory(ctx, { limit: 2 })
    expect([began, ended]).toMatchObject([
      { deed: 'began', personId: null, at: startsAt },
      { deed: 'ended', personId: null, at: endsAt },
    ])
  })

  it('does nothing twice when a job runs twice', async () => {
    await emptyFront()
    const { id } = await makeArticle(ctx)
    const startsAt = after(ctx.now, hour)
    await arrangeFront(ctx, { ...asked, basis: 'the newest', plan: arranged({ lead: id }), startsAt, personId: ann })
    const [job] = await queuedJobs(ctx, turnFront.job.name)
    const then = { ...ctx, now: startsAt }
    await Promise.all([turnFront.run(then, job?.data), turnFront.run(then, job?.data)])
    const began = (await frontHistory(ctx, { limit: 10 })).filter(({ deed }) => deed === 'began')
    expect(began).toHaveLength(1)
  })

  it('is waited for again when its job comes before its time', async () => {
    await emptyFront()
    const startsAt = after(ctx.now, hour)
    await arrangeFront(ctx, { ...asked, basis: 'the newest', plan: arranged(), startsAt, personId: ann })
    const [job] = await queuedJobs(ctx, turnFront.job.name)
    await turnFront.run({ ...ctx, now: after(startsAt, -minute) }, job?.data)
    expect(await queuedJobs(ctx, turnFront.job.name)).toHaveLength(2)
  })

  it('can be changed and called off; its old jobs then do nothing', async () => {
    await emptyFront()
    const [usual, special] = [await makeArticle(ctx), await makeArticle(ctx)]
    const wanted = { ...asked, basis: 'the newest', plan: arranged({ lead: usual.id }), personId: ann }
    const made = await arrangeFront(ctx, { ...wanted, startsAt: after(ctx.now, hour) })
    if (made.state !== 'saved') throw new Error('it was not saved')
    const first = await arrangementById(ctx, made.id)
    const later = after(ctx.now, 3 * hour)
    const moved = {
      ...wanted,
      id: made.id,
      basis: basisOf(first),
      plan: arranged({ lead: special.id }),
      startsAt: later,
    }
    expect(await arrangeFront(ctx, moved)).toMatchObject({ state: 'saved', at: 'later' })
    expect(await arrangeFront(ctx, moved)).toMatchObject({ state: 'overtaken' })
    const before = await cleared()
    await runJobs({ ...ctx, now: after(ctx.now, 2 * hour) }, [turnFront])
    expect(await cleared()).toBe(before)
    expect((await upcoming(ctx)).map(({ startsAt }) => startsAt)).toEqual([later])

    await expect(cancelArrangement(ctx, made.id, basisOf(first), ann)).rejects.toThrow('changed meanwhile')
    await cancelArrangement(ctx, made.id, basisOf(await arrangementById(ctx, made.id)), ann)
    expect(await upcoming(ctx)).toEqual([])
    await runJobs({ ...ctx, now: later }, [turnFront])
    expect(await cleared()).toBe(before)
    await expect(cancelArrangement(ctx, made.id, 'whatever', ann)).rejects.toThrow('called off')
  })

  it('cannot be changed once it has begun', async () => {
    await emptyFront()
    const wanted = { ...asked, basis: 'the newest', plan: arranged(), personId: ann }
    const made = await arrangeFront(ctx, { ...wanted, startsAt: after(ctx.now, hour) })
    if (made.state !== 'saved') throw new Error('it was not saved')
    const late = { ...ctx, now: after(ctx.now, hour) }
    await expect(arrangeFront(late, { ...wanted, id: made.id, basis: `${made.id} 1` })).rejects.toThrow('has begun')
    await expect(cancelArrangement(late, made.id, `${made.id} 1`, ann)).rejects.toThrow('has begun')
  })

  it('begins at the time that was meant where clocks change', async () => {
    await emptyFront()
    const zone = 'Europe/London'
    const autumn = { ...ctx, now: new Date('2026-10-24T12:00:00Z') }
    // 01:30 comes twice that night; the first is meant, an hour before the second.
    const startsAt = timeIn('2026-10-25T01:30', zone)
    const endsAt = timeIn('2026-10-25T02:30', zone)
    expect([startsAt, endsAt]).toEqual([new Date('2026-10-25T00:30:00Z'), new Date('2026-10-25T02:30:00Z')])
    const { id } = await makeArticle(ctx)
    const wanted = { ...asked, basis: 'the newest', plan: arranged({ lead: id }), startsAt, endsAt, personId: ann }
    await arrangeFront(autumn, wanted)
    expect(await runJobs({ ...ctx, now: new Date('2026-10-25T00:29:59Z') }, [turnFront])).toBe(0)
    expect(await runJobs({ ...ctx, now: new Date('2026-10-25T00:30:00Z') }, [turnFront])).toBe(1)
    expect(await runJobs({ ...ctx, now: new Date('2026-10-25T02:29:59Z') }, [turnFront])).toBe(0)
    expect(await runJobs({ ...ctx, now: new Date('2026-10-25T02:30:00Z') }, [turnFront])).toBe(1)
  })
})

async function emptyFront(): Promise<void> {
  await emptyTables(ctx, 'front_arrangements, articles, pgboss.job')
}

async function cleared(): Promise<number> {
  return (await queuedJobs(ctx, clearCacheJob.name)).length
}
