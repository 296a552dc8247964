import { donations } from '#db/schema/donations.ts'
import { after, day } from '#lib/clock.ts'
import type { Context } from '#lib/context.ts'
import { recordMembership, type MembershipEntry } from '#lib/membership/commands.ts'
import { seedPerson } from './people.ts'

/** How long the demonstration has been read and paid for, so that its figures have something to show. */
const days = 560
const members = 130
const givers = 45

const given = ['Ada', 'Bram', 'Cleo', 'Dov', 'Elsie', 'Farid', 'Greer', 'Hana', 'Idris', 'Juno', 'Kofi', 'Lena', 'Mina']
const family = ['Askew', 'Bellamy', 'Castellan', 'Drummond', 'Ekwueme', 'Fairweather', 'Goldsworth', 'Holloway', 'Iyer']

interface Life {
  personId: string
  number: number
  /** Days before now. */
  joined: number
  left: number | null
  returned: number | null
  failed: number | null
  tier: 'supporter' | 'patron'
  interval: 'month' | 'year'
  /** Minor units. */
  amount: number
  currency: 'GBP' | 'EUR'
}

/**
 * Supporters, patrons and givers of the last year and a half, carried over from a former system, with what they paid:
 * they have no subscription at Stripe, and so nothing there that could differ.
 */
export async function seedHistory(ctx: Context): Promise<void> {
  for (let number = 0; number < members; number += 1) {
    const life = lifeOf(await somebody(ctx, number), number)
    await recordLife(ctx, life)
    await ctx.db.insert(donations).values(paymentsOf(ctx, life)).onConflictDoNothing()
  }
  for (let number = 0; number < givers; number += 1) {
    await ctx.db
      .insert(donations)
      .values({
        personId: await somebody(ctx, (number * 3) % members),
        frequency: 'once',
        amount: [1000, 2500, 5000, 1500][number % 4] ?? 1000,
        refunded: number === 17 ? 2500 : 0,
        currency: number % 6 === 5 ? 'EUR' : 'GBP',
        stripeRef: `carried_over_gift_${number}`,
        paidAt: after(ctx.now, -((number * 97) % days) * day),
      })
      .onConflictDoNothing()
  }
}

function somebody(ctx: Context, number: number): Promise<string> {
  const name = `${given[number % given.length]} ${family[number % family.length]}`
  return seedPerson(ctx, `${name.toLowerCase().replace(' ', '.')}.${number}@saltmarsh.example`, name)
}

/** More joined lately than long ago; every seventh left, every third of those came back; every ninth once failed to pay. */
function lifeOf(personId: string, number: number): Life {
  const joined = Math.round(days * (1 - (number / members) ** 1.3)) + 1
  const stayed = 40 + ((number * 53) % 160)
  const left = number % 7 === 3 && stayed < joined ? joined - stayed : null
  const failed = left === null && number % 9 === 4 && joined > 70 ? joined - 60 : null
  const patron = number % 6 === 5
  const yearly = number % 5 === 2
  return {
    personId,
    number,
    joined,
    left,
    returned: left !== null && number % 3 === 0 && left > 50 ? left - 45 : null,
    failed,
    tier: patron ? 'patron' : 'supporter',
    interval: yearly ? 'year' : 'month',
    amount: (patron ? 2000 : 500 + (number % 3) * 250) * (yearly ? 10 : 1),
    currency: number % 8 === 6 ? 'EUR' : 'GBP',
  }
}

async function recordLife(ctx: Context, life: Life): Promise<void> {
  const record = (ago: number, state: MembershipEntry['state'], reason: string, until: number | null = null) =>
    recordMembership(ctx, {
      personId: life.personId,
      source: 'imported',
      sourceRef: `carried over ${life.number}`,
      tier: life.tier,
      state,
      validFrom: after(ctx.now, -ago * day),
      validUntil: until === null ? null : after(ctx.now, -until * day),
      reason,
    })
  await record(life.joined, 'active', 'Carried over.')
  if (life.failed !== null) {
    await record(life.failed, 'grace', 'A renewal failed.', life.failed - 14)
    await record(life.failed - 5, 'active', 'The payment came after all.')
  }
  if (life.left !== null) await record(life.left, 'lapsed', 'The regular donation ended.')
  if (life.returned !== null) await record(life.returned, 'active', 'Gives regularly again.')
}

function paymentsOf(ctx: Context, life: Life): (typeof donations.$inferInsert)[] {
  const step = life.interval === 'month' ? 30.44 : 365
  const count = Math.floor(life.joined / step) + 1
  return Array.from({ length: count }, (_, index) => life.joined - index * step)
    .filter((ago) => life.left === null || ago > life.left || (life.returned !== null && ago <= life.returned))
    .map((ago, index) => ({
      personId: life.personId,
      frequency: life.interval,
      amount: life.amount,
      currency: life.currency,
      stripeRef: `carried_over_${life.number}_${index}`,
      paidAt: after(ctx.now, Math.round(-ago * day)),
    }))
}
