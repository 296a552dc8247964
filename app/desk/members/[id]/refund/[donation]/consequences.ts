import type { RefundPreview } from '#lib/donations/refund-preview.ts'
import { formatMoney } from '#lib/money.ts'
import type { Magazine } from '#lib/settings/model.ts'
import { formatDay } from '#app/_ui/time.tsx'
import { standingInWords } from '../../../words.ts'

/** What a refund comes to, one sentence each. */
export function consequencesInWords(preview: RefundPreview, amount: number, settings: Magazine): string[] {
  const { donation } = preview
  const money = formatMoney({ amount, currency: donation.currency }, settings.locale)
  return [
    `Stripe sends ${money} back to the card or account it came from. This cannot be undone.`,
    ...membership(preview, settings),
    ...regularGift(preview, settings),
    ...giftMembership(preview, amount),
    'A mail tells the donor. The refund is noted in the audit log under your name.',
  ]
}

function membership({ donation, before, after }: RefundPreview, settings: Magazine): string[] {
  if (donation.frequency === 'once') return []
  const [now, then] = [standingInWords(before, settings), standingInWords(after, settings)]
  if (before.tier === null && after.tier === null) return ['There is no membership now, and none comes of it.']
  if (after.tier === null)
    return [`The membership ends at once (now: ${now}): the period it was paid for is withdrawn.`]
  if (now === then) return [`The membership stays as it is: ${now}.`]
  return [`The membership changes from “${now}” to “${then}”.`]
}

function regularGift({ donation, ending }: RefundPreview, { timeZone, locale }: Magazine): string[] {
  const { subscription } = donation
  if (!subscription) return []
  const end = formatDay(subscription.currentPeriodEnd, timeZone, locale)
  if (ending === 'now') return ['The regular donation is cancelled at once: nothing more is taken.']
  if (ending === 'at_period_end' || subscription.cancelAtPeriodEnd)
    return [`The regular donation ends on ${end}, when what is paid for ends: nothing more is taken.`]
  return [`The regular donation goes on: the next payment is taken on ${end}.`]
}

function giftMembership({ donation }: RefundPreview, amount: number): string[] {
  const { gift } = donation
  if (!gift) return []
  if (amount < donation.left) return [`The gift for ${gift.recipientName} stays.`]
  return [
    gift.isRedeemed
      ? `The gift for ${gift.recipientName} is withdrawn: the membership made of it ends.`
      : `The gift for ${gift.recipientName} is withdrawn: its code no longer works.`,
  ]
}
