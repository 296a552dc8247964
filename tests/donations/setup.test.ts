import { readFileSync } from 'node:fs'
import { afterAll, expect, test } from 'vitest'
import { readStripeConfig } from '#lib/config.ts'
import { eventsWanted } from '#lib/donations/internal/apply-event.ts'
import { stripe } from '#lib/donations/internal/stripe.ts'
import { planSetup } from '#lib/donations/setup.ts'
import { setUpStripe } from '#scripts/stripe/set-up.ts'
import { startSandbox } from '#sandbox/stripe/start.ts'

const sandbox = await startSandbox({ port: 0, stateFile: ':memory:', merchantName: 'The Weekly' })
afterAll(() => sandbox.stop())

const environment = {
  PUBLIC_URL: 'https://magazine.example',
  STRIPE_SECRET_KEY: 'sk_test_setup',
  STRIPE_API_BASE: `http://127.0.0.1:${sandbox.port}`,
}
const ctx = { config: readStripeConfig(environment) }
const dashboard = stripe(ctx)

async function whatItDoes() {
  const { steps } = await planSetup(ctx)
  return steps.map(({ thing, does }) => `${does} ${thing}`)
}

test('an empty account is prepared, once, and says the secret of its webhooks', async () => {
  const plan = await planSetup(ctx)
  expect(plan).toMatchObject({ account: { name: 'The Weekly' }, isLive: false })
  expect(plan.steps.map(({ thing, does }) => `${does} ${thing}`)).toEqual([
    'make product standfirst_supporter',
    'make product standfirst_patron',
    'make product standfirst_donation',
    'make product standfirst_postage',
    'make webhooks to https://magazine.example/api/stripe/webhook',
    'make settings of the customer portal',
  ])
  const told: (string | undefined)[] = []
  for (const step of plan.steps) told.push(await step.run())
  expect(told.filter((one) => one !== undefined)).toEqual([expect.stringMatching(/^whsec_/)])

  const [endpoint] = (await dashboard.webhookEndpoints.list()).data
  expect(endpoint).toMatchObject({ status: 'enabled', metadata: { app: 'standfirst' } })
  expect(endpoint?.enabled_events.toSorted()).toEqual(eventsWanted)
  const [portal] = (await dashboard.billingPortal.configurations.list()).data
  expect(portal?.features.payment_method_update.enabled).toBe(true)
  expect(portal?.features.subscription_cancel.enabled).toBe(false)

  expect((await whatItDoes()).every((line) => line.startsWith('leave'))).toBe(true)
  expect((await planSetup(ctx)).remarks).toEqual([expect.stringContaining('STRIPE_WEBHOOK_SECRET is not set')])
})

test('what was changed by hand is put right, what was named by hand keeps its name, and nothing of others is touched', async () => {
  await dashboard.products.update('standfirst_patron', { name: 'Friend of the magazine', active: false })
  const [endpoint] = (await dashboard.webhookEndpoints.list()).data
  await dashboard.webhookEndpoints.update(endpoint?.id ?? '', {
    enabled_events: ['invoice.paid', 'plan.created'],
    disabled: true,
  })
  const other = await dashboard.webhookEndpoints.create({ url: 'https://shop.example/hook', enabled_events: ['*'] })
  const [portal] = (await dashboard.billingPortal.configurations.list()).data
  await dashboard.billingPortal.configurations.update(portal?.id ?? '', {
    features: { subscription_cancel: { enabled: true } },
  })

  const plan = await planSetup(ctx)
  expect(plan.steps.filter(({ does }) => does === 'change').map(({ thing }) => thing)).toEqual([
    'product standfirst_patron',
    'webhooks to https://magazine.example/api/stripe/webhook',
    'settings of the customer portal',
  ])
  expect(plan.steps.find(({ thing }) => thing.startsWith('webhooks'))?.how).toMatch(
    /^it is switched off: .*tell it also of .*checkout[.]session[.]completed.*; no longer of plan[.]created$/,
  )
  for (const step of plan.steps) await step.run()
  expect((await whatItDoes()).every((line) => line.startsWith('leave'))).toBe(true)
  expect(await dashboard.products.retrieve('standfirst_patron')).toMatchObject({
    name: 'Friend of the magazine',
    active: true,
  })
  expect(await dashboard.webhookEndpoints.retrieve(other.id)).toMatchObject({ enabled_events: ['*'] })
  expect((await dashboard.webhookEndpoints.list()).data).toHaveLength(2)
})

test('the command asks before a live account, refuses one to a stand-in, and asks nobody where nobody is', async () => {
  const run = (args: string[], more: Record<string, string> = {}) =>
    setUpStripe(args, { NODE_ENV: 'test', ...environment, ...more })
  const live = { STRIPE_SECRET_KEY: 'sk_live_no' }
  await expect(run([], { ...live, STRIPE_API_BASE: '' })).rejects.toThrow('--live')
  await expect(run(['--live'], live)).rejects.toThrow('only ever sent to Stripe itself')
  await expect(run([], { PUBLIC_URL: '' })).rejects.toThrow('PUBLIC_URL is missing')
  await expect(run(['--delete'])).rejects.toThrow('Not understood')

  const elsewhere = { PUBLIC_URL: 'https://other.example' }
  await run(['--dry-run'], elsewhere)
  await expect(run([], elsewhere)).rejects.toThrow('Nobody can be asked here')
  expect((await dashboard.webhookEndpoints.list()).data).toHaveLength(2)
  await run(['--yes'], elsewhere)
  expect((await dashboard.webhookEndpoints.list()).data.map(({ url }) => url)).toContain(
    'https://other.example/api/stripe/webhook',
  )
})

test('the operator’s page names the events that are acted on, all of them and no other', () => {
  const page = readFileSync('docs/stripe.md', 'utf8')
  const named = /with these events[^\n]*\n((?:\s+`[^\n]+\n)+)/.exec(page)?.[1] ?? ''
  const types = named.matchAll(/`([a-z_.]+)`/g).map(([, type]) => type)
  expect(new Set(types)).toEqual(new Set(eventsWanted))
})
