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
    ...bookClaim(preview, settings),
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

function bookClaim({ donation, book }: RefundPreview, { timeZone, locale }: Magazine): string[] {
  if (!book) return []
  const goesBack = 'its copy goes to whoever has waited longest, or is on offer again'
  switch (book.becomes) {
    case 'stays':
      return [`The donor keeps the claim to the book “${book.title}”.`]
    case 'ends':
      return [`The donor’s claim to the book “${book.title}” ends: ${goesBack}. A mail of its own says so.`]
    case 'ends_with_gift': {
      const end = donation.subscription && formatDay(donation.subscription.currentPeriodEnd, timeZone, locale)
      return [
        `The book “${book.title}” is not earned yet. The donor’s claim to it ends with the regular donation${end ? `, on ${end}` : ''}: ${goesBack}.`,
      ]
    }
    case 'desk_is_told':
      return [
        `The book “${book.title}” has been sent, and nothing is taken back. The claim is marked for the desk to look into.`,
      ]
  }
}
