import type postgres from 'postgres'
import { z } from 'zod'
import type { Soaking } from './soaking.ts'
import type { Surroundings } from './surroundings.ts'

/** What was to be there once each, beside what was there. */
export interface Account {
  what: string
  told: number
  /** What is lost, what is there twice, and what nobody was told of. */
  faults: string[]
}

const linesSchema = z.array(z.object({ line: z.string() }))

/**
 * Compares what people were told had been done with what is there: nothing may be lost, nothing done twice.
 * @param madeUp comments that were there before, though dated later
 */
export async function settleAccounts(
  { told, mailbox }: Soaking,
  { stripe }: Surroundings,
  sql: postgres.Sql,
  since: Date,
  madeUp: string[],
): Promise<Account[]> {
  const lines = async (rows: PromiseLike<unknown>) => linesIn(await rows)
  const given = told.donations.map(({ email, amount }) => `${email} ${amount}`)
  const donors = told.donations.map(({ email }) => email)
  const thanks = (await mailbox.mails()).filter(({ subject }) => subject.startsWith('Thank you'))
  return [
    compare('donations at Stripe', given, await chargesAt(stripe)),
    compare(
      'donations',
      given,
      await lines(sql`
        select email || ' ' || amount as line from donations join people on people.id = person_id where paid_at >= ${since}`),
    ),
    compare(
      'thank-yous',
      donors,
      thanks.flatMap(({ to }) => to.map(({ address }) => address)),
    ),
    compare('comments', told.comments, await lines(commentsSince(sql, since, madeUp))),
    compare(
      'updates',
      told.updates,
      await lines(sql`
        select content ->> 'standfirst' as line from article_revisions where created_at >= ${since}`),
    ),
    compare(
      'mails',
      (await mailbox.mails()).flatMap(({ to }) => to.map(({ address }) => address)),
      await lines(sql`select recipient as line from mails where sent_at >= ${since}`),
    ),
  ]
}

export function linesIn(rows: unknown): string[] {
  return linesSchema.parse(rows).map(({ line }) => line)
}

/** @param madeUp ids that are left out */
export function commentsSince(sql: postgres.Sql, since: Date, madeUp: string[] = []): PromiseLike<unknown> {
  return sql`select id as line from comments where created_at >= ${since} and id <> all(${madeUp}::uuid[])`
}

function compare(what: string, told: readonly string[], found: readonly string[]): Account {
  const left = [...found]
  const lost = told.filter((one) => {
    const place = left.indexOf(one)
    if (place >= 0) left.splice(place, 1)
    return place < 0
  })
  return {
    what,
    told: told.length,
    faults: [...lost.map((one) => `${what}: lost ${one}`), ...left.map((one) => `${what}: too many ${one}`)],
  }
}

const chargesSchema = z.object({
  has_more: z.boolean(),
  data: z.array(
    z.object({
      id: z.string(),
      amount: z.int(),
      status: z.string(),
      billing_details: z.object({ email: z.string().nullable() }),
    }),
  ),
})

/** Every charge that succeeded, page by page: https://docs.stripe.com/api/pagination */
async function chargesAt({ apiBase, secretKey }: Surroundings['stripe']): Promise<string[]> {
  const found: string[] = []
  let after = ''
  for (;;) {
    const response = await fetch(`${apiBase}/v1/charges?limit=100${after}`, {
      headers: { authorization: `Bearer ${secretKey}` },
    })
    const { data, has_more: isMore } = chargesSchema.parse(await response.json())
    for (const { amount, status, billing_details: payer } of data)
      if (status === 'succeeded') found.push(`${payer.email} ${amount}`)
    const last = data.at(-1)
    if (!isMore || !last) return found
    after = `&starting_after=${last.id}`
  }
}
