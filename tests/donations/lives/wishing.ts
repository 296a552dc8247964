import { carryOut } from '#lib/donations/manage/commands.ts'
import type { Wish } from '#lib/donations/manage/model.ts'
import { subscriptionOf } from '#lib/donations/queries.ts'
import type { Currency } from '#lib/money.ts'
import type { Donor } from './live.ts'
import type { Magazine } from './magazine.ts'
import type { Step } from './steps.ts'

type WishStep = Extract<Step, { do: 'wish' }>

/** What a donor does of their own gift in the account, as its pages do it. */
export async function wishFor(
  magazine: Magazine,
  donor: Donor,
  step: WishStep,
  amountIn: (currency: Currency) => number,
): Promise<void> {
  const ctx = magazine.ctx()
  const gift = await subscriptionOf(ctx, donor.id)
  if (!gift) return
  const request = { personId: donor.id, wish: wishOf(step, amountIn(gift.currency)), formId: crypto.randomUUID() }
  await carryOut(ctx, request, (day) => day.toISOString())
}

function wishOf(step: WishStep, amount: number): Wish {
  switch (step.kind) {
    case 'change':
      return { kind: 'change', amount, interval: step.interval }
    case 'pause':
      return { kind: 'pause', months: 1 }
    default:
      return { kind: step.kind }
  }
}
