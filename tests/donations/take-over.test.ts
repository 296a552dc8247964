import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { mails } from '#db/schema/platform.ts'
import { knowAsCustomer } from '#lib/donations/former-customers.ts'
import { reconcile } from '#lib/donations/reconcile.ts'
import { takeOverGifts } from '#lib/donations/take-over.ts'
import { importGhost } from '#lib/importers/ghost/import.ts'
import { membershipOf } from '#lib/membership/queries.ts'
import { openTill } from './till.ts'

const till = await openTill()
const { dashboard } = till

/** What another system made at this Stripe account before. */
const ghost = await dashboard.products.create({ name: 'Gold' })
const course = await dashboard.products.create({ name: 'A course' })

async function giver() {
  const person = await till.person()
  const customer = await dashboard.customers.create({ email: person.email })
  const method = await dashboard.paymentMethods.attach('pm_card_visa', { customer: customer.id })
  await dashboard.customers.update(customer.id, { invoice_settings: { default_payment_method: method.id } })
  await knowAsCustomer(till.ctx(), person.id, customer.id)
  const subscribe = (product: string, unit_amount = 2500) =>
    dashboard.subscriptions.create({
      customer: customer.id,
      items: [{ price_data: { currency: 'gbp', product, unit_amount, recurring: { interval: 'month' } } }],
    })
  const takeOver = () =>
    takeOverGifts(till.ctx(), { personId: person.id, customerId: customer.id, products: new Set([ghost.id]) })
  return { person, subscribe, takeOver, standing: () => membershipOf(till.ctx(), person.id), customer }
}

test('a gift that another system began goes on here: same amount, same day, nothing charged, nobody written to', async () => {
  const { person, subscribe, takeOver, standing } = await giver()
  const before = await subscribe(ghost.id)
  await till.handIn()
  expect(await standing()).toMatchObject({ state: 'none' })

  expect(await takeOver()).toEqual({ taken: [before.id], left: [] })
  expect(await standing()).toMatchObject({ state: 'active', tier: 'patron' })
  const after = await dashboard.subscriptions.retrieve(before.id)
  expect(after.items.data[0]).toMatchObject({
    price: { unit_amount: 2500 },
    current_period_end: before.items.data[0]?.current_period_end,
  })
  expect((await dashboard.invoices.list({ subscription: before.id })).data).toHaveLength(1)
  await till.handIn()
  expect(await till.known(person.id)).toMatchObject({ donations: [], thanks: 0 })
  expect(await till.ctx().db.$count(mails)).toBe(0)

  expect(await takeOver()).toEqual({ taken: [], left: [] })
  await till.advance(32)
  await till.handIn()
  expect(await standing()).toMatchObject({ state: 'active', tier: 'patron' })
  expect(await till.known(person.id)).toMatchObject({ donations: [{ amount: 2500, currency: 'GBP' }] })
  expect((await dashboard.invoices.list({ subscription: before.id })).data).toHaveLength(2)
  expect((await reconcile(till.ctx())).unrepaired).toEqual([])
})

test('one that was cancelled and has not lapsed ends on its day', async () => {
  const { subscribe, takeOver, standing } = await giver()
  const { id, items } = await subscribe(ghost.id, 500)
  await dashboard.subscriptions.update(id, { cancel_at_period_end: true })
  await takeOver()
  const end = new Date((items.data[0]?.current_period_end ?? 0) * 1000)
  expect(await standing()).toMatchObject({ state: 'ending', tier: 'supporter', until: end })
})

test('what the account sells besides makes nobody a member, and is not touched', async () => {
  const { subscribe, takeOver, standing } = await giver()
  const { id, items } = await subscribe(course.id)
  expect(await takeOver()).toEqual({ taken: [], left: [] })
  await till.handIn()
  await till.advance(32)
  await till.handIn()
  expect(await standing()).toMatchObject({ state: 'none' })
  const after = await dashboard.subscriptions.retrieve(id)
  expect(after.items.data[0]?.price.id).toBe(items.data[0]?.price.id)
})

test('of two gifts of one customer the higher goes on here, and the other is told of', async () => {
  const { subscribe, takeOver, standing } = await giver()
  const low = await subscribe(ghost.id, 500)
  const high = await subscribe(ghost.id, 2000)
  expect(await takeOver()).toMatchObject({ taken: [high.id], left: [{ id: low.id }] })
  expect(await standing()).toMatchObject({ state: 'active', tier: 'patron' })
  expect(await dashboard.subscriptions.retrieve(low.id)).toMatchObject({ status: 'active' })
})

test('an import of Ghost’s members with --stripe has their gifts go on', async () => {
  const { person, subscribe, standing, customer } = await giver()
  await subscribe(ghost.id, 500)
  const folder = mkdtempSync(join(tmpdir(), 'standfirst-ghost-'))
  const csv = join(folder, 'members.csv')
  const json = join(folder, 'export.json')
  writeFileSync(csv, `id,email,name,stripe_customer_id\nm1,${person.email.toUpperCase()},Ada,${customer.id}\n`)
  writeFileSync(json, JSON.stringify({ data: { posts: [], stripe_products: [{ stripe_product_id: ghost.id }] } }))
  try {
    await expect(importGhost(till.ctx(), [csv], { stripe: true })).rejects.toThrow('Which products at Stripe')
    await importGhost(till.ctx(), [json, csv], { stripe: true, isTrial: true })
    expect(await standing()).toMatchObject({ state: 'none' })
    const report = await importGhost(till.ctx(), [json, csv], { stripe: true })
    expect(report.came).toContainEqual({ what: 'regular gifts that go on here', count: 1 })
    expect(await standing()).toMatchObject({ state: 'active', tier: 'supporter' })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})
