import { beforeEach, describe, expect, it } from 'vitest'
import { auditOf, subjectOf } from '#lib/audit/audit.ts'
import { changeTerms, termsInputSchema, termsTyped, type TermsInput } from '#lib/donations/terms.ts'
import { Refusal } from '#lib/errors.ts'
import { ensurePlans } from '#lib/membership/commands.ts'
import { plansOnSale } from '#lib/membership/queries.ts'
import { donationSettings } from '#lib/settings/queries.ts'
import { testContext } from '#tests/support/context.ts'
import { makePerson } from '#tests/support/factories.ts'

const ctx = await testContext()
const administrator = await makePerson(ctx, { roles: ['administrator'] })
await ensurePlans(ctx)

const plan = (minimum: string, suggested = minimum, onSale = true) => ({ onSale, minimum, suggested })
const typed = {
  onceMinimum: '3',
  onceSuggested: '10 25; 50',
  maximum: '10,000',
  plans: {
    'supporter.month': plan('6', '6 12.50 18'),
    'supporter.year': plan('60'),
    'patron.month': plan('25'),
    'patron.year': plan('250', '250', false),
  },
}

async function faultsOf(change: (input: TermsInput) => void): Promise<string[]> {
  const input = termsInputSchema.parse(typed)
  change(input)
  try {
    await changeTerms(ctx, 'GBP', input, administrator.id)
    return []
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return Object.keys(error.fields)
  }
}

describe('what can be given in a currency', () => {
  beforeEach(() => changeTerms(ctx, 'GBP', termsInputSchema.parse(typed), administrator.id))

  it('is set as it is typed, in that currency alone, and noted', async () => {
    expect(await plansOnSale(ctx, 'GBP')).toEqual([
      { tier: 'supporter', interval: 'month', currency: 'GBP', minimum: 600, suggested: [600, 1250, 1800] },
      { tier: 'patron', interval: 'month', currency: 'GBP', minimum: 2500, suggested: [2500] },
      { tier: 'supporter', interval: 'year', currency: 'GBP', minimum: 6000, suggested: [6000] },
    ])
    const { limits } = await donationSettings(ctx)
    expect(limits.GBP).toEqual({ onceMinimum: 300, onceSuggested: [1000, 2500, 5000], maximum: 1_000_000 })
    expect(limits.EUR.onceMinimum).toBe(350)
    expect(await plansOnSale(ctx, 'EUR')).toHaveLength(4)
    const [noted] = await auditOf(ctx, [subjectOf('plans', 'GBP')])
    expect(noted).toMatchObject({
      action: 'changed plans',
      details: { 'supporter a month': 'from £6, suggested £6, £12.50, £18', 'patron a year': 'not on sale' },
    })
  })

  it('that stays as it is leaves no trace', async () => {
    const before = await auditOf(ctx, [subjectOf('plans', 'GBP')])
    await changeTerms(ctx, 'GBP', termsInputSchema.parse(typed), administrator.id)
    expect(await auditOf(ctx, [subjectOf('plans', 'GBP')])).toHaveLength(before.length)
  })

  it('fills its form with what it is', async () => {
    expect(await termsTyped(ctx, 'GBP')).toMatchObject({
      onceSuggested: '10 25 50',
      maximum: '10000',
      'plans.supporter.month.suggested': '6 12.50 18',
      'plans.supporter.month.onSale': 'on',
    })
    expect(await termsTyped(ctx, 'GBP')).not.toHaveProperty('plans.patron.year.onSale')
  })

  it('does not contradict itself', async () => {
    const of = (tier: 'supporter' | 'patron', change: (one: { minimum: number; suggested: number[] }) => void) =>
      faultsOf(({ plans }) => {
        const one = plans[`${tier}.month`]
        if (one) change(one)
      })
    expect(await of('patron', (one) => (one.minimum = 600))).toEqual(['plans.patron.month.minimum'])
    expect(await of('supporter', (one) => (one.suggested = [500]))).toEqual(['plans.supporter.month.suggested'])
    expect(await of('patron', (one) => (one.suggested = [2_000_000]))).toEqual(['plans.patron.month.suggested'])
    expect(await faultsOf((input) => (input.maximum = 200))).toContain('maximum')
    expect(await faultsOf((input) => (input.onceSuggested = [100]))).toEqual(['onceSuggested'])
  })

  it('is typed in amounts', () => {
    const fault = (change: object) =>
      termsInputSchema.safeParse({ ...typed, ...change }).error?.issues.map(({ path }) => path.join('.'))
    expect(fault({ onceMinimum: 'five' })).toEqual(['onceMinimum'])
    expect(fault({ onceMinimum: '0.50' })).toEqual(['onceMinimum'])
    expect(fault({ onceSuggested: '' })).toEqual(['onceSuggested'])
    expect(fault({ onceSuggested: '1 2 3 4 5 6 7' })).toEqual(['onceSuggested'])
    expect(fault({ plans: { ...typed.plans, 'patron.year': plan('') } })).toEqual([
      'plans.patron.year.minimum',
      'plans.patron.year.suggested',
    ])
  })
})
