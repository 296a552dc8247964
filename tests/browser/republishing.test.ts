import { saveArticle } from '#lib/articles/commands.ts'
import { enquire, textOf } from '#tests/licences/enquiries.ts'
import { enter, withDatabase } from './support/desk.ts'
import { faultsOf } from './support/faults.ts'
import { expect, test } from './support/journey.ts'
import { article, managingEditor, offer, stranger } from './support/licence.ts'
import { linkIn } from './support/mailbox.ts'
import { onTheStack } from './support/planted.ts'

test('an enquiry is answered with free terms, which are accepted without a script, and the text is there to take', async ({
  browser,
  page,
  baseURL,
  addresses,
  mailbox,
}) => {
  const { caseId, email } = await onTheStack(addresses, async (ctx) => {
    const made = await enquire(ctx, article)
    const [row] = await withDatabase(addresses.databaseUrl, (sql) => sql`select email from cases where id = ${made}`)
    return { caseId: made, email: String(row?.email) }
  })
  await enter(page.context(), addresses, managingEditor)
  await page.goto(`/desk/licences/new?case=${caseId}`)
  await expect(page.getByText('We should like to print this')).toBeVisible()
  await expect(page.getByLabel('Publication')).toHaveValue('The Invermorrow Observer')
  await expect(page.getByLabel('Language')).toHaveValue('Welsh')
  await page.getByLabel('The whole text,').check()
  await page.getByLabel('Days to answer').fill('never')
  await page.getByRole('button', { name: 'Offer these terms' }).click()
  await expect(page.getByText('Enter whole days.')).toBeVisible()
  await page.getByLabel('Days to answer').fill('10')
  await page.getByRole('button', { name: 'Offer these terms' }).click()
  await expect(page.getByText('The terms are on their way')).toBeVisible()

  const theirs = await stranger(browser, baseURL, false)
  const address = linkIn(await mailbox.latest(email, 'terms to republish'), '/republish/')
  await theirs.goto(address)
  await expect(theirs.getByText('The Invermorrow Observer').first()).toBeVisible()
  expect((await theirs.request.get(`${address}/article.html`)).status()).toBe(404)
  await theirs.getByRole('button', { name: 'Accept the terms' }).click()
  await expect(theirs.getByText('Type your name')).toBeVisible()
  await theirs.getByLabel('Your name').fill('Ines Corrigan')
  await theirs.getByRole('button', { name: 'Accept the terms' }).click()
  await expect(theirs.getByLabel('As HTML')).toHaveValue(/^<h1>/)
  await expect(theirs.getByLabel('As plain text')).toHaveValue(new RegExp(`${baseURL}/articles/${article}\\s*$`))
  const file = await theirs.request.get(`${address}/article.html`)
  expect(file.headers()).toMatchObject({
    'content-disposition': `attachment; filename="${article}.html"`,
    'cache-control': 'private, no-store',
    'x-robots-tag': 'noindex',
  })
  expect(await file.text()).not.toMatch(/<script|<img|class=|utm_/)
  expect((await theirs.request.get(`${address}/article.txt`)).headers()['content-type']).toContain('text/plain')
  await mailbox.latest(email, 'for you')

  await page.goto('/desk/licences?show=in_force')
  await page
    .getByRole('row', { name: /In force/ })
    .getByRole('link')
    .first()
    .click()
  await expect(page.getByText('The licensee accepted the terms')).toBeVisible()
  await expect(page.getByText('The address of the text')).toBeVisible()
  await page.goto(`/desk/cases/${caseId}`)
  await expect(page.getByRole('link', { name: /^LI-/ })).toBeVisible()
  await expect(page.getByText('In force')).toBeVisible()
  const [row] = await withDatabase(addresses.databaseUrl, (sql) => sql`select state from cases where id = ${caseId}`)
  expect(row?.state).toBe('published')
  await theirs.context().close()
})

test('terms with a fee are accepted, paid at Stripe, and then the text is theirs; ended, it is not any more', async ({
  browser,
  page,
  baseURL,
  addresses,
  mailbox,
}) => {
  const email = await offer(page, addresses, '120')
  const address = linkIn(await mailbox.latest(email, 'terms to republish'), '/republish/')
  const theirs = await stranger(browser, baseURL)
  await theirs.goto(address)
  await theirs.getByLabel('Your name').fill('Ines Corrigan')
  await theirs.getByRole('button', { name: 'Accept the terms and go on to payment' }).click()
  await expect(theirs.getByText('as soon as the invoice is paid')).toBeVisible()
  expect(linkIn(await mailbox.latest(email, 'invoice over £120'), '/i/')).toBe(
    await theirs.getByRole('link', { name: 'Pay the invoice' }).getAttribute('href'),
  )
  expect((await theirs.request.get(`${address}/article.txt`)).status()).toBe(404)
  await theirs.getByRole('link', { name: 'Pay the invoice' }).click()
  await theirs.getByLabel('Card number').fill('4242424242424242')
  await theirs.getByLabel('Expiry').fill('12 / 34')
  await theirs.getByLabel('CVC').fill('123')
  await theirs.getByRole('button', { name: 'Pay £120' }).click()
  await expect(theirs.getByText('Paid.')).toBeVisible()
  await mailbox.latest(email, 'for you')
  await theirs.goto(address)
  await expect(theirs.getByLabel('As plain text')).toBeVisible()

  await page.reload()
  await expect(page.getByText('Paid. At Stripe it is')).toBeVisible()
  await page.getByLabel('Why').fill('The credit was left out.')
  await page.getByRole('button', { name: 'End this licence' }).click()
  await expect(page.getByText('Done. The licensee is told')).toBeVisible()
  await mailbox.latest(email, 'has been withdrawn')
  await theirs.reload()
  await expect(theirs.getByText('This licence has ended')).toBeVisible()
  await expect(theirs.getByLabel('As plain text')).toHaveCount(0)
  expect((await theirs.request.get(`${address}/article.txt`)).status()).toBe(404)
  await theirs.context().close()
})

test('whoever republishes an article is told of its correction, and takes the new text from the same address', async ({
  browser,
  page,
  baseURL,
  addresses,
  mailbox,
}) => {
  const slug = `the-ferry-${crypto.randomUUID().slice(0, 8)}`
  await onTheStack(addresses, (ctx) =>
    saveArticle(
      ctx,
      {
        slug,
        headline: 'The ferry at Hask',
        body: textOf('The ferry left at seven.', 'It rained.'),
        state: 'published',
        publishedAt: new Date('2020-03-01T08:00:00Z'),
        access: 'public',
      },
      { reason: 'For a test', personId: null },
    ),
  )
  const email = await offer(page, addresses, '', slug)
  const address = linkIn(await mailbox.latest(email, 'terms to republish'), '/republish/')
  const theirs = await stranger(browser, baseURL)
  await theirs.goto(address)
  await theirs.getByLabel('Your name').fill('Ines Corrigan')
  await theirs.getByRole('button', { name: 'Accept the terms' }).click()
  await expect(theirs.getByLabel('As plain text')).toHaveValue(/left at seven/)

  await page.goto(`/desk/corrections/new?article=${slug}`)
  await page.getByLabel('As it stands').fill('left at seven')
  await page.getByLabel('As it should be').fill('left at six')
  await page.getByLabel('Note', { exact: true }).fill('The ferry left an hour earlier than we wrote.')
  await page.getByLabel('Minor', { exact: true }).check()
  await page.getByLabel('Why there').fill('A detail.')
  await page.getByRole('button', { name: 'Preview' }).click()
  await page.getByRole('button', { name: 'Publish it now' }).click()
  await expect(page.getByText('It is published. Readers see it at once.')).toBeVisible()

  const mail = await mailbox.latest(email, 'Correction to “The ferry at Hask”')
  for (const part of ['The ferry left at seven.', 'The ferry left at six.', 'an hour earlier than we wrote'])
    expect(mail.text).toContain(part)
  await theirs.goto(linkIn(mail, '/republish/'))
  await expect(theirs.getByLabel('As plain text')).toHaveValue(/left at six[\s\S]*an hour earlier than we wrote/)
  await theirs.context().close()
})

test('an enquiry is refused by a letter, and the case is declined', async ({ page, addresses, mailbox }) => {
  const caseId = await onTheStack(addresses, (ctx) => enquire(ctx, article))
  const [row] = await withDatabase(addresses.databaseUrl, (sql) => sql`select email from cases where id = ${caseId}`)
  await enter(page.context(), addresses, managingEditor)
  await page.goto(`/desk/cases/${caseId}`)
  await page.getByRole('link', { name: 'Offer terms, or refuse' }).click()
  // Loaded, scripts and all: what is sent before is answered by another page than the one that they then find.
  await page.waitForURL(/\/desk\/licences\/new/)
  await page.getByRole('button', { name: 'Refuse, and send the letter' }).click()
  await expect(page.getByText('Write to whoever enquired')).toBeVisible()
  await page.getByLabel('The letter').fill('Thank you for asking. We keep this article to ourselves.')
  await page.getByRole('button', { name: 'Refuse, and send the letter' }).click()
  await expect(page.getByText('The enquiry has been refused')).toBeVisible()
  const letters = async () => (await mailbox.all(String(row?.email))).map(({ text }) => text).join('\n')
  await expect.poll(letters, { timeout: 15_000 }).toContain('We keep this article to ourselves.')
  await page.goto(`/desk/cases/${caseId}`)
  await expect(page.getByText('Declined', { exact: true })).toBeVisible()
})

test('terms are declined with a reason, which the desk reads', async ({
  browser,
  page,
  baseURL,
  addresses,
  mailbox,
}) => {
  const email = await offer(page, addresses, '120')
  const theirs = await stranger(browser, baseURL)
  await theirs.goto(linkIn(await mailbox.latest(email, 'terms to republish'), '/republish/'))
  await theirs.getByText('Decline them').click()
  await theirs.getByLabel('Why').fill('We have no budget.')
  await theirs.getByRole('button', { name: 'Decline the terms' }).click()
  await expect(theirs.getByText('You declined these terms.')).toBeVisible()
  await page.reload()
  await expect(page.getByText('We have no budget.')).toBeVisible()
  await theirs.context().close()
})

test(
  'the pages of licences have no fault that axe can find, and nothing wider than the screen',
  { tag: '@phone' },
  async ({ browser, page, baseURL, addresses, mailbox }) => {
    const email = await offer(page, addresses, '120')
    for (const path of [new URL(page.url()).pathname, '/desk/licences', '/desk/licences/new']) {
      await page.goto(path)
      expect(await faultsOf(page), path).toEqual([])
    }
    await page.goto(`/desk/licences/new?article=${article}`)
    await page.getByRole('button', { name: 'Offer these terms' }).click()
    await expect(page.locator('.field-error').first()).toBeVisible()
    expect(await faultsOf(page)).toEqual([])

    const address = linkIn(await mailbox.latest(email, 'terms to republish'), '/republish/')
    await page.goto(address)
    await page.getByRole('button', { name: 'Accept the terms' }).click()
    await expect(page.locator('.field-error').first()).toBeVisible()
    expect(await faultsOf(page)).toEqual([])
    const free = await offer(page, addresses, '')
    const theirs = await stranger(browser, baseURL)
    await theirs.setViewportSize(page.viewportSize() ?? { width: 390, height: 844 })
    await theirs.goto(linkIn(await mailbox.latest(free, 'terms to republish'), '/republish/'))
    await theirs.getByLabel('Your name').fill('Ines Corrigan')
    await theirs.getByRole('button', { name: 'Accept the terms' }).click()
    await expect(theirs.getByLabel('As HTML')).toBeVisible()
    expect(await faultsOf(theirs)).toEqual([])
    await theirs.context().close()
  },
)
