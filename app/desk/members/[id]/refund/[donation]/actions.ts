'use server'

import { redirect } from 'next/navigation'
import { z } from 'zod'
import { mayRefund } from '#lib/donations/policy.ts'
import { refundDonation } from '#lib/donations/refunds.ts'
import { answerForm, parseFields } from '#app/_server/actions.ts'
import { requestContext } from '#app/_server/context.ts'
import { requireStaff } from '#app/_server/staff.ts'
import type { FormState } from '#app/_ui/form-state.ts'

const orderSchema = z.object({
  person: z.uuid(),
  donation: z.uuid(),
  request: z.uuid(),
  amount: z.coerce.number().int().positive(),
  reason: z.string().trim().min(3).max(300),
  cancel: z.enum(['yes', 'no']),
})

/** Administrators: sends money back, having read what follows. */
export async function refund(_: FormState, form: FormData): Promise<FormState> {
  return answerForm('refund', form, async (typed) => {
    const staff = await requireStaff('/desk/members', mayRefund)
    const order = parseFields(orderSchema, typed)
    const outcome = await refundDonation(await requestContext(), {
      requestId: order.request,
      donationId: order.donation,
      amount: order.amount,
      reason: order.reason,
      alsoCancel: order.cancel === 'yes',
      actorId: staff.id,
    })
    redirect(`/desk/members/${order.person}?done=${outcome === 'done' ? 'refunded' : 'kept'}`)
  })
}
