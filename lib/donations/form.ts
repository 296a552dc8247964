import { z } from 'zod'
import type { Plan } from '#lib/membership/model.ts'
import { parseAmount } from '#lib/money.ts'
import { currencySchema } from '#lib/money-schema.ts'
import { frequencies, judgeGift, type DonationTerms, type DonationVerdict } from './model.ts'

/* Apart from `model.ts`, which browsers load. */

export const frequencySchema = z.enum(frequencies)

/** The donate form as a browser sends it, with or without JavaScript. A typed amount wins over a suggested one. */
export const donationFormSchema = z.object({
  frequency: frequencySchema,
  currency: currencySchema,
  /** Minor units, or `other`. */
  suggested: z.string().default('other'),
  /** As people write it: 12, 12.50, £12. */
  typed: z.string().max(40).default(''),
})
export type DonationForm = z.infer<typeof donationFormSchema>

/** @returns minor units, or null when neither field holds an amount */
export function amountOf(form: DonationForm): number | null {
  if (form.typed.trim() !== '') return parseAmount(form.typed.trim())
  return /^\d{1,9}$/.test(form.suggested) ? Number(form.suggested) : null
}

/** Judges the donate form as it was sent. @param plans those on sale in its currency */
export function judgeForm(form: DonationForm, plans: readonly Plan[], terms: DonationTerms): DonationVerdict {
  const amount = amountOf(form)
  if (amount === null)
    return {
      accepted: false,
      rule: 'amount_is_readable',
      message: 'Choose an amount, or type one in figures, such as 12 or 12.50.',
      limit: null,
    }
  return judgeGift({ frequency: form.frequency, amount, currency: form.currency }, plans, terms)
}
