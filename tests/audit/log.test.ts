import { parse } from 'csv-parse/sync'
import { sql } from 'drizzle-orm'
import { beforeEach, describe, expect, test } from 'vitest'
import { recordAudit, subjectOf, type AuditRow } from '#lib/audit/audit.ts'
import { auditCsv, recordAuditExport } from '#lib/audit/csv.ts'
import { auditChoices, auditLogOf, type AuditFilter } from '#lib/audit/log.ts'
import { mayReadAuditLog } from '#lib/audit/policy.ts'
import { staffRoles } from '#lib/people/model.ts'
import { peopleNamed } from '#lib/people/queries.ts'
import { auditQuerySchema, filterOf } from '#app/desk/audit/_audit/addresses.ts'
import { streamOf } from '#app/_server/stream-of.ts'
import { testContext } from '#tests/support/context.ts'
import { emptyTables } from '#tests/support/empty-tables.ts'
import { makePerson } from '#tests/support/factories.ts'

const ctx = await testContext()
const london = 'Europe/London'

beforeEach(() => emptyTables(ctx, 'audit_log'))

/** Noted at an instant: what was done, by whom, to what. */
async function noted(action: string, at: string, { by = 'worker', to = 'person 1' } = {}): Promise<void> {
  await recordAudit({ ...ctx, now: new Date(at) }, { actorId: by, action, subject: to, details: {} })
}

async function actionsOf(filter: AuditFilter): Promise<string[]> {
  return (await auditLogOf(ctx, filter, { limit: 50 })).map(({ action }) => action)
}

test('the log is an administrator’s alone', () => {
  expect(staffRoles.filter((role) => mayReadAuditLog({ roles: [role] }))).toEqual(['administrator'])
  expect(mayReadAuditLog({ roles: [] })).toBe(false)
})

test('what was noted can be neither changed nor removed', async () => {
  await noted('ended a sanction', '2026-07-01T12:00:00Z')
  const refused = { cause: { message: expect.stringMatching(/append-only/) } }
  await expect(ctx.db.execute(sql`update audit_log set action = 'did nothing'`)).rejects.toMatchObject(refused)
  await expect(ctx.db.execute(sql`delete from audit_log`)).rejects.toMatchObject(refused)
  expect(await actionsOf({})).toEqual(['ended a sanction'])
})

test('pages end where the next begins, also among what happened at one instant', async () => {
  for (const hour of ['08', '09', '09', '09', '10']) await noted(`at ${hour}`, `2026-07-01T${hour}:00:00Z`)
  const seen: AuditRow[] = []
  for (let page = 0; page < 3; page += 1) seen.push(...(await auditLogOf(ctx, {}, { after: seen.at(-1), limit: 2 })))
  expect(seen.map(({ action }) => action)).toEqual(['at 10', 'at 09', 'at 09', 'at 09', 'at 08'])
  expect(new Set(seen.map(({ id }) => id)).size).toBe(5)
})

describe('narrowed', () => {
  test('by who, by what was done, by the kind of thing, and by all of them', async () => {
    const [ada, ben] = [(await makePerson(ctx)).id, (await makePerson(ctx)).id]
    await noted('warned', '2026-07-01T08:00:00Z', { by: ada })
    await noted('paused', '2026-07-01T09:00:00Z', { by: ada, to: 'house ad 7' })
    await noted('paused', '2026-07-01T10:00:00Z', { by: ben, to: 'campaign 7' })
    // Begins like another kind, and is none of it.
    await noted('replayed', '2026-07-01T11:00:00Z', { by: ben, to: 'jobs' })
    await noted('looked at', '2026-07-01T12:00:00Z', { by: ben, to: 'job 7' })
    expect(await actionsOf({ actorId: ada })).toEqual(['paused', 'warned'])
    expect(await actionsOf({ action: 'paused' })).toEqual(['paused', 'paused'])
    expect(await actionsOf({ kind: 'house' })).toEqual(['paused'])
    expect(await actionsOf({ kind: 'job' })).toEqual(['looked at'])
    expect(await actionsOf({ kind: 'jobs' })).toEqual(['replayed'])
    expect(await actionsOf({ actorId: ada, action: 'paused', kind: 'campaign' })).toEqual([])
    expect(await auditChoices(ctx)).toEqual({
      actorIds: [ada, ben].toSorted(),
      actions: ['looked at', 'paused', 'replayed', 'warned'],
      kinds: ['campaign', 'house', 'job', 'jobs', 'person'],
    })
  })

  test('by days, which are the magazine’s, both of them whole', async () => {
    // Summer time: the 10th of July begins at 23:00 UTC on the 9th.
    await noted('too early', '2026-07-09T22:59:59.999Z')
    await noted('first', '2026-07-09T23:00:00Z')
    await noted('last', '2026-07-11T22:59:59.999Z')
    await noted('too late', '2026-07-11T23:00:00Z')
    const asked = (query: object) => actionsOf(filterOf(auditQuerySchema.parse(query), london))
    expect(await asked({ from: '2026-07-10', to: '2026-07-11' })).toEqual(['last', 'first'])
    expect(await asked({ from: '2026-07-12' })).toEqual(['too late'])
    expect(await asked({ to: '2026-07-09' })).toEqual(['too early'])
    expect(await asked({ from: '2026-02-30', to: 'yesterday', who: '', kind: ['a', 'b'] })).toHaveLength(4)
  })

  test('an empty log offers nothing to narrow it to', async () => {
    expect(await auditChoices(ctx)).toEqual({ actorIds: [], actions: [], kinds: [] })
  })
})

describe('the file', () => {
  async function linesOf(filter: AuditFilter): Promise<Record<string, string>[]> {
    const csv = auditCsv(ctx, filter, (ids) => peopleNamed(ctx, ids))
    return parse(await new Response(streamOf(csv)).text(), { bom: true, columns: true })
  }

  test('has every column of docs/audit.md, and nothing a spreadsheet would reckon', async () => {
    const { id } = await makePerson(ctx, { name: '=1+1', roles: ['administrator'] })
    const at = new Date('2026-07-01T12:00:00Z')
    const subject = subjectOf('settings', 'wall')
    await recordAudit({ ...ctx, now: at }, { actorId: id, action: 'changed settings', subject, details: { rows: 3 } })
    expect(await linesOf({})).toEqual([
      {
        When: '2026-07-01T12:00:00.000Z',
        Who: "'=1+1",
        'Who, id': id,
        'Did what': 'changed settings',
        'To what': 'settings wall',
        Details: '{"rows":3}',
      },
    ])
  })

  test('holds what it was narrowed to, however many there are, each once', async () => {
    await ctx.db.execute(sql`
      insert into audit_log (id, actor, action, subject, details, at)
      select gen_random_uuid(), 'worker', 'act ' || n, case when n % 10 = 0 then 'topic 1' else 'person 1' end, '{}',
        timestamptz '2026-07-01' + (n / 3) * interval '1 second'
      from generate_series(1, 2500) n`)
    const lines = await linesOf({ kind: 'person' })
    expect(lines).toHaveLength(2250)
    expect(new Set(lines.map((line) => line['Did what'])).size).toBe(2250)
    expect(lines.map(({ When }) => When)).toEqual(
      lines
        .map(({ When }) => When ?? '')
        .toSorted()
        .toReversed(),
    )
  })

  test('is noted itself, with how it was narrowed', async () => {
    const { id } = await makePerson(ctx, { roles: ['administrator'] })
    await recordAuditExport(ctx, id, { kind: 'person' })
    expect(await auditLogOf(ctx, { kind: 'audit' }, { limit: 1 })).toMatchObject([
      { actorId: id, action: 'exported the audit log', subject: 'audit log', details: { kind: 'person' } },
    ])
  })
})
