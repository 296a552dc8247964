import { newAddress } from './support/acts.ts'
import { confirm, reportMistake, send } from './support/correspondence.ts'
import { enter } from './support/desk.ts'
import { inboundMail } from './support/inbound-mail.ts'
import { expect, test } from './support/journey.ts'

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
  const [, replyTo = ''] =
    /^Reply-To:\s+(cases\+[0-9a-f]{48}@saltmarsh\.example)/m.exec(await mailbox.source(received)) ?? []
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
  expect(await handIn(mail(email, 'Hello.').replace(replyTo, inboundMail.address))).toBe(422)
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
