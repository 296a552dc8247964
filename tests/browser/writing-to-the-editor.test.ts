import { newAddress } from './support/acts.ts'
import { article, confirm, reportMistake, send } from './support/correspondence.ts'
import { enter } from './support/desk.ts'
import { faultsOf } from './support/faults.ts'
import { expect, test } from './support/journey.ts'
import { linkIn } from './support/mailbox.ts'

test('a reader reports a mistake from the article, confirms their address, follows the case and answers', async ({
  page,
  mailbox,
}) => {
  const email = newAddress('correspondent')
  await page.goto(article)
  await page.getByRole('link', { name: 'correction', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Report a mistake' })).toBeVisible()
  await expect(page.getByText('About The town that voted for none of it')).toBeVisible()
  await expect(page.getByText('You have an answer within 28 days, usually much sooner.')).toBeVisible()
  await page.getByRole('button', { name: 'Send to the managing editor' }).click()
  await expect(page.getByText('Say what is wrong, in a sentence or more.')).toBeVisible()

  await page.getByLabel('The passage').fill('It was three in the morning.')
  await page.getByLabel('What is wrong').fill('The count ended at four, not at three.')
  await page.getByLabel('Your name').fill('Robin Averill')
  await page.getByLabel('Your e-mail address').fill(email)
  await send(page, 'One step is left')

  // Anybody may have typed the address: what was written goes to nobody before it is confirmed, and never to a stranger.
  const asked = await mailbox.latest(email, 'please confirm')
  expect(asked.text).not.toMatch(/The count ended|Averill/)
  expect((await mailbox.all('desk@saltmarsh.example')).filter(({ text }) => text.includes(email))).toEqual([])

  const reference = await confirm(page, mailbox, email)
  const received = await mailbox.latest(email, reference)
  expect(received.text).not.toContain('The count ended at four')
  const announced = await mailbox.latest('desk@saltmarsh.example', reference)
  expect(announced.text).toContain('The count ended at four')
  expect(announced.text).toContain('It was three in the morning.')

  await page.goto(linkIn(received, '/cases/'))
  await expect(page.getByText('Your message has arrived, and waits to be read.')).toBeVisible()
  await expect(page.getByText('The count ended at four, not at three.')).toBeVisible()
  await page.getByLabel('Your letter').fill('I have found the minutes of that night.')
  await page.getByRole('button', { name: 'Send to the managing editor' }).click()
  await expect(page.getByText('Your letter has reached the managing editor.')).toBeVisible()
  await expect(page.getByRole('listitem').filter({ hasText: 'I have found the minutes' })).toBeVisible()
  expect((await mailbox.latest('desk@saltmarsh.example', `${reference}: Robin Averill`)).text).toContain('the minutes')

  // The link in the first mail leads to the case from now on.
  await page.goto(linkIn(asked, '/contact/confirm/'))
  await expect(page).toHaveURL(/\/cases\//)
  await expect(page.getByText(reference)).toBeVisible()
})

test('a passage that is selected in the article can be reported by pointer and by keyboard', async ({ page }) => {
  await page.goto(article)
  const report = page.getByRole('link', { name: 'Report a mistake in this passage' })
  const paragraph = page.locator('.article-text > p').nth(1)
  const text = (await paragraph.innerText()).trim()
  await expect(report).toHaveCount(0)
  await paragraph.click({ clickCount: 3 })
  await expect(report).toBeVisible()
  // What comes next for whoever goes on by keyboard is the link.
  await page.keyboard.press('Tab')
  await expect(report).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByText('About The town that voted for none of it')).toBeVisible()
  await expect(page.getByLabel('The passage')).toHaveValue(text.replaceAll(/\s+/g, ' ').slice(0, 1_000))
  await page.goBack()
  await paragraph.click({ clickCount: 3 })
  await expect(report).toBeVisible()
  await page.getByRole('heading', { level: 1 }).click()
  await expect(report).toHaveCount(0)
})

test('the same without JavaScript', async ({ browser, baseURL, mailbox }) => {
  const context = await browser.newContext({
    baseURL,
    javaScriptEnabled: false,
    extraHTTPHeaders: { 'x-forwarded-for': '10.200.7.7' },
  })
  const page = await context.newPage()
  const email = newAddress('without-script')
  await reportMistake(page, email)
  const reference = await confirm(page, mailbox, email)
  expect(reference).not.toBe('')
  await page.getByRole('button', { name: 'Send to the managing editor' }).click()
  await expect(page.getByText('Write a sentence or more.')).toBeVisible()
  await page.getByLabel('Your letter').fill('I have found the minutes of that night.')
  await page.getByRole('button', { name: 'Send to the managing editor' }).click()
  await expect(page.getByText('Your letter has reached the managing editor.')).toBeVisible()
  await context.close()
})

test('whoever is signed in with their own address needs no mail to confirm it', async ({ page, addresses }) => {
  await enter(page.context(), addresses, 'reader@saltmarsh.example')
  await page.goto('/contact/republishing?article=the-town-that-voted-for-none-of-it')
  await page.getByLabel('Publication').fill('The Ebb Tide Bulletin')
  await page.getByLabel('Reach').fill('300 copies')
  await page.getByLabel('Language').fill('Welsh')
  await page.getByLabel('Purpose').fill('Our spring issue')
  await page.getByLabel('A part of it').check()
  await send(page, 'Your republishing enquiry')
  await expect(page.getByRole('listitem').getByText('A part of it')).toBeVisible()
  await expect(page.getByText('300 copies')).toBeVisible()
})

test('the private page is nobody else’s: no search engine, no cache and no other site learns of it', async ({
  page,
  mailbox,
  request,
}) => {
  const email = newAddress('private-page')
  await reportMistake(page, email)
  const confirmation = new URL(linkIn(await mailbox.latest(email, 'please confirm'), '/contact/confirm/')).pathname
  // What looks through mail for danger opens links; nothing is confirmed by that.
  for (let opened = 0; opened < 3; opened += 1) expect((await request.get(confirmation)).status()).toBe(200)
  await confirm(page, mailbox, email)
  const address = new URL(page.url()).pathname
  for (const path of [address, confirmation]) {
    const headers = (await request.get(path, { maxRedirects: 0 })).headers()
    expect(headers).toMatchObject({ 'referrer-policy': 'same-origin', 'x-robots-tag': 'noindex, nofollow' })
    expect(headers['cache-control']).toContain('no-store')
  }
  expect(await (await request.get(address)).text()).toMatch(/<meta name="robots" content="noindex, ?nofollow"/)
  const forged = `${address.slice(0, -4)}AAAA`
  expect((await request.get(forged)).status()).toBe(404)
})

test('none of these pages has a fault that axe can find', { tag: '@phone' }, async ({ page, mailbox }) => {
  const email = newAddress('axe')
  await reportMistake(page, email)
  expect(await faultsOf(page)).toEqual([])
  await page.goto(linkIn(await mailbox.latest(email, 'please confirm'), '/contact/confirm/'))
  expect(await faultsOf(page)).toEqual([])
  await confirm(page, mailbox, email)
  expect(await faultsOf(page)).toEqual([])
  await page.getByRole('button', { name: 'Send to the managing editor' }).click()
  await expect(page.getByText('Write a sentence or more.')).toBeVisible()
  expect(await faultsOf(page)).toEqual([])
  for (const kind of ['right-of-reply', 'republishing']) {
    await page.goto(`/contact/${kind}`)
    expect(await faultsOf(page)).toEqual([])
  }
})
