import { eq } from 'drizzle-orm'
import { claims } from '#db/schema/claims.ts'
import { giveNotices } from '#lib/books/address-jobs.ts'
import type { Address } from '#lib/books/address/model.ts'
import { giveAddress } from '#lib/books/addresses.ts'
import { moveClaim } from '#lib/books/internal/move-claim.ts'
import { reserveBook } from '#lib/books/reserve.ts'
import { after, hour } from '#lib/clock.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { makePerson } from '#tests/support/factories.ts'
import { makeOrder } from './stock.ts'

/** What is looked for where no address may be. */
export const marker = '4 Planted Wharf'
export const given: Omit<Address, 'country'> = {
  name: 'Robin Averill',
  organisation: '',
  line1: marker,
  line2: '',
  city: 'Invermorrow',
  state: '',
  postcode: 'ex1 1aa',
}

/** A book that is paid, without an address. */
export async function earned(
  ctx: Context,
  campaign: { id: string; zoneId: string },
  dedication = '',
): Promise<{ id: string; number: number; personId: string; attemptId: string }> {
  const { id: personId } = await makePerson(ctx)
  const order = await makeOrder(ctx, campaign, personId, { dedication })
  await reserveBook(ctx, order)
  const [claim] = await ctx.db.select().from(claims).where(eq(claims.giftId, order.attemptId))
  if (!claim) throw new Error('no claim')
  await inTransaction(ctx, (tx) => moveClaim(tx, claim.id, { kind: 'paid', payments: 1 }, { actorId: null }))
  return { id: claim.id, number: claim.number, personId, attemptId: order.attemptId }
}

/** A book whose address is locked. */
export async function ready(ctx: Context, campaign: { id: string; zoneId: string }) {
  const claim = await earned(ctx, campaign)
  await giveAddress(ctx, { claimId: claim.id, personId: claim.personId, typed: given })
  await giveNotices(ctx)
  return claim
}

/** The same, so much later. */
export function later(ctx: Context, ms: number): Context {
  return { ...ctx, now: after(ctx.now, ms) }
}

/** When the address of a book that is `ready` is locked. */
export function afterLock(ctx: Context): Context {
  return later(ctx, 49 * hour)
}

export async function stateOf(ctx: Context, id: string) {
  const [claim] = await ctx.db.select().from(claims).where(eq(claims.id, id))
  if (!claim) throw new Error('no claim')
  return claim
}
