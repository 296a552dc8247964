'use server'

import { v5 } from 'uuid'
import { z } from 'zod'
import type { BookChoice } from '#lib/books/wish.ts'
import { beginCheckout } from '#lib/donations/commands.ts'
import { donationFormSchema, judgeForm } from '#lib/donations/form.ts'
import { Refusal } from '#lib/errors.ts'
import { requirePoint } from '#lib/limits/limit.ts'
import { plansOnSale } from '#lib/membership/queries.ts'
import { donationSettings } from '#lib/settings/queries.ts'
import { answerForm, parseFields } from '#app/_server/actions.ts'
import type { FormState } from '#app/_ui/form-state.ts'
import { clientAddress } from '#app/_server/address.ts'
import { requestContext } from '#app/_server/context.ts'
import { leaveFor } from '#app/_server/leaving.ts'
import { ownPath } from '#app/_server/paths.ts'
import { currentPerson } from '#app/_server/session.ts'
import { uncharged } from '#app/_server/uncharged.ts'

const donationsFromOneAddress = { name: 'donate', points: 60, seconds: 3600 }
const formSchema = donationFormSchema.extend({
  formId: z.uuid(),
  from: z.string().default('/'),
  /** Empty for none; a campaign's id, or `wait:` and the id. */
  book: z
    .string()
    .regex(/^(?:(?:wait:)?[0-9a-f-]{36})?$/)
    .default(''),
  /** The campaign whose page led here. */
  campaign: z.uuid().optional(),
  left: z.uuid().optional().catch(undefined),
})

/** Anybody may give. Goes on to Stripe's page. */
export async function donate(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('donate', form, (typed) => uncharged(() => beginDonation(typed)))
}

async function beginDonation(typed: Record<string, string>): Promise<FormState> {
  const asked = parseFields(formSchema, typed)
  const ctx = await requestContext()
  const verdict = judgeForm(asked, await plansOnSale(ctx, asked.currency), await donationSettings(ctx))
  if (!verdict.accepted) throw new Refusal('invalid', verdict.message, { amount: verdict.message })
  await requirePoint(ctx, donationsFromOneAddress, await clientAddress(), 'Many donations were begun from here.')
  const { frequency, amount, currency } = verdict.gift
  const person = await currentPerson()
  const book = bookIn(asked, typed)
  const { url } = await beginCheckout(ctx, {
    person: person && { id: person.id, email: person.email },
    frequency,
    amount,
    currency,
    returnPath: ownPath(asked.from),
    // The same form with the same choice is one donation, however often it is sent; another choice is another.
    attemptId: v5(`${frequency} ${amount} ${currency} ${person?.id ?? ''} ${JSON.stringify(book)}`, asked.formId),
    book,
  })
  return leaveFor(url)
}

/** What the form says of a book; each has its own fields for where it goes and what is written in it. */
function bookIn(asked: z.infer<typeof formSchema>, typed: Record<string, string>): BookChoice | null {
  const waits = asked.book.startsWith('wait:')
  const picked = asked.book.replace('wait:', '')
  const campaignId = picked === '' ? asked.campaign : picked
  if (campaignId === undefined) return null
  return {
    campaignId,
    wish: picked === '' ? 'none' : waits ? 'wait' : 'book',
    country: typed[`country.${campaignId}`] ?? '',
    dedication: typed[`dedication.${campaignId}`] ?? '',
    leaves: asked.left ?? null,
  }
}
