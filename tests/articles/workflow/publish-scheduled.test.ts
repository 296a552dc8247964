import { sql } from 'drizzle-orm'
import { expect, test } from 'vitest'
import { articleBySlug } from '#lib/articles/queries.ts'
import { saveWorkingCopy, workingCopyOf } from '#lib/articles/working-copy.ts'
import { stepsOf } from '#lib/articles/workflow/history.ts'
import { articleAtWork } from '#lib/articles/workflow/people.ts'
import { publishDue, publishScheduled } from '#lib/articles/workflow/publish-scheduled.ts'
import { readSchedule } from '#lib/articles/workflow/schedule-form.ts'
import { after, day, hour, minute } from '#lib/clock.ts'
import { queuedJobs, runJobs, testContext } from '#tests/support/context.ts'
import { aDraft, aNewsroom, move, newsroomMails } from './newsroom.ts'

const ctx = await testContext()
const { author, editor } = await aNewsroom(ctx)
const at = (now: Date) => ({ ...ctx, now })

async function scheduled(planned: Date): Promise<string> {
  const id = await aDraft(ctx, author)
  await move(ctx, id, editor, 'schedule', { at: planned })
  return id
}

const stateOf = async (id: string) => (await articleAtWork(ctx, id))?.state

test('it appears at its minute, not before, and however late the job is, readers are told the instant that was planned', async () => {
  const planned = after(ctx.now, 2 * day)
  const id = await scheduled(planned)
  await runJobs(at(after(planned, -1)), [publishScheduled])
  expect(await stateOf(id)).toBe('scheduled')
  const late = at(after(planned, 5 * hour))
  await runJobs(late, [publishScheduled])
  expect(await articleAtWork(ctx, id)).toMatchObject({ state: 'published', publishedAt: planned })
  const slug = (await articleAtWork(ctx, id))?.slug ?? ''
  expect(await articleBySlug(late, slug)).toMatchObject({ publishedAt: planned, updatedAt: planned })
})

test('done twice, by two workers at once, it is published once and its author told once', async () => {
  const planned = after(ctx.now, hour)
  const id = await scheduled(planned)
  const due = at(planned)
  await Promise.all([1, 2, 3].map(() => publishScheduled.run(due, { articleId: id })))
  await publishDue.run(due, {})
  expect((await stepsOf(ctx, id)).filter(({ kind }) => kind === 'publish')).toMatchObject([{ by: null }])
  expect((await newsroomMails(ctx)).filter(({ happening, by }) => happening === 'published' && by === '').length).toBe(
    2,
  )
})

test('what was moved or taken off the schedule does not appear at the old time', async () => {
  const first = after(ctx.now, 3 * hour)
  const moved = await scheduled(first)
  const off = await scheduled(first)
  await move(ctx, moved, editor, 'schedule', { at: after(first, day) })
  await move(ctx, off, editor, 'unschedule')
  await runJobs(at(first), [publishScheduled])
  await publishDue.run(at(first), {})
  expect(await stateOf(moved)).toBe('scheduled')
  expect(await stateOf(off)).toBe('ready')
  await runJobs(at(after(first, day)), [publishScheduled])
  expect(await stateOf(moved)).toBe('published')
})

test('what is due and whose job was lost is picked up within the minute', async () => {
  const planned = after(ctx.now, 4 * hour)
  const id = await scheduled(planned)
  await ctx.db.execute(sql`delete from pgboss.job where name = 'article-publish'`)
  await publishDue.run(at(after(planned, -1)), {})
  expect(await stateOf(id)).toBe('scheduled')
  await publishDue.run(at(after(planned, minute)), {})
  expect(await articleAtWork(ctx, id)).toMatchObject({ state: 'published', publishedAt: planned })
})

test('one that cannot be published keeps no other from appearing, and the job says so', async () => {
  const planned = after(ctx.now, 4 * hour)
  const [damaged, sound] = [await scheduled(planned), await scheduled(after(planned, 1000))]
  await ctx.db.execute(sql`delete from pgboss.job where name = 'article-publish'`)
  await ctx.db.execute(sql`update articles set body = '{"type":"lost"}' where id = ${damaged}`)
  await expect(publishDue.run(at(after(planned, minute)), {})).rejects.toThrow(damaged)
  expect(await stateOf(damaged)).toBe('scheduled')
  expect(await stateOf(sound)).toBe('published')
  await ctx.db.execute(sql`update articles set state = 'draft' where id = ${damaged}`)
})

test('a worker whose clock is a little behind leaves the job for the minute itself', async () => {
  const planned = after(ctx.now, 5 * hour)
  const id = await scheduled(planned)
  await ctx.db.execute(sql`delete from pgboss.job where name = 'article-publish'`)
  await publishScheduled.run(at(after(planned, -2000)), { articleId: id })
  expect(await stateOf(id)).toBe('scheduled')
  expect(await queuedJobs(ctx, 'article-publish')).toHaveLength(1)
})

test('what was written after it was scheduled stays beside it until it is updated', async () => {
  const planned = after(ctx.now, 6 * hour)
  const id = await scheduled(planned)
  const copy = await workingCopyOf(ctx, id)
  if (copy === null) throw new Error('the article is not there')
  const { written, stamp, baseRevision } = copy
  const changed = { ...written, headline: 'Not in it yet' }
  await saveWorkingCopy(ctx, { articleId: id, written: changed, stamp, baseRevision, personId: editor.id })
  await runJobs(at(planned), [publishScheduled])
  expect(await articleAtWork(ctx, id)).toMatchObject({ state: 'published', headline: written.headline })
  await move(at(planned), id, editor, 'update')
  expect((await articleAtWork(ctx, id))?.headline).toBe('Not in it yet')
})

test.each([
  ['2027-03-28T02:30', undefined, '2027-03-28T01:30:00Z'],
  ['2026-10-25T01:30', 'first', '2026-10-25T00:30:00Z'],
  ['2026-10-25T01:30', 'second', '2026-10-25T01:30:00Z'],
  ['2027-10-31T01:30', 'second', '2027-10-31T01:30:00Z'],
] as const)('on a night the clocks are changed, %s (%s) appears at %s', async (typed, which, instant) => {
  const planned = readSchedule(typed, which, { timeZone: 'Europe/London', locale: 'en-GB' })
  expect(planned).toEqual(new Date(instant))
  const id = await scheduled(planned)
  await runJobs(at(after(planned, -1)), [publishScheduled])
  expect(await stateOf(id)).toBe('scheduled')
  await runJobs(at(planned), [publishScheduled])
  expect(await articleAtWork(ctx, id)).toMatchObject({ state: 'published', publishedAt: planned })
})
