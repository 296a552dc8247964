import type { Page } from '@playwright/test'
import { newAddress } from './support/acts.ts'
import { enter } from './support/desk.ts'
import { faultsOf } from './support/faults.ts'
import { inboundMail } from './support/inbound-mail.ts'
import { expect, test } from './support/journey.ts'
import { linkIn, type Mailbox } from './support/mailbox.ts'

const article = '/articles/the-town-that-voted-for-none-of-it'

/** Sends the form, and again as long as it finds that this was too quick for a person. */
async function send(page: Page, then: string): Promise<void> {
  await expect(async () => {
    await page.getByRole('button', { name: 'Send to the managing editor' }).click()
    await expect(page.getByRole('heading', { name: then })).toBeVisible({ timeout: 4_000 })
  }).toPass()
}

async function reportMistake(page: Page, email: string): Promise<void> {
  await page.goto(`/contact/correction?article=${article.split('/').at(-1)}`)
  await page.getByLabel('What is wrong').fill('The count ended at four, not at three.')
  await page.getByLabel('Your name').fill('Robin Averill')
  await page.getByLabel('Your e-mail address').fill(email)
  await send(page, 'One step is left')
}

/** Confirms by the link in the mail. @returns the reference */
async function confirm(page: Page, mailbox: Mailbox, email: string): Promise<string> {
  await page.goto(linkIn(await mailbox.latest(email, 'please confirm'), '/contact/confirm/'))
  await page.getByRole('button', { name: 'Confirm and send' }).click()
  await expect(page.getByText('Your message has reached the managing editor.')).toBeVisible()
  return /SF-\d{4}-\d{4,}/.exec(await page.getByRole('main').innerText())?.[0] ?? ''
}

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

/** A file of so many megabytes that says it is a PDF. */
const pdf = (name: string, megabytes = 0) => ({
  name,
  mimeType: 'application/pdf',
  buffer: Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(megabytes * 1024 * 1024, name)]),
})

test('files come with a message, are not lost when it is refused, and are served to be saved, never shown', async ({
  page,
  addresses,
  mailbox,
  request,
}) => {
  const email = newAddress('files')
  await page.goto('/contact/correction')
  const files = page.getByLabel('Files', { exact: true })
  const button = page.getByRole('button', { name: 'Send to the managing editor' })
  await files.setInputFiles(pdf('large.pdf', 11))
  await expect(page.getByText('A file may have 10 MB at most.')).toBeVisible()
  await files.setInputFiles({
    name: 'page.pdf',
    mimeType: 'application/pdf',
    buffer: Buffer.from('<!doctype html><p>'),
  })
  await button.click()
  await expect(page.getByText('“page.pdf” is none of the kinds of file we take')).toBeVisible()
  await files.setInputFiles([pdf('tally.pdf'), pdf('other.pdf', 1)])
  await button.click()
  await expect(page.getByText('Say what is wrong, in a sentence or more.')).toBeVisible()
  await expect(page.getByLabel('tally.pdf')).toBeChecked()
  await page.getByLabel('other.pdf').uncheck()
  await page.getByLabel('What is wrong').fill('The count ended at four, not at three.')
  await page.getByLabel('Your name').fill('Robin Averill')
  await page.getByLabel('Your e-mail address').fill(email)
  await send(page, 'One step is left')
  const reference = await confirm(page, mailbox, email)
  expect((await mailbox.latest('desk@saltmarsh.example', reference)).text).toContain('tally.pdf')
  await expect(page.getByRole('link', { name: 'other.pdf' })).toHaveCount(0)
  const path = `${await page.getByRole('link', { name: 'tally.pdf' }).getAttribute('href')}`
  const answer = await request.get(path)
  expect((await answer.body()).toString()).toBe('%PDF-1.7\n')
  expect(answer.headers()).toMatchObject({
    'content-type': 'application/pdf',
    'content-disposition': `attachment; filename="tally.pdf"; filename*=UTF-8''tally.pdf`,
    'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
    'x-content-type-options': 'nosniff',
    'cache-control': 'private, no-store',
  })
  // The desk has it from a page of its own, and nobody else has it from there.
  await enter(page.context(), addresses, 'managing-editor@saltmarsh.example')
  await page.goto(`/desk/cases?q=${reference}`)
  await page.getByRole('link', { name: reference }).click()
  const atDesk = `${await page.getByRole('link', { name: 'tally.pdf' }).first().getAttribute('href')}`
  const saved = await page.request.get(atDesk)
  expect([saved.status(), saved.headers()['content-security-policy']]).toEqual([
    200,
    "sandbox; default-src 'none'; frame-ancestors 'none'",
  ])
  expect((await request.get(atDesk, { maxRedirects: 0 })).status()).toBe(303)
  await page.context().clearCookies()
  await enter(page.context(), addresses, 'editor@saltmarsh.example')
  expect((await page.request.get(atDesk)).status()).toBe(404)
  const [, , token = '', , id = ''] = path.split('/')
  expect((await request.get(`/cases/${token.slice(0, -4)}AAAA/files/${id}`)).status()).toBe(404)
})

test('large files come whole without JavaScript too, and what is too large is told', async ({ browser, baseURL }) => {
  const context = await browser.newContext({
    baseURL,
    javaScriptEnabled: false,
    extraHTTPHeaders: { 'x-forwarded-for': '10.200.7.8' },
  })
  const page = await context.newPage()
  const button = page.getByRole('button', { name: 'Send to the managing editor' })
  await page.goto('/contact/right-of-reply')
  await page.getByLabel('Files', { exact: true }).setInputFiles([pdf('one.pdf', 7), pdf('two.pdf', 7)])
  await button.click()
  await expect(page.getByText('Say who you are.')).toBeVisible()
  await expect(page.getByLabel('one.pdf, 7.0 MB')).toBeChecked()
  await expect(page.getByLabel('two.pdf, 7.0 MB')).toBeChecked()
  await page.getByLabel('Files', { exact: true }).setInputFiles(pdf('three.pdf', 22))
  await button.click()
  await expect(page.getByRole('heading', { name: 'That was too large to send' })).toBeVisible()
  // Nor does any other form take as much as this one.
  await page.goto('/sign-in')
  const answer = await context.request.post('/sign-in', {
    multipart: { email: 'x'.repeat(2 * 1024 * 1024) },
    headers: { origin: `${baseURL}` },
  })
  expect(answer.status()).toBe(413)
  await context.close()
})

test('an answer by mail comes into the case, and what comes from elsewhere is marked for the desk', async ({
  page,
  addresses,
  mailbox,
  request,
}) => {
  const email = newAddress('by-mail')
  await reportMistake(page, email)
  const reference = await confirm(page, mailbox, email)
  const received = await mailbox.latest(email, reference)
  const replyTo = /cases\+[0-9a-f]{48}@saltmarsh\.example/.exec(JSON.stringify(received.headers['reply-to']))?.[0]
  const mail = (from: string, text: string) =>
    [
      `From: ${from}`,
      `To: ${replyTo}`,
      `Subject: Re: ${received.subject}`,
      '',
      text,
      '',
      '> We have your message',
    ].join('\r\n')
  const handIn = async (data: string, token = inboundMail.token) =>
    (
      await request.post('/api/mail/inbound', {
        data,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'message/rfc822' },
      })
    ).status()
  expect(await handIn(mail(email, 'Guessed.'), 'guessed-guessed-guessed')).toBe(403)
  expect(await handIn(mail(email, 'I have found the minutes.'))).toBe(204)
  expect(await handIn(mail(email, 'I have found the minutes.'))).toBe(204)
  expect(await handIn(mail('somebody@elsewhere.example', 'I am Robin as well.'))).toBe(204)
  expect(await handIn(mail(email, 'Hello.').replace(`${replyTo}`, inboundMail.address))).toBe(422)
  expect(await handIn('x'.repeat(26 * 1024 * 1024))).toBe(413)

  await page.reload()
  await expect(page.getByRole('listitem').filter({ hasText: 'I have found the minutes.' })).toHaveCount(1)
  await expect(page.getByText('I am Robin as well.')).toHaveCount(0)
  expect((await mailbox.latest('desk@saltmarsh.example', `${reference}: `)).text).toContain(
    'somebody@elsewhere.example',
  )
  await enter(page.context(), addresses, 'managing-editor@saltmarsh.example')
  await page.goto(`/desk/cases?q=${reference}`)
  await page.getByRole('link', { name: reference }).click()
  await expect(page.getByText('I have found the minutes.')).toBeVisible()
  await expect(page.getByText('I am Robin as well.')).toBeVisible()
  await expect(page.getByText('Not the reader’s address')).toBeVisible()
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
