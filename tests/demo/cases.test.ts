import { asc, eq } from 'drizzle-orm'
import { v7 } from 'uuid'
import { beforeAll, describe, expect, it } from 'vitest'
import { authors } from '#db/schema/articles.ts'
import { caseEvents, caseFiles, cases } from '#db/schema/cases.ts'
import { mails } from '#db/schema/platform.ts'
import { seedCases } from '#demo/cases.ts'
import { readYaml } from '#demo/files.ts'
import { seedPeople } from '#demo/people.ts'
import { caseFile } from '#lib/cases/files.ts'
import { clockOf } from '#lib/cases/model.ts'
import { statementsAskedOf } from '#lib/cases/statements.ts'
import { z } from 'zod'
import { people } from '#db/schema/people.ts'
import { testContext } from '#tests/support/context.ts'
import { makeArticle } from '#tests/support/factories.ts'

const ctx = await testContext({ now: new Date() })

describe('the cases of the demonstration', () => {
  beforeAll(async () => {
    const asked = z.array(z.object({ article: z.string().nullable() }))
    const slugs = new Set((await readYaml('cases.yaml', asked)).flatMap(({ article }) => article ?? []))
    for (const slug of slugs) await makeArticle(ctx, { slug })
    for (const slug of ['tamsin-okoro-pell', 'aoife-lanchester', 'solomon-pettigrew-rao'])
      await ctx.db.insert(authors).values({ id: v7(), slug, name: slug })
    await seedPeople(ctx, true)
    await seedCases(ctx)
  })

  it('one of them came with a file, which is there', async () => {
    const [file, ...more] = await ctx.db.select().from(caseFiles)
    expect(more).toEqual([])
    const found = await caseFile(ctx, file?.caseId ?? '', file?.id ?? '')
    expect(found).toMatchObject({ name: 'Vestry minutes, May 1916.txt', mediaType: 'text/plain' })
  })

  it('are of every kind and in every stage that is reached without publishing', async () => {
    const rows = await ctx.db.select().from(cases).orderBy(asc(cases.number))
    expect(new Set(rows.map(({ kind }) => kind)).size).toBe(3)
    expect([...new Set(rows.map(({ state }) => state))].toSorted()).toEqual(
      [
        'received',
        'acknowledged',
        'investigating',
        'awaiting_reader',
        'awaiting_author',
        'decided',
        'declined',
        'closed',
      ].toSorted(),
    )
    expect(new Set(rows.map((row) => clockOf(row, ctx.now, 5).is))).toEqual(
      new Set(['in_time', 'due_soon', 'late', 'stopped']),
    )
    expect(rows.some(({ unreadSince }) => unreadSince !== null)).toBe(true)
    expect(rows.some(({ mergedInto }) => mergedInto !== null)).toBe(true)
    // Their numbers count up with the days on which they came.
    expect(rows.map(({ receivedAt }) => receivedAt.getTime())).toEqual(
      rows.map(({ receivedAt }) => receivedAt.getTime()).toSorted((a, b) => a - b),
    )
  })

  it('happened in order, none of it in the future, and nobody is mailed today', async () => {
    const events = await ctx.db.select({ at: caseEvents.at }).from(caseEvents).orderBy(asc(caseEvents.number))
    const times = events.map(({ at }) => at.getTime())
    expect(times).toEqual(times.toSorted((a, b) => a - b))
    expect(times.at(-1)).toBeLessThanOrEqual(ctx.now.getTime())
    expect(await ctx.db.$count(mails)).toBe(0)
  })

  it('ask the author who has an account', async () => {
    const [author] = await ctx.db
      .select({ id: people.id })
      .from(people)
      .where(eq(people.email, 'author@saltmarsh.example'))
    const [asked] = await statementsAskedOf(ctx, author?.id ?? '')
    expect(asked?.question).toContain('612')
  })
})
