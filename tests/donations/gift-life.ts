import { asc, eq } from 'drizzle-orm'
import { subscriptionChanges } from '#db/schema/donations.ts'
import { donationsOf } from '#lib/donations/queries.ts'
import { carryOut } from '#lib/donations/manage/commands.ts'
import type { Wish } from '#lib/donations/manage/model.ts'
import { regularGiftOf } from '#lib/donations/manage/queries.ts'
import { benefitsAt, standingAt, type Interval } from '#lib/membership/model.ts'
import { ledgerOf } from '#lib/membership/queries.ts'
import { Refusal } from '#lib/errors.ts'
import { openTill } from './till.ts'

/** Somebody who gives regularly, in a magazine of their own: clocks only go forward. */
export async function openGift(
  given: { amount?: number; frequency?: Interval; card?: string } = {},
  options: Parameters<typeof openTill>[0] = {},
) {
  const till = await openTill(options)
  const person = await till.person()
  const { amount = 500, frequency = 'month', card } = given
  await till.pay((await till.begin({ person, amount, frequency })).url, card === undefined ? {} : { card })
  await till.handIn()
  const gift = async () => {
    const found = await regularGiftOf(till.ctx(), person.id)
    if (!found) throw new Error('no regular gift')
    return found
  }
  const ledger = () => ledgerOf(till.ctx(), person.id)
  return {
    till,
    person,
    gift,
    id: (await gift()).id,
    wish: (
      wish: Wish,
      formId: string = crypto.randomUUID(),
      said?: { reason: string | null; comment: string | null },
    ) =>
      carryOut(till.ctx(), { personId: person.id, wish, formId, ...(said ? { said } : {}) }, (at) => at.toISOString()),
    states: async () => (await ledger()).map(({ state, tier }) => `${tier} ${state}`),
    standing: async (at = till.ctx().now) => standingAt(await ledger(), at),
    may: async (at = till.ctx().now) => benefitsAt(await ledger(), at).map(({ benefit }) => benefit),
    wishes: () =>
      till
        .ctx()
        .db.select()
        .from(subscriptionChanges)
        .where(eq(subscriptionChanges.personId, person.id))
        .orderBy(asc(subscriptionChanges.settledAt), asc(subscriptionChanges.createdAt)),
    given: () => donationsOf(till.ctx(), person.id),
    /** Lets so many days pass and hands in what comes of them. */
    days: async (count: number) => {
      await till.advance(count)
      await till.handIn()
    },
  }
}

export async function refusalOf(work: Promise<unknown>): Promise<Refusal> {
  try {
    await work
  } catch (error) {
    if (error instanceof Refusal) return error
    throw error
  }
  throw new Error('It was expected to be refused.')
}
