import { sql } from 'drizzle-orm'
import { v7 } from 'uuid'
import { afterAll, expect, test } from 'vitest'
import { z } from 'zod'
import { connect } from '#db/client.ts'
import { auditLog } from '#db/schema/platform.ts'
import { stripeEventJob } from '#lib/donations/inbox.ts'
import { inTransaction } from '#lib/context.ts'
import { testContext } from '#tests/support/context.ts'

/* What is written all day is parsed and planned once a connection: it halves the trips that taking in an event takes. */

const base = await testContext()
const connection = connect(base.config.databaseUrl, 1)
const ctx = { ...base, db: connection.db }
afterAll(() => connection.close())

/** Of ours; postgres.js keeps some of its own. */
async function keptStatements(): Promise<string[]> {
  const rows = await ctx.db.execute(sql`select statement from pg_prepared_statements order by prepare_time`)
  const kept = z.array(z.object({ statement: z.string() })).parse([...rows])
  return kept.flatMap(({ statement }) => (/audit_log|pgboss/.test(statement) ? [statement] : []))
}

const line = () => ({ id: v7(), actor: 'nobody', action: 'wrote', subject: 'nothing', details: {}, at: ctx.now })

test('PostgreSQL keeps what writes rows and jobs, and plans anew what reads', async () => {
  for (const eventId of ['evt_1', 'evt_2'])
    await inTransaction(ctx, async (tx) => {
      await tx.db.insert(auditLog).values(line())
      await tx.queue.send(tx.db, stripeEventJob, { eventId })
      await tx.db.select().from(auditLog).limit(1)
    })
  const kept = await keptStatements()
  expect(kept).toHaveLength(2)
  expect(kept[0]).toMatch(/^insert into "audit_log"/)
  expect(kept[1]).toMatch(/insert into pgboss\./i)
})

test('of statements that are another at each call it does not keep ever more', async () => {
  for (let rows = 1; rows <= 120; rows += 1) await ctx.db.insert(auditLog).values(Array.from({ length: rows }, line))
  expect((await keptStatements()).length).toBeLessThanOrEqual(100)
  const [count] = await ctx.db.execute(sql`select count(*)::int as lines from audit_log`)
  expect(count).toEqual({ lines: 2 + (120 * 121) / 2 })
})
