import { isNull } from 'drizzle-orm'
import type Stripe from 'stripe'
import { mails } from '#db/schema/platform.ts'
import { seedPerson } from '#demo/people.ts'
import { after, day, hour, minute } from '#lib/clock.ts'
import type { Context } from '#lib/context.ts'
import { reconcile } from '#lib/donations/reconcile.ts'
import { plansOnSale } from '#lib/membership/queries.ts'
import { carryOut, clientOf } from './at-stripe.ts'
import { readGivers, type Giver } from './givers.ts'
import { Inbox } from './inbox.ts'
import { pay } from './pay.ts'
import { beginSandboxAt, type SandboxTime } from './sandbox-time.ts'

/** Farther back than anybody gives. */
const reach = 415 * day

interface Moment {
  at: Date
  happens: (ctx: Context) => Promise<void>
}

/**
 * Lets a year of giving happen, by the product's own commands and the stand-in for Stripe, so that both agree: people
 * give, renew, fail, come back, leave. Ends in the present, with a comparison that finds nothing to repair.
 * @returns false, having done nothing, when there is no stand-in that could be set back
 */
export async function seedGiving(ctx: Context): Promise<boolean> {
  const begins = after(ctx.now, -reach)
  const time = await beginSandboxAt(ctx, begins)
  const { apiBase } = ctx.config.stripe
  if (time === null || apiBase === undefined) return false
  const stripe = clientOf(ctx.config.stripe, apiBase)
  // While the past is made up nobody is written to and no page is cleared.
  const past: Context = { ...ctx, queue: { ...ctx.queue, send: () => Promise.resolve() } }
  await hold(stripe, true)
  const present = await live(past, time, new Inbox(stripe, begins), await momentsOf(past, stripe, time))
  await ctx.db.update(mails).set({ sentAt: mails.createdAt, data: {} }).where(isNull(mails.sentAt))
  await hold(stripe, false)
  await agree({ ...ctx, now: present })
  return true
}

/** The site is not there yet to take webhooks in. */
async function hold(stripe: Stripe, disabled: boolean): Promise<void> {
  for (const { id } of (await stripe.webhookEndpoints.list()).data)
    await stripe.webhookEndpoints.update(id, { disabled })
}

async function momentsOf(ctx: Context, stripe: Stripe, time: SandboxTime): Promise<Moment[]> {
  const plans = await plansOnSale(ctx, 'GBP')
  const givers = await readGivers()
  return givers
    .flatMap((giver, index): Moment[] => {
      // Not all in the same minute of the day.
      const apart = -(index % 24) * 37 * minute
      const joins = after(monthsBefore(ctx.now, giver.begun), apart)
      return [
        { at: joins, happens: (then) => begin(then, giver) },
        ...giver.later.map((act) => ({
          at: after(ctx.now, apart - act[0] * day + hour),
          happens: (then: Context) => carryOut(stripe, time, plans, giver.email, act, then.now),
        })),
      ]
    })
    .toSorted((a, b) => a.at.getTime() - b.at.getTime())
}

async function begin(ctx: Context, giver: Giver): Promise<void> {
  await pay(ctx, giver, await seedPerson(ctx, giver.email, giver.name))
}

/** Day after day, and moment after moment within it. @returns the present, in which it ends */
async function live(ctx: Context, time: SandboxTime, inbox: Inbox, moments: Moment[]): Promise<Date> {
  const waiting = [...moments]
  const advance = async (to: Promise<Date>) => {
    const then = { ...ctx, now: await to }
    await inbox.work(then)
    return then
  }
  for (let at = after(ctx.now, day - reach); at < ctx.now; at = after(at, day)) {
    for (let next = waiting[0]; next && next.at <= at; next = waiting[0]) {
      waiting.shift()
      await next.happens(await advance(time.advanceTo(next.at)))
    }
    await advance(time.advanceTo(at))
  }
  return (await advance(time.catchUp())).now
}

/** @throws Error when the history contradicts itself: the demonstration is wrong then */
async function agree(ctx: Context): Promise<void> {
  const { repaired, unrepaired } = await reconcile({ ...ctx, now: after(ctx.now, minute) })
  const drift = [...repaired, ...unrepaired]
  if (drift.length > 0) throw new Error(`what was made up does not agree with Stripe: ${JSON.stringify(drift)}`)
}

/** So many months before so many days ago; a day the month does not have is its last. */
function monthsBefore(now: Date, [months, days]: [number, number]): Date {
  const then = after(now, -days * day)
  const date = then.getUTCDate()
  const found = new Date(then)
  found.setUTCDate(1)
  found.setUTCMonth(found.getUTCMonth() - months)
  const last = new Date(Date.UTC(found.getUTCFullYear(), found.getUTCMonth() + 1, 0)).getUTCDate()
  found.setUTCDate(Math.min(date, last))
  return found
}
