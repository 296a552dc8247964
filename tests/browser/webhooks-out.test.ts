import { once } from 'node:events'
import { createServer } from 'node:http'
import { Webhook } from 'standardwebhooks'
import { newAddress } from './support/acts.ts'
import { administrator, enter, give } from './support/desk.ts'
import { faultsOf } from './support/faults.ts'
import { expect, test } from './support/journey.ts'
import { ownArticle } from './support/own-article.ts'

/** Somebody else's software on the same machine, which the demonstration may reach. */
async function listening({ isSlowToTake = true } = {}) {
  const received: { headers: Record<string, string>; body: string }[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    request.on('end', () => {
      const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]))
      received.push({ headers, body })
      response.writeHead(isSlowToTake && received.length === 1 ? 503 : 200).end('heard')
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('it does not listen')
  return { url: `http://localhost:${address.port}/hooks`, received, close: () => server.close() }
}

test('an administrator adds an endpoint, it is told and tried again, and the log says so', async ({
  page,
  addresses,
}) => {
  test.setTimeout(180_000)
  const other = await listening()
  try {
    await enter(page.context(), addresses, administrator)
    await page.goto('/desk/settings')
    await page.getByRole('link', { name: 'Webhooks' }).click()
    await page.getByLabel('Address').fill('http://partner.example/hooks')
    await page.getByRole('button', { name: 'Make this endpoint' }).click()
    await expect(page.getByText('Choose at least one event.')).toBeVisible()
    await page.getByLabel(/Somebody becomes a member/).check()
    await page.getByRole('button', { name: 'Make this endpoint' }).click()
    await expect(page.getByText('begins with https://').first()).toBeVisible()
    await page.getByLabel('Address').fill(other.url)
    await page.getByLabel('Whose it is').fill('The newsletter')
    await page.getByRole('button', { name: 'Make this endpoint' }).click()
    const secret = await page.getByText(/^whsec_/).textContent()
    expect(await faultsOf(page)).toEqual([])
    await page.getByRole('link', { name: 'Open it' }).click()
    await expect(page.getByRole('heading', { level: 1, name: /^localhost/ })).toBeVisible()
    await expect(page.getByText(/^whsec_/)).toHaveCount(0)
    expect(await faultsOf(page)).toEqual([])
    const endpoint = page.url()
    await page.getByRole('button', { name: 'Send a test event' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'What was sent' })).toBeVisible()

    // The first answer was 503; five seconds later it is tried again.
    await expect.poll(() => other.received.length, { timeout: 60_000 }).toBe(2)
    for (const { body, headers } of other.received)
      expect(new Webhook(secret ?? '').verify(body, headers)).toMatchObject({ type: 'test' })
    expect(other.received[0]?.headers['webhook-id']).toBe(other.received[1]?.headers['webhook-id'])
    await expect
      .poll(async () => {
        await page.reload()
        return page.getByRole('row', { name: /test Delivered/ }).count()
      })
      .toBe(1)
    expect(await faultsOf(page)).toEqual([])
    await page.getByRole('link', { name: 'test', exact: true }).click()
    await expect(page.getByRole('row', { name: /It answered 503/ })).toBeVisible()
    await expect(page.getByRole('row', { name: /It answered 200.*heard/ })).toBeVisible()
    expect(await faultsOf(page)).toEqual([])
    await page.getByRole('button', { name: 'Send it again' }).click()
    await expect.poll(() => other.received.length).toBe(3)

    await page.goto(endpoint)
    await page.getByRole('button', { name: 'Make a new secret' }).click()
    await expect(page.getByText(/^whsec_/)).toBeVisible()
    await page.getByText('Remove this endpoint').click()
    await page.getByRole('button', { name: 'Remove it' }).click()
    await expect(page.getByText('The endpoint is removed.')).toBeVisible()
  } finally {
    other.close()
  }
})

test('somebody joins, and whoever listens is told', async ({ page, addresses, browser }) => {
  test.setTimeout(180_000)
  const other = await listening()
  try {
    await enter(page.context(), addresses, administrator)
    await page.goto('/desk/settings/webhooks')
    await page.getByLabel('Address').fill(other.url)
    await page.getByLabel(/Somebody becomes a member/).check()
    await page.getByRole('button', { name: 'Make this endpoint' }).click()
    await expect(page.getByText(/^whsec_/)).toBeVisible()
    const donor = await (await browser.newContext({ baseURL: addresses.web })).newPage()
    const email = newAddress('told')
    await give(donor, email)
    await expect
      .poll(() => other.received.some(({ body }) => body.includes('"member.joined"')), { timeout: 60_000 })
      .toBe(true)
    for (const { body } of other.received) expect(body).not.toContain(email)
    await page.getByRole('link', { name: 'Open it' }).click()
    await page.getByRole('button', { name: 'Turn it off' }).click()
    await expect(page.getByText('The endpoint is off.')).toBeVisible()
  } finally {
    other.close()
  }
})

test('an editor publishes, and the log has that whoever listens took it', async ({ page, addresses, browser }) => {
  test.setTimeout(180_000)
  const other = await listening({ isSlowToTake: false })
  try {
    await enter(page.context(), addresses, administrator)
    await page.goto('/desk/settings/webhooks')
    await page.getByLabel('Address').fill(other.url)
    await page.getByLabel(/An article appears/).check()
    await page.getByRole('button', { name: 'Make this endpoint' }).click()
    const secret = await page.getByText(/^whsec_/).textContent()
    const { id, slug } = await ownArticle(addresses, [], 'draft')
    const context = await browser.newContext({ baseURL: addresses.web })
    await enter(context, addresses, 'editor@saltmarsh.example')
    const desk = await context.newPage()
    await desk.goto(`/desk/articles/${id}`)
    const publishing = desk.getByRole('form', { name: 'Publish now' })
    await publishing.getByRole('checkbox').check()
    await publishing.getByRole('button', { name: 'Publish now' }).click()
    await expect(desk.getByText('Published. Readers see it now.')).toBeVisible()
    await context.close()

    const told = () => other.received.filter(({ body }) => body.includes(slug))
    await expect.poll(() => told().length, { timeout: 60_000 }).toBe(1)
    for (const { body, headers } of told())
      expect(new Webhook(secret ?? '').verify(body, headers)).toMatchObject({
        type: 'article.published',
        data: { id, slug, url: `${addresses.web}/articles/${slug}` },
      })
    await page.getByRole('link', { name: 'Open it' }).click()
    await page.getByRole('link', { name: 'What was sent' }).first().click()
    await expect
      .poll(async () => {
        await page.reload()
        return page.getByRole('row', { name: /article\.published Delivered/ }).count()
      })
      .toBeGreaterThan(0)
    await page.getByRole('link', { name: 'article.published' }).first().click()
    await expect(page.getByRole('row', { name: /It answered 200.*heard/ })).toBeVisible()
    expect(await faultsOf(page)).toEqual([])
  } finally {
    other.close()
  }
})

test('nobody but administrators finds any of it', async ({ browser, addresses }) => {
  for (const who of ['editor', 'managing-editor', 'moderator', 'fulfilment', 'reader']) {
    const context = await browser.newContext({ baseURL: addresses.web })
    await enter(context, addresses, `${who}@saltmarsh.example`)
    for (const path of ['/desk/settings/webhooks', '/desk/settings/webhooks/log'])
      expect([who, path, (await context.request.get(path)).status()]).toEqual([who, path, 404])
    await context.close()
  }
})
