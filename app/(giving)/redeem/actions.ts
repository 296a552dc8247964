'use server'

import { redirect } from 'next/navigation'
import { redeemGift } from '#lib/donations/gift-commands.ts'
import { Refusal } from '#lib/errors.ts'
import { answerForm } from '#app/_server/actions.ts'
import { clientAddress } from '#app/_server/address.ts'
import { requestContext } from '#app/_server/context.ts'
import { refreshEdition } from '#app/_server/edition.ts'
import { currentPerson } from '#app/_server/session.ts'
import type { FormState } from '#app/_ui/form-state.ts'

/** The person signed in, for themselves; a visitor is sent to sign in, and the code goes along. */
export async function redeem(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('redeem', form, async (typed) => {
    const code = (typed.code ?? '').slice(0, 60)
    const person = await currentPerson()
    if (!person) redirect(`/sign-in?${new URLSearchParams({ to: `/redeem?${new URLSearchParams({ code })}` })}`)
    const ctx = await requestContext()
    const redemption = await redeemGift(ctx, {
      personId: person.id,
      typed: code,
      confirmed: typed.confirmed === 'yes',
      address: await clientAddress(),
    })
    switch (redemption.state) {
      case 'refused': {
        const message =
          'We cannot redeem this code. Compare it with the mail; each works once. If you think it should work, write to us.'
        throw new Refusal('invalid', message, { code: message })
      }
      case 'confirm': {
        const message = 'Please tick the box if you want to use the code now all the same.'
        throw new Refusal('invalid', message, { confirmed: message })
      }
      case 'redeemed':
      case 'yours_already':
        await refreshEdition(ctx, person.id)
        redirect(
          `/redeem?${new URLSearchParams({ gift: redemption.giftId, ...(redemption.state === 'redeemed' ? {} : { again: 'yes' }) })}`,
        )
    }
  })
}
