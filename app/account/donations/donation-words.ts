import type { DonationLine } from '#lib/donations/receipts.ts'

const kinds = { once: 'One-off gift', month: 'Monthly gift', year: 'Yearly gift' } as const

/** What a donation was. */
export function kindOf({ frequency, giftFor }: Pick<DonationLine, 'frequency' | 'giftFor'>): string {
  return giftFor === null ? kinds[frequency] : `Membership given to ${giftFor}`
}

/** A receipt's number as it is quoted. */
export function receiptName(receiptNumber: number): string {
  return String(receiptNumber).padStart(6, '0')
}
