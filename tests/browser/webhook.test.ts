import { request as httpRequest } from 'node:http'
import { Readable } from 'node:stream'
import { expect, test } from './support/journey.ts'

const path = '/api/stripe/webhook'
const event = JSON.stringify({ id: 'evt_forged', object: 'event', type: 'invoice.paid', data: { object: {} } })

/** Sends megabytes without saying how many, as fast as they are taken. @returns what was answered, or that the line was cut */
function flood(url: string, megabytes: number): Promise<number | string> {
  return new Promise((resolve) => {
    const sent = httpRequest(url, { method: 'POST' }, (answer) => resolve(answer.statusCode ?? 0))
    sent.on('error', () => resolve('cut off'))
    Readable.from(Array.from({ length: megabytes * 16 }, () => Buffer.alloc(64 * 1024))).pipe(sent)
  })
}

test.describe('the address Stripe writes to', () => {
  test('answers nothing but POST', async ({ request }) => {
    for (const method of ['GET', 'PUT', 'DELETE', 'PATCH'])
      expect((await request.fetch(path, { method })).status(), method).toBe(405)
  })

  test('refuses what is not signed, or wrongly, and says nothing of why', async ({ request }) => {
    for (const signature of ['', 't=1,v1=0', `t=${Math.floor(Date.now() / 1000)},v1=${'0'.repeat(64)}`]) {
      const answer = await request.post(path, { data: event, headers: { 'stripe-signature': signature } })
      expect(answer.status()).toBe(400)
      expect(await answer.text()).toBe('')
    }
    expect((await request.post(path, { data: event })).status()).toBe(400)
  })

  test('takes no more than a megabyte, with its length said or not', async ({ request, addresses }) => {
    const said = await request.post(path, { data: 'x'.repeat(1024 * 1024 + 1) })
    expect(said.status()).toBe(413)
    // Whoever goes on sending after the answer may find the line cut: that, too, is a refusal.
    const answered = await flood(addresses.web + path, 20)
    expect([413, 'cut off']).toContain(answered)
    expect((await request.get('/api/health')).status()).toBe(200)
  })
})

test('/join leads to the donate page with what was asked for, and nowhere else', async ({ request }) => {
  for (const [asked, led] of [
    ['/join', '/donate'],
    ['/join?amount=20&from=%2Farticles%2Fa', '/donate?amount=20&from=%2Farticles%2Fa'],
    ['/join?to=//elsewhere.example', '/donate?to=%2F%2Felsewhere.example'],
  ] as const) {
    const answer = await request.get(asked, { maxRedirects: 0 })
    expect(answer.status()).toBe(308)
    expect(answer.headers().location).toBe(led)
  }
})

test('a return address with anything but a session of ours shows nothing, and no fault', async ({ page }) => {
  for (const session of ['cs_test_invented', '%00', '%F0%9F%8E%88', 'x'.repeat(3000), '&session=a&session=b']) {
    const answer = await page.goto(`/donate/thanks?session=${session}`)
    expect(answer?.status(), session).toBe(200)
    await expect(page.getByRole('heading', { name: 'No donation to show here' })).toBeVisible()
  }
})

test('a donate page led to from elsewhere leads back into the magazine only', async ({ page }) => {
  for (const from of [
    '//elsewhere.example',
    'https://elsewhere.example',
    '/%5Celsewhere.example',
    '/.//elsewhere.example',
  ]) {
    await page.goto(`/donate?from=${encodeURIComponent(decodeURIComponent(from))}`)
    expect(await page.content()).not.toContain('elsewhere.example"')
    await expect(page.getByRole('button', { name: 'Continue to payment' })).toBeVisible()
  }
})
