'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { tags } from '#lib/cache/tags.ts'
import { changeTerms, planKey, termsInputSchema } from '#lib/donations/terms.ts'
import { fieldRefusal } from '#lib/errors.ts'
import { intervals, tiers } from '#lib/membership/model.ts'
import { currencies } from '#lib/money.ts'
import { currencySchema } from '#lib/money-schema.ts'
import { changeSettings } from '#lib/settings/commands.ts'
import { mayChangeSettings } from '#lib/settings/policy.ts'
import { donationSettings } from '#lib/settings/queries.ts'
import { answerForm, parseFields } from '#app/_server/actions.ts'
import { changed } from '#app/_server/changed.ts'
import { requestContext } from '#app/_server/context.ts'
import { requireStaff } from '#app/_server/staff.ts'
import type { FormState } from '#app/_ui/form-state.ts'
import { wholeNumber } from '../whole-number.ts'

const givingSchema = z.object({
  own: currencySchema,
  graceDays: wholeNumber(0, 60),
  giftMonths: wholeNumber(1, 36),
})

/** Administrators: says in which currencies gifts are taken, and how long memberships outlast a failed renewal. */
export async function saveGiving(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('giving', form, async (typed) => {
    const staff = await requireStaff('/desk/settings/giving', mayChangeSettings)
    const ctx = await requestContext()
    const { own, ...figures } = parseFields(givingSchema, typed)
    const taken = currencies.filter((currency) => typed[`takes.${currency}`] !== undefined)
    if (!taken.includes(own)) throw fieldRefusal('own', 'Choose a currency that gifts are taken in.')
    const order = [own, ...taken.filter((currency) => currency !== own)]
    await changeSettings(
      ctx,
      'donations',
      { ...(await donationSettings(ctx)), ...figures, currencies: order },
      staff.id,
    )
    changed([tags.settings])
    redirect('/desk/settings/giving?done=saved')
  })
}

/** Administrators: sets what can be given in one currency. */
export async function saveTerms(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('terms', form, async (typed) => {
    const staff = await requireStaff('/desk/settings/giving', mayChangeSettings)
    const { currency } = parseFields(z.object({ currency: currencySchema }), typed)
    const plans = Object.fromEntries(
      tiers.flatMap((tier) =>
        intervals.map((interval) => {
          const field = (name: string) => typed[`plans.${planKey(tier, interval)}.${name}`]
          const onSale = field('onSale') !== undefined
          return [planKey(tier, interval), { onSale, minimum: field('minimum'), suggested: field('suggested') }]
        }),
      ),
    )
    const input = parseFields(termsInputSchema, { ...typed, plans })
    await changeTerms(await requestContext(), currency, input, staff.id)
    changed([tags.settings, tags.plans])
    redirect(`/desk/settings/giving/${currency}?done=saved`)
  })
}
