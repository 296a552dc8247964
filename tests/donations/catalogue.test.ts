import { expect, test } from 'vitest'
import { ensureCatalogue } from '#lib/donations/internal/catalogue.ts'
import { openTill } from './till.ts'

const till = await openTill()

/** A process of its own asks Stripe itself: what is remembered belongs to a configuration. */
function anotherProcess() {
  const ctx = till.ctx()
  return { ...ctx, config: { ...ctx.config, stripe: { ...ctx.config.stripe } } }
}

test('several processes that start at once make each product once', async () => {
  await Promise.all(Array.from({ length: 4 }, () => ensureCatalogue(anotherProcess())))
  const { data } = await till.dashboard.products.list({ limit: 100 })
  expect(data.map(({ id }) => id).toSorted((a, b) => a.localeCompare(b))).toEqual([
    'standfirst_donation',
    'standfirst_patron',
    'standfirst_postage',
    'standfirst_supporter',
  ])
})

test('a product archived in the dashboard is put back on the shelf', async () => {
  await till.dashboard.products.update('standfirst_supporter', { active: false })
  await ensureCatalogue(anotherProcess())
  expect(await till.dashboard.products.retrieve('standfirst_supporter')).toMatchObject({ active: true })
})
