import { z } from 'zod'
import { recordAudit, subjectOf } from '#lib/audit/audit.ts'
import { announceChange } from '#lib/cache/jobs.ts'
import { tags } from '#lib/cache/tags.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import { intervals, tiers, type Interval, type Tier } from '#lib/membership/model.ts'
import { replacePlans } from '#lib/membership/plans.ts'
import { plansKnown } from '#lib/membership/queries.ts'
import { formatMoney, parseAmount, type Currency } from '#lib/money.ts'
import { changeSettings } from '#lib/settings/commands.ts'
import { donationSettings } from '#lib/settings/queries.ts'

/** The least that is worth a payment's fees, and more than any card is charged at once: minor units. */
const bounds = { least: 100, most: 100_000_000 } as const

const amountSchema = z
  .string()
  .trim()
  .transform((typed, ctx) => {
    const amount = parseAmount(typed)
    if (amount !== null && amount >= bounds.least && amount <= bounds.most) return amount
    ctx.addIssue({ code: 'custom', message: 'Enter an amount of at least 1, such as 5 or 7.50.' })
    return z.NEVER
  })

/** Up to six, parted by blanks or semicolons: a comma may be a decimal one. */
const amountsSchema = z
  .string()
  .trim()
  .transform((typed, ctx) => {
    const amounts = typed
      .split(/[\s;]+/)
      .filter(Boolean)
      .map(parseAmount)
    const known = amounts.filter((amount) => amount !== null && amount <= bounds.most)
    if (known.length === amounts.length && known.length >= 1 && known.length <= 6)
      return [...new Set(known.flatMap((amount) => amount ?? []))].toSorted((a, b) => a - b)
    ctx.addIssue({ code: 'custom', message: 'Enter one to six amounts with blanks between them, such as 5 10 15.' })
    return z.NEVER
  })

const planInputSchema = z.object({ onSale: z.boolean(), minimum: amountSchema, suggested: amountsSchema })

/** What can be given in one currency, as a form says it. `plans` by `supporter.month` and so on. */
export const termsInputSchema = z.object({
  onceMinimum: amountSchema,
  onceSuggested: amountsSchema,
  maximum: amountSchema,
  plans: z.record(
    z.enum(intervals.flatMap((interval) => tiers.map((tier) => planKey(tier, interval)))),
    planInputSchema,
  ),
})
export type TermsInput = z.infer<typeof termsInputSchema>

/** How a form knows a plan. */
export function planKey(tier: Tier, interval: Interval): `${Tier}.${Interval}` {
  return `${tier}.${interval}`
}

/**
 * Sets what can be given in a currency from now on. What is given already goes on as it is: the amount of a regular gift
 * stands at Stripe, and its tier is what was sold with it.
 * @throws Refusal `invalid` where the amounts contradict one another
 */
export async function changeTerms(ctx: Context, currency: Currency, input: TermsInput, actorId: string): Promise<void> {
  requireSense(currency, input)
  const { plans, ...limits } = input
  await inTransaction(ctx, async (tx) => {
    const settings = await donationSettings(tx)
    await changeSettings(tx, 'donations', { ...settings, limits: { ...settings.limits, [currency]: limits } }, actorId)
    const wanted = tiers.flatMap((tier) =>
      intervals.flatMap((interval) => {
        const plan = plans[planKey(tier, interval)]
        return plan === undefined ? [] : [{ tier, interval, currency, ...plan }]
      }),
    )
    const changed = await replacePlans(tx, wanted)
    if (changed.length === 0) return
    await announceChange(tx, [tags.plans])
    await recordAudit(tx, {
      actorId,
      action: 'changed plans',
      subject: subjectOf('plans', currency),
      details: Object.fromEntries(
        changed.map(({ tier, interval, minimum, suggested, onSale }) => [
          `${tier} a ${interval}`,
          onSale
            ? `from ${formatMoney({ amount: minimum, currency })}, suggested ${suggested.map((amount) => formatMoney({ amount, currency })).join(', ')}`
            : 'not on sale',
        ]),
      ),
    })
  })
}

function requireSense(currency: Currency, { onceMinimum, onceSuggested, maximum, plans }: TermsInput): void {
  const fields: Record<string, string> = {}
  const say = (amount: number) => formatMoney({ amount, currency })
  const within = (field: string, amounts: number[], least: number) => {
    if (amounts.some((amount) => amount < least || amount > maximum))
      fields[field] = `Suggest amounts from ${say(least)} to ${say(maximum)}.`
  }
  if (onceMinimum > maximum) fields.maximum = 'The largest gift cannot be smaller than the smallest.'
  within('onceSuggested', onceSuggested, onceMinimum)
  for (const interval of intervals) {
    for (const tier of tiers) {
      const plan = plans[planKey(tier, interval)]
      if (!plan?.onSale) continue
      if (plan.minimum > maximum)
        fields[`plans.${tier}.${interval}.minimum`] = `The largest gift that is taken is ${say(maximum)}.`
      else within(`plans.${tier}.${interval}.suggested`, plan.suggested, plan.minimum)
    }
    const [supporter, patron] = [plans[planKey('supporter', interval)], plans[planKey('patron', interval)]]
    if (supporter?.onSale && patron?.onSale && patron.minimum <= supporter.minimum)
      fields[`plans.patron.${interval}.minimum`] =
        `Patrons give more than supporters do: more than ${say(supporter.minimum)}.`
  }
  if (Object.keys(fields).length > 0) throw new Refusal('invalid', 'Please look at what is marked below.', fields)
}

/** What a form of `termsInputSchema` is filled with. */
export async function termsTyped(ctx: Context, currency: Currency): Promise<Record<string, string>> {
  const [{ limits }, plans] = await Promise.all([donationSettings(ctx), plansKnown(ctx, currency)])
  const { onceMinimum, onceSuggested, maximum } = limits[currency]
  return {
    onceMinimum: typed(onceMinimum),
    onceSuggested: onceSuggested.map(typed).join(' '),
    maximum: typed(maximum),
    ...Object.fromEntries(
      plans.flatMap(({ tier, interval, minimum, suggested, onSale }) => [
        [`plans.${tier}.${interval}.minimum`, typed(minimum)],
        [`plans.${tier}.${interval}.suggested`, suggested.map(typed).join(' ')],
        ...(onSale ? [[`plans.${tier}.${interval}.onSale`, 'on']] : []),
      ]),
    ),
  }
}

function typed(amount: number): string {
  return amount % 100 === 0 ? String(amount / 100) : (amount / 100).toFixed(2)
}
