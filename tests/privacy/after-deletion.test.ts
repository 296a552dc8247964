import { eq, sql } from 'drizzle-orm'
import { v7 } from 'uuid'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { cases } from '#db/schema/cases.ts'
import { mails } from '#db/schema/platform.ts'
import { personalArchives } from '#db/schema/privacy.ts'
import { requestDeletion } from '#lib/accounts/deletion.ts'
import { after, day } from '#lib/clock.ts'
import { askForOwnArchive, latestArchiveOf } from '#lib/privacy/archives.ts'
import { inventory } from '#lib/privacy/inventory.ts'
import { removePersonalArchives, writePersonalArchives } from '#lib/privacy/jobs.ts'
import { runJobs, testContext } from '#tests/support/context.ts'
import { makePerson } from '#tests/support/factories.ts'
import { forgetBy } from './forgetting.ts'
import { plantEverything } from './planted.ts'

const ctx = await testContext({ now: new Date() })
const administrator = await makePerson(ctx, { roles: ['administrator'] })

/** The tables in which a text stands anywhere. */
async function tablesWith(text: string): Promise<string[]> {
  const found: string[] = []
  for (const table of Object.keys(inventory)) {
    const rows = await ctx.db.execute(
      sql`select count(*)::integer as many from ${sql.identifier(table)} t where t::text ilike ${`%${text}%`}`,
    )
    const [row] = z.array(z.object({ many: z.int() })).parse([...rows])
    if ((row?.many ?? 0) > 0) found.push(table)
  }
  return found
}

test('after a deletion, name and address stand nowhere but where the person was told that they stay, and in time not there', async () => {
  const { person } = await plantEverything(ctx, administrator.id)
  const problem = `550 5.1.1 <${person.email}>: Recipient address rejected: User unknown`
  const refused = { refusedAt: ctx.now, problem, dedupeKey: v7(), createdAt: ctx.now }
  await ctx.db.insert(mails).values({ kind: 'sign-in', recipient: person.email, data: {}, ...refused })
  await askForOwnArchive(ctx, person)
  await runJobs(ctx, [writePersonalArchives(async () => new Uint8Array())])
  expect(await latestArchiveOf(ctx, person.id)).toMatchObject({ state: 'done' })
  expect((await tablesWith(person.email)).length).toBeGreaterThan(3)

  expect(await requestDeletion(ctx, person, person.email)).toBe('done')
  // Letters and contracts stay; the last mail needs the address until it is out.
  const told = ['case_events', 'cases', 'licence_events', 'licences', 'mails']
  expect((await tablesWith(person.email)).filter((table) => !told.includes(table))).toEqual([])
  const stillAddressed = await ctx.db
    .select({ kind: mails.kind })
    .from(mails)
    .where(sql`${mails}::text ilike ${`%${person.email}%`}`)
  expect(stillAddressed).toEqual([{ kind: 'account-deleted' }])
  expect((await tablesWith('MARK-NAME')).filter((table) => !told.includes(table))).toEqual([])
  for (const word of ['MARK-DRAFT', 'MARK-EARLIER', 'MARK-REPORT', 'MARK-NOTICE', 'MARK-BROWSER', 'MARK-DEDICATION'])
    expect(await tablesWith(word)).toEqual([])
  expect(await latestArchiveOf(ctx, person.id)).toBeNull()
  await runJobs(ctx, [removePersonalArchives])
  const [archive] = await ctx.db.select().from(personalArchives)
  expect(archive).toMatchObject({ state: 'removed', email: `deleted-${person.id}@deleted.invalid` })

  await ctx.db.update(mails).set({ sentAt: ctx.now })
  await ctx.db.update(cases).set({ state: 'closed', closedAt: ctx.now }).where(eq(cases.email, person.email))
  const years = { ...ctx, now: after(ctx.now, 1000 * day) }
  await forgetBy(years, 'cases', 24)
  await forgetBy(years, 'mail-words', 90)
  await forgetBy(years, 'mail-addresses', 24)
  expect((await tablesWith(person.email)).filter((table) => !table.startsWith('licence'))).toEqual([])
})
