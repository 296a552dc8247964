import { editionOf, newAddress, pay, signIn } from './support/acts.ts'
import { expect, test } from './support/journey.ts'

const article = '/articles/the-town-that-voted-for-none-of-it'

test(
  'a visitor reads, sees advertising, gives £5 a month, reads without it and comments',
  { tag: '@phone' },
  async ({ page, context, browser, mailbox }) => {
    const email = newAddress('joiner')

    await page.goto(article)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await expect(page.getByRole('complementary', { name: 'Advertisement' }).first()).toBeVisible()
    await expect(page.getByText('Only supporters and patrons, who donate regularly, can comment.')).toBeVisible()

    await page.getByRole('link', { name: 'Become a supporter' }).click()
    await page.getByText('£5', { exact: true }).click()
    await expect(page.getByText(/£5 a month makes you a supporter/).last()).toBeVisible()
    await page.getByRole('button', { name: 'Continue to payment' }).click()
    await pay(page, email)

    await expect(page.getByRole('heading', { name: 'Thank you' })).toBeVisible()
    await expect(page.getByText('£5 a month')).toBeVisible()
    await expect(page.getByText('You are a supporter now')).toBeVisible()
    await mailbox.latest(email, 'Thank you')

    await signIn(page, mailbox, email, article)
    expect(await editionOf(context)).toBe('supporter')
    await expect(page.getByText('Advertisement')).toHaveCount(0)
    await expect(page.getByText('Want to read ad-free?')).toHaveCount(0)

    await page.getByLabel('Name shown beside your comments').fill('Joan Averill')
    await page.getByLabel('Your comment', { exact: true }).fill('I was at the count.\n\nIt rained.')
    await page.getByRole('button', { name: 'Post comment' }).click()
    const comment = page.getByRole('article', { name: 'Comment by Joan Averill' }).first()
    await expect(comment).toContainText('I was at the count.')

    const visitor = await browser.newContext()
    const other = await visitor.newPage()
    await other.goto(page.url())
    await expect(other.getByText('I was at the count.').first()).toBeVisible()
    await visitor.close()

    await page.goto('/account')
    await expect(page.getByRole('heading', { name: 'Supporter', exact: true })).toBeVisible()
    await expect(page.getByText(/^£5 monthly, next payment .* card ending 4242$/)).toBeVisible()
  },
)

test('£20 a month makes a patron, who reads patrons’ articles', async ({ page, mailbox }) => {
  const email = newAddress('patron')
  const restricted = '/articles/lunch-with-the-enemy'
  await page.goto(restricted)
  await expect(page.getByRole('heading', { name: 'This article is for patrons' })).toBeVisible()
  await page.getByRole('link', { name: 'Become a patron' }).click()
  await expect(page.getByText(/£20 a month makes you a patron/).last()).toBeVisible()
  await page.getByRole('button', { name: 'Continue to payment' }).click()
  await pay(page, email)
  await expect(page.getByText('You are a patron now')).toBeVisible()
  await signIn(page, mailbox, email, restricted)
  await expect(page.getByRole('heading', { name: 'This article is for patrons' })).toHaveCount(0)
  await page.goto('/account')
  await expect(page.getByRole('heading', { name: 'Patron', exact: true })).toBeVisible()
})

test('a declined card says so, and another one pays on the same page', async ({ page, tolerated }) => {
  tolerated.push('the server responded with a status of 402')
  await page.goto('/donate?amount=5')
  await page.getByRole('button', { name: 'Continue to payment' }).click()
  const email = newAddress('declined')
  await pay(page, email, '4000000000000002')
  await expect(page.getByText(/declined/i).first()).toBeVisible()
  await pay(page, email)
  await expect(page.getByRole('heading', { name: 'Thank you' })).toBeVisible()
})

test('somebody who turns back at the payment page loses nothing and is told so', async ({ page }) => {
  await page.goto('/donate?frequency=year&amount=50')
  await page.getByRole('button', { name: 'Continue to payment' }).click()
  await page.waitForURL(/\/c\/pay\//)
  await page
    .getByRole('link', { name: /back|cancel/i })
    .first()
    .click()
  await expect(page.getByText('The payment was not made and nothing was taken.')).toBeVisible()
})

test(
  'an amount below the smallest is refused beside the field, and stays typed',
  { tag: '@phone' },
  async ({ page }) => {
    await page.goto('/donate')
    await page.getByLabel('Another amount in GBP').fill('2')
    await page.getByRole('button', { name: 'Continue to payment' }).click()
    await expect(page.locator('#amount-fault')).toHaveText('The smallest monthly gift is £5 a month.')
    await expect(page.getByLabel('Another amount in GBP')).toHaveValue('2')
  },
)

test('somebody who gives already is thanked, not sold a second subscription', async ({ page, mailbox }) => {
  const email = newAddress('giver')
  await page.goto('/donate?amount=5')
  await page.getByRole('button', { name: 'Continue to payment' }).click()
  await pay(page, email)
  await signIn(page, mailbox, email, '/donate')
  await expect(page.getByRole('heading', { name: 'You already give. Thank you.' })).toBeVisible()
  await expect(page.getByRole('button', { name: 'Continue to payment' })).toHaveCount(0)
})

test('a return page with an invented session shows nothing of anybody', async ({ page }) => {
  await page.goto('/donate/thanks?session=cs_test_invented')
  await expect(page.getByRole('heading', { name: 'No donation to show here' })).toBeVisible()
})

test('the amount chosen last is the amount paid', async ({ page }) => {
  await page.goto('/donate')
  await page.getByLabel('Another amount in GBP').fill('12')
  await page.getByText('£5', { exact: true }).click()
  await expect(page.getByText(/£5 a month makes you a supporter/).last()).toBeVisible()
  await page.getByRole('button', { name: 'Continue to payment' }).click()
  await page.waitForURL(/\/c\/pay\//)
  await expect(page.getByText('£5.00').first()).toBeVisible()
})
