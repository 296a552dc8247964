import { setTimeout as wait } from 'node:timers/promises'
import { expect as expectOfPage } from '@playwright/test'
import { afterAll, expect, test } from 'vitest'
import { reconcile } from '#lib/donations/reconcile.ts'
import { sessionIn } from '#tests/donations/paying.ts'
import { openBrowser, wordsOn } from './support/browser.ts'
import { at, countUp, settled, tellTroubles } from './support/counting.ts'
import { openMagazine } from './support/magazine.ts'
import { letPeopleWork, payOnce } from './support/people.ts'
import { tell } from './telling.ts'

const magazine = await openMagazine()
const { stack } = magazine
afterAll(() => stack.stop(), 60_000)

test('Stripe is out of reach, slow, silent, and loses answers', async () => {
  const browser = await openBrowser(magazine)
  const donor = await browser.open()
  const paid = await browser.open()
  const traffic = letPeopleWork(magazine)
  await wait(5_000)

  tell('A donor pays, and Stripe goes away before they come back.')
  await beginToGive(paid, '21')
  await paid.waitForURL(/\/c\/pay\//)
  await stack.press('faults', { webhooks: { hold: true } })
  const session = sessionIn(await payOnce(paid.url(), 'came-back@example.org'))
  await stack.stripeDown()
  await paid.goto(`/donate/thanks?session=${session}`)
  await expectOfPage(paid.getByRole('heading', { name: 'Thank you' })).toBeVisible()
  tell(`  They read: “${await mainOf(paid)}”`)

  tell('Another wants to give.')
  await beginToGive(donor, '22')
  await expectTold(donor, '22')
  expect(await at(magazine, '/api/ready')).toMatchObject({ status: 200, body: { faults: [] } })
  await wait(10_000)
  await stack.stripeUp()
  await stack.press('faults', {})
  tell('Stripe is there again: both go on where they were.')
  await donor.getByRole('button', { name: 'Continue to payment' }).click()
  await donor.waitForURL(/\/c\/pay\//)
  traffic.done.push({ kind: 'donations', ref: 'came-back@example.org' })
  await payOnce(donor.url(), 'gave-later@example.org')
  traffic.done.push({ kind: 'donations', ref: 'gave-later@example.org' })
  await paid.reload()
  await expectOfPage(paid.getByText('£21').first()).toBeVisible()

  tell('Stripe takes four seconds for every answer.')
  await stack.press('faults', { latencyMilliseconds: 4_000 })
  await wait(15_000)
  tell('Stripe takes what it is told, and then hangs up.')
  await stack.press('faults', { api: { answer: 'disconnect', executed: true } })
  await wait(8_000)
  tell('Stripe says nothing at all.')
  await stack.press('faults', { api: { answer: 'timeout' } })
  await beginToGive(donor, '23')
  const pressed = performance.now()
  await expectTold(donor, '23', 40_000)
  tell(`  They were told after ${((performance.now() - pressed) / 1_000).toFixed(1)} s.`)
  await stack.press('faults', {})

  tell('Stripe is well.')
  await traffic.end()
  await browser.close()
  tellTroubles(traffic)
  expect([...traffic.troubles.keys()].filter((what) => !what.startsWith('donations:'))).toEqual([])
  await settled(magazine)
  await countUp(magazine, traffic)
  expect(await reconcile(stack.ctx())).toMatchObject({ repaired: [], unrepaired: [] })
  expect(stack.web.lastWords()).toEqual([])
  expect(stack.worker.lastWords()).toEqual([])
})

type Window = Awaited<ReturnType<Awaited<ReturnType<typeof openBrowser>>['open']>>

async function beginToGive(page: Window, amount: string): Promise<void> {
  await page.goto('/donate?frequency=once')
  await page.getByLabel('Another amount in GBP').fill(amount)
  await page.getByRole('button', { name: 'Continue to payment' }).click()
}

async function expectTold(page: Window, amount: string, timeout = 20_000): Promise<void> {
  const told = page.getByText(/The payment service (cannot be reached|is slow to answer)/)
  await expectOfPage(told).toBeVisible({ timeout })
  tell(`  They read: “${(await told.innerText()).trim()}”`)
  await expectOfPage(page.getByLabel('Another amount in GBP')).toHaveValue(amount)
  await expectOfPage(page.getByRole('button', { name: 'Continue to payment' })).toBeEnabled()
}

async function mainOf(page: Window): Promise<string> {
  const words = await wordsOn(page)
  return words.slice(words.indexOf('Thank you'), words.indexOf('Look again'))
}
