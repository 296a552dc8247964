import { eq } from 'drizzle-orm'
import { people } from '#db/schema/people.ts'
import { formatDay } from '#lib/clock.ts'
import type { Context } from '#lib/context.ts'
import { postMail } from '#lib/mail/outbox.ts'
import { magazineSettings } from '#lib/settings/queries.ts'
import type { RegularGift, WishPlan } from './model.ts'

/**
 * What the confirmation of a change says, with its true dates in words.
 * @param gift as it was before
 * @returns null when nothing changes
 */
export async function confirmationOf(ctx: Context, gift: RegularGift, plan: WishPlan): Promise<object | null> {
  if (plan.does === 'nothing') return null
  const { timeZone, locale } = await magazineSettings(ctx)
  return inFacts(gift, plan, (at) => formatDay(at, timeZone, locale))
}

/** Posts the mail that confirms what a donor has changed, once. */
export async function postGiftChanged(
  tx: Context,
  personId: string,
  wishId: string,
  change: object | null,
): Promise<void> {
  if (change === null) return
  const [person] = await tx.db.select({ email: people.email }).from(people).where(eq(people.id, personId))
  if (!person) return
  const { name } = await magazineSettings(tx)
  await postMail(tx, {
    kind: 'gift-changed',
    recipient: person.email,
    data: { magazine: name, site: tx.config.publicUrl, change },
    dedupeKey: `gift-changed:${wishId}`,
  })
}

function inFacts(gift: RegularGift, plan: Exclude<WishPlan, { does: 'nothing' }>, day: (at: Date) => string) {
  const { amount, currency, interval } = gift
  const before = { amount, currency, interval }
  switch (plan.does) {
    case 'change':
      return {
        does: plan.does,
        before,
        after: plan.gift,
        tier: plan.tier,
        tierUntilThen: plan.tierUntilThen,
        raised: plan.tierUntilThen !== gift.held?.tier,
        chargedNow: plan.chargedNow,
        nextPayment: day(plan.nextPayment),
      }
    case 'pause':
      return { does: plan.does, before, heldUntil: day(plan.heldUntil), firstPayment: day(plan.firstPayment) }
    case 'end':
      return { does: plan.does, before, atOnce: plan.at === 'once', endsOn: day(plan.endsOn) }
    case 'take_back_notice':
      return { does: plan.does, before, nextPayment: day(plan.nextPayment) }
    case 'resume':
      return { does: plan.does, before, chargedNow: plan.chargedNow, nextPayment: day(plan.nextPayment) }
  }
}
