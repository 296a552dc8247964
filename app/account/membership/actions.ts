'use server'

import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { z } from 'zod'
import { browserStorage } from '#lib/browser-storage/model.ts'
import { formatDay } from '#lib/clock.ts'
import { beginCardUpdate, settleOwed } from '#lib/donations/manage/card.ts'
import { carryOut, previewWish } from '#lib/donations/manage/commands.ts'
import { cancelReasonSchema, wishSchema } from '#lib/donations/manage/model.ts'
import { Refusal } from '#lib/errors.ts'
import { requirePoint } from '#lib/limits/limit.ts'
import { intervalSchema } from '#lib/membership/schema.ts'
import { parseAmount } from '#lib/money.ts'
import { magazineSettings } from '#lib/settings/queries.ts'
import { answerForm, parseFields } from '#app/_server/actions.ts'
import { requestContext } from '#app/_server/context.ts'
import { refreshEdition } from '#app/_server/edition.ts'
import { ownPath } from '#app/_server/paths.ts'
import { requirePerson } from '#app/_server/session.ts'
import type { FormState } from '#app/_ui/form-state.ts'

const wishesOfOnePerson = { name: 'wish', points: 40, seconds: 3600 }
const cardsOfOnePerson = { name: 'card', points: 20, seconds: 3600 }

/** Where the change began, which it leads back to: a path of ours, or nothing. */
const fromSchema = z
  .string()
  .optional()
  .transform((given) => ownPath(given, ''))

const choiceSchema = z.object({
  interval: intervalSchema,
  /** Minor units, or `other`. */
  suggested: z.string().default('other'),
  typed: z.string().max(40).default(''),
  from: fromSchema,
})

/** The person signed in, of their own gift. Judges the choice; the page that follows says what it means and asks again. */
export async function chooseChange(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('change', form, async (typed) => {
    const person = await requirePerson('/account/membership/change')
    const { interval, suggested, typed: written, from } = parseFields(choiceSchema, typed)
    const amount = written.trim() === '' ? Number(suggested) : parseAmount(written)
    if (amount === null || !Number.isSafeInteger(amount)) {
      const message = 'Choose an amount, or type one in figures, such as 12 or 12.50.'
      throw new Refusal('invalid', message, { amount: message })
    }
    const preview = await previewWish(await requestContext(), person.id, { kind: 'change', interval, amount })
    if (preview && !preview.verdict.possible && preview.verdict.rule === 'the_amount_is_one_we_take')
      throw new Refusal('invalid', preview.verdict.message, { amount: preview.verdict.message })
    const chosen = { interval, amount: String(amount), ...(from && { from }) }
    redirect(`/account/membership/change/confirm?${new URLSearchParams(chosen)}`)
  })
}

const numeric = z.coerce.number().int()
const wishFormSchema = z
  .object({
    formId: z.string(),
    kind: z.string(),
    amount: numeric.optional(),
    months: numeric.optional(),
    interval: z.string().optional(),
    from: fromSchema,
    reason: cancelReasonSchema.nullable().catch(null),
    comment: z
      .string()
      .trim()
      .max(2_000, 'Please keep it to 2,000 characters.')
      .optional()
      .transform((text) => text || null),
  })
  .transform(({ formId, from, reason, comment, ...wish }) => ({ formId, from, wish, said: { reason, comment } }))

/** The person signed in, of their own gift: changes, pauses, cancels or resumes it. */
export async function makeWish(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('wish', form, async (typed) => {
    const person = await requirePerson('/account/membership')
    const ctx = await requestContext()
    const { formId, from, wish, said } = parseFields(wishFormSchema, typed)
    await requirePoint(ctx, wishesOfOnePerson, person.id, 'You have changed a great deal within the hour.')
    const { timeZone, locale } = await magazineSettings(ctx)
    const request = { personId: person.id, wish: wishSchema.parse(wish), formId, said }
    const id = await carryOut(ctx, request, (at) => formatDay(at, timeZone, locale))
    await refreshEdition(await requestContext(), person.id)
    redirect(`/account/membership?${new URLSearchParams({ done: id, ...(from && { from }) })}`)
  })
}

/** The person signed in, for their own gift: goes on to Stripe's page for cards. */
export async function toCardPage(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('card', form, async ({ visit = '' }) => {
    const person = await requirePerson('/account/membership')
    const ctx = await requestContext()
    await requirePoint(ctx, cardsOfOnePerson, person.id, 'You have changed cards very often within the hour.')
    const url = await beginCardUpdate(ctx, person.id, visit)
    // Who comes back with it pressed the button here: a link from elsewhere must not make us try a payment.
    ;(await cookies()).set(browserStorage.cardVisit.name, visit, {
      maxAge: Math.round(browserStorage.cardVisit.days * 86_400),
      path: '/account/membership',
      sameSite: 'lax',
      httpOnly: true,
      secure: ctx.config.publicUrl.startsWith('https:'),
    })
    redirect(url)
  })
}

/** The person signed in, for their own gift: tries once more to pay what is owed, with the card that is there. */
export async function payOwed(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('pay', form, async ({ visit = '' }) => {
    const person = await requirePerson('/account/membership')
    const ctx = await requestContext()
    await requirePoint(ctx, cardsOfOnePerson, person.id, 'You have tried very often within the hour.')
    const outcome = await settleOwed(ctx, person.id, visit)
    if (outcome.state === 'declined')
      throw new Refusal('conflict', `${outcome.advice.why} Nothing was taken. ${outcome.advice.remedy}`)
    await refreshEdition(await requestContext(), person.id)
    redirect('/account/membership?paid=1')
  })
}
