'use server'

import { v5 } from 'uuid'
import { z } from 'zod'
import { beginGift } from '#lib/donations/gift-commands.ts'
import { giftFormSchema } from '#lib/donations/gift-membership.ts'
import { requirePoint } from '#lib/limits/limit.ts'
import { answerForm, parseFields } from '#app/_server/actions.ts'
import { clientAddress } from '#app/_server/address.ts'
import { requestContext } from '#app/_server/context.ts'
import { keepGiftKey } from '#app/_server/gift-key.ts'
import { leaveFor } from '#app/_server/leaving.ts'
import { currentPerson } from '#app/_server/session.ts'
import { uncharged } from '#app/_server/uncharged.ts'
import type { FormState } from '#app/_ui/form-state.ts'

const giftsFromOneAddress = { name: 'gift', points: 30, seconds: 3600 }

/** Anybody may give. Goes on to Stripe's page. */
export async function give(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('gift', form, (typed) => uncharged(() => beginPresent(typed)))
}

async function beginPresent(typed: Record<string, string>): Promise<FormState> {
  const { formId, ...asked } = parseFields(giftFormSchema.extend({ formId: z.uuid() }), typed)
  const ctx = await requestContext()
  await requirePoint(ctx, giftsFromOneAddress, await clientAddress(), 'Many gifts were begun from here.')
  const person = await currentPerson()
  // The same form with the same words in it is one gift, however often it is sent; other words are another.
  const attemptId = v5(JSON.stringify(['gift', person?.id ?? '', asked]), formId)
  const { url } = await beginGift(ctx, {
    person: person && { id: person.id, email: person.email },
    form: asked,
    attemptId,
    browserKey: person === null ? await keepGiftKey(formId) : null,
  })
  return leaveFor(url, { order: attemptId })
}
