import { and, eq } from 'drizzle-orm'
import { z } from 'zod'
import { subscriptionChanges } from '#db/schema/donations.ts'
import type { Context } from '#lib/context.ts'
import { standingAt } from '#lib/membership/model.ts'
import { ledgerOf } from '#lib/membership/queries.ts'
import { subscriptionOf } from '../queries.ts'
import type { RegularGift, Wish } from './model.ts'

/** The regular gift of a person with what it gives now; null when there is none. */
export async function regularGiftOf(ctx: Context, personId: string): Promise<RegularGift | null> {
  const subscription = await subscriptionOf(ctx, personId)
  if (!subscription) return null
  const { sources } = standingAt(await ledgerOf(ctx, personId), ctx.now)
  const own = sources.find((one) => one.source === 'stripe' && one.sourceRef === subscription.id)
  return { ...subscription, held: own && own.state !== 'lapsed' ? own : null }
}

/** What became of a wish of this person's; null for an id that is none of theirs. */
export async function wishDone(ctx: Context, personId: string, id: unknown): Promise<Wish['kind'] | null> {
  const parsed = z.uuid().safeParse(id)
  if (!parsed.success) return null
  const [row] = await ctx.db
    .select({ kind: subscriptionChanges.kind })
    .from(subscriptionChanges)
    .where(
      and(
        eq(subscriptionChanges.id, parsed.data),
        eq(subscriptionChanges.personId, personId),
        eq(subscriptionChanges.state, 'done'),
      ),
    )
  return row?.kind ?? null
}
