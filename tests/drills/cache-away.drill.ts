import { setTimeout as wait } from 'node:timers/promises'
import { expect as expectOfPage } from '@playwright/test'
import { afterAll, expect, test } from 'vitest'
import { purgeToken, startArrangement, type Arrangement } from '#tests/deploy/arrangement.ts'
import { startStack } from '#tests/donations/crashes/stack.ts'
import { appearsSoon, publishDraft } from './support/appearing.ts'
import { openBrowser, wordsOn } from './support/browser.ts'
import { countUp, settled, tellTroubles } from './support/counting.ts'
import { builtSite, peopled } from './support/magazine.ts'
import { letPeopleWork } from './support/people.ts'
import { longest } from './support/visitor.ts'
import { tell } from './telling.ts'

await builtSite()
tell('Starting a magazine of two web instances with Redis behind them and Varnish before them, and all the rest.')
const shared = ['AUTH_SECRET', 'STRIPE_SECRET_KEY', 'STRIPE_WEBHOOK_SECRET', 'STRIPE_API_BASE', 'SMTP_URL']
const { promise: begun, resolve: begin } = Promise.withResolvers<Arrangement>()
const stack = await startStack(async (known) => {
  const options = Object.fromEntries(Object.entries(known).filter(([name]) => shared.includes(name)))
  const arrangement = await startArrangement(known.DATABASE_URL ?? '', { ...options, LOG_LEVEL: 'warn' })
  begin(arrangement)
  return {
    PUBLIC_URL: arrangement.front,
    WEB_URLS: arrangement.web.join(','),
    CACHE_VARNISH_URLS: arrangement.front,
    CACHE_VARNISH_TOKEN: purgeToken,
  }
})
const arrangement = await begun
const { front, web } = arrangement
const magazine = await peopled(stack, { webUrl: web[0], publicUrl: front })
afterAll(async () => {
  await arrangement.stop()
  await stack.stop()
}, 60_000)

const { article, drafts } = magazine

test('Redis is killed and stops answering, Varnish is killed, and then both web instances', async () => {
  const traffic = letPeopleWork(magazine)
  const browser = await openBrowser(magazine)
  const reader = await browser.open()
  await reader.goto(`/articles/${article.slug}`)
  await wait(5_000)

  tell('Redis is ended.')
  await arrangement.stopShared()
  await appearsSoon(magazine, -2)
  await wait(5_000)
  await arrangement.startShared()
  tell('Redis is there again.')
  await appearsSoon(magazine, -3)

  tell('Redis takes every question and answers none.')
  arrangement.holdShared()
  await wait(3_000)
  await appearsSoon(magazine, -5)
  arrangement.letSharedGoOn()
  tell('Redis answers again.')

  tell(
    'Varnish is ended: readers have their browser’s own page until it is started again. An article is published meanwhile.',
  )
  expect((await fetch(`${front}/articles/${drafts.at(-4)?.slug}`)).status).toBe(404)
  await arrangement.stopFront()
  const { address } = await publishDraft({ ...magazine, publicUrl: web[1] }, -4)
  await wait(5_000)
  await arrangement.startFront()
  await expect.poll(async () => (await fetch(address.replace(web[1], front))).status, { timeout: 30_000 }).toBe(200)
  await traffic.end()
  tellTroubles(traffic)
  expect(traffic.troubles).toEqual(new Map())
  expect(longest.ms).toBeLessThan(10_000)

  tell('Both web instances are ended: what Varnish has is shown, and of the rest it says that it is not there.')
  await settled(magazine)
  // What is asked for while something is purged is shown, and not kept.
  await expect
    .poll(async () => (await fetch(`${front}/articles/${article.slug}`)).headers.get('x-cache'), { timeout: 15_000 })
    .toBe('HIT')
  await arrangement.stopWeb()
  await reader.goto(`/articles/${article.slug}`)
  await expectOfPage(reader.getByRole('heading', { name: article.headline })).toBeVisible()
  const answer = await reader.goto('/account')
  expect({ status: answer?.status(), retryAfter: answer?.headers()['retry-after'] }).toEqual({
    status: 503,
    retryAfter: '10',
  })
  await expectOfPage(reader.getByRole('heading', { name: 'Back in a moment' })).toBeVisible()
  const other = await reader.goto('/articles/nobody-has-read-this')
  expect(other?.status()).toBe(503)
  await expectOfPage(reader.getByRole('heading', { name: 'Back in a moment' })).toBeVisible()
  tell(`  Readers are told: “${await wordsOn(reader)}”`)
  await arrangement.startWeb()
  tell('They are there again.')
  await expect.poll(async () => (await fetch(`${front}/api/health`)).status, { timeout: 30_000 }).toBe(200)
  await reader.getByRole('link', { name: 'Try again' }).click()
  await expectOfPage(reader.getByRole('heading', { name: 'There is no page at this address' })).toBeVisible()
  await browser.close()

  await countUp(magazine, traffic)
  expect(stack.worker.lastWords()).toEqual([])
})
