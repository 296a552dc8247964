import { newAddress } from './support/acts.ts'
import { administrator, enter, keysAreOn } from './support/desk.ts'
import { faultsOf } from './support/faults.ts'
import { expect, test } from './support/journey.ts'
import { linkIn } from './support/mailbox.ts'
import { plantCase } from './support/planted-case.ts'

const editor = 'managing-editor@saltmarsh.example'

test('from the inbox by keyboard to a letter, seen before it goes, in the reader’s mailbox, and to the decision', async ({
  page,
  addresses,
  mailbox,
}) => {
  const { reference, name, email, message } = await plantCase(addresses.databaseUrl, 'Ottilie Crane')
  await enter(page.context(), addresses, editor)
  await page.goto('/desk')
  await page.getByRole('link', { name: /unread cases?$/ }).click()
  await expect(page.getByRole('row', { name: new RegExp(reference) })).toContainText('unread')
  await keysAreOn(page)
  await page.keyboard.press('/')
  await expect(page.getByRole('searchbox')).toBeFocused()
  await page.keyboard.type(message.slice(-17, -1))
  await page.keyboard.press('Enter')
  await expect(page.getByRole('row', { name: /SF-/ })).toHaveCount(1)
  const row = page.getByRole('row', { name: new RegExp(reference) })
  await expect(row).toContainText('In time, 27 days left')
  await expect(row).toContainText('Received')
  await keysAreOn(page)
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`${reference}: correction`)
  await expect(page.getByText('My mother built it.')).toBeVisible()

  await page.getByRole('button', { name: 'Acknowledge' }).click()
  await expect(page.getByLabel('Letter')).toHaveValue(new RegExp(`^Dear ${name},[^]*${reference}`))
  await page.getByLabel('Letter').fill(`Dear ${name},\n\nwe have asked the town hall.`)
  await page.getByRole('button', { name: 'Look at it' }).click()
  await expect(page.getByText(`To ${name}, ${email}`)).toBeVisible()
  expect(await mailbox.all(email)).toEqual([])
  await page.getByRole('button', { name: 'Send this letter' }).click()
  await expect(page.getByText('The letter is on its way, and stands in the record.')).toBeVisible()
  const mail = await mailbox.latest(email, reference)
  expect(mail.text).toContain('we have asked the town hall.')
  expect(linkIn(mail, '/cases/')).toContain(addresses.web)
  await expect(page.getByText('Mathilde Orr wrote to Ottilie Crane')).toBeVisible()
  await expect(page.getByRole('main').getByText('Acknowledged', { exact: true }).first()).toBeVisible()

  await page.getByLabel('Owner').selectOption('Mathilde Orr')
  await page.getByRole('button', { name: 'Give' }).click()
  await expect(page.getByText('The case has changed hands.')).toBeVisible()
  await page.getByLabel('Move to').selectOption('Decided')
  await page.getByRole('button', { name: 'Move it' }).click()
  await expect(page.getByText('Say why, in a sentence: it stays on record.')).toBeVisible()
  await page.getByLabel('Why', { exact: true }).fill('The town hall has the plans.')
  await page.getByRole('button', { name: 'Move it' }).click()
  await expect(page.getByText('Say what you found: whether the reader was right.')).toBeVisible()
  await page.getByLabel('Found, when it is decided').selectOption('Upheld: the reader was right')
  await page.getByRole('button', { name: 'Move it' }).click()
  await expect(page.getByText('The case is moved.')).toBeVisible()
  await expect(
    page.getByText('Mathilde Orr moved it from “Acknowledged” to “Decided”: upheld: the reader was right'),
  ).toBeVisible()
  await page.goto(`/desk/cases?q=${reference}&owner=me`)
  await expect(page.getByRole('row', { name: new RegExp(reference) })).toContainText('Decided')
})

test('what is late says so in the list and on the case, and more time says why', async ({ page, addresses }) => {
  const { id, reference } = await plantCase(addresses.databaseUrl, 'Bram Askew', { dueDays: -3 })
  await enter(page.context(), addresses, editor)
  await page.goto('/desk')
  await page.getByRole('link', { name: /late cases?$/ }).click()
  const row = page.getByRole('row', { name: new RegExp(reference) })
  await expect(row.getByText('Late by 3 days')).toHaveAttribute('data-tone', 'bad')
  await page.goto(`/desk/cases/${id}`)
  await expect(page.getByText('Late by 3 days')).toBeVisible()
  await page.getByText('Move the deadline').first().click()
  await page.getByLabel('Until the end of').fill('2099-01-01')
  await page.getByLabel('Why there is more time, or less').fill('The author is at sea.')
  await page.getByRole('button', { name: 'Move the deadline' }).click()
  await expect(page.getByText('The deadline is moved.')).toBeVisible()
  await expect(page.getByText(/^In time, \d+ days left$/)).toBeVisible()
})

test('two at once: the second is told, keeps what they typed, and sends it again having read what happened', async ({
  browser,
  page,
  baseURL,
  addresses,
  contextOptions,
  mailbox,
}) => {
  const { id, email } = await plantCase(addresses.databaseUrl, 'Cleo Drummond')
  await enter(page.context(), addresses, editor)
  const other = await browser.newContext({ ...contextOptions, baseURL })
  await enter(other, addresses, administrator)
  const second = await other.newPage()
  await page.goto(`/desk/cases/${id}`)
  await second.goto(`/desk/cases/${id}`)
  await page.getByLabel('Note for the desk').fill('The plans are in the cellar.')
  await page.getByRole('button', { name: 'Keep the note' }).click()
  await expect(page.getByText('The note is kept.')).toBeVisible()

  await second.getByLabel('Letter').fill('We do not know either.')
  await second.getByRole('button', { name: 'Look at it' }).click()
  await second.getByRole('button', { name: 'Send this letter' }).click()
  await expect(second.getByText(/has changed since you opened it.*by Mathilde Orr/)).toBeVisible()
  await expect(second.getByText('The plans are in the cellar.')).toBeVisible()
  expect(await mailbox.all(email)).toEqual([])
  await second.getByRole('button', { name: 'Change it' }).click()
  await expect(second.getByLabel('Letter')).toHaveValue('We do not know either.')
  await second.getByLabel('Letter').fill('The plans are in the cellar, and you were right.')
  await second.getByRole('button', { name: 'Look at it' }).click()
  await second.getByRole('button', { name: 'Send this letter' }).click()
  await expect(second.getByText('The letter is on its way, and stands in the record.')).toBeVisible()
  expect((await mailbox.latest(email)).text).toContain('you were right')
})

test('an author is asked by mail, sees the passage and the question and nobody’s name, and answers without a script', async ({
  browser,
  page,
  baseURL,
  addresses,
  mailbox,
}) => {
  const planted = await plantCase(addresses.databaseUrl, 'Greer Holloway')
  const author = newAddress('author')
  await enter(page.context(), addresses, editor)
  await page.goto(`/desk/cases/${planted.id}`)
  await page.getByText('Ask the author for a statement').click()
  await page.getByLabel('Author', { exact: true }).selectOption('Somebody else, by the address below')
  await page.getByLabel('E-mail address').fill(author)
  await expect(page.getByLabel('The passage of the article')).toHaveValue('The lift was built in 2014.')
  await page.getByRole('button', { name: 'Ask by mail' }).click()
  await expect(page.getByText('Write the question first.')).toBeVisible()
  await page.getByLabel('What you ask').fill('Which year was it?')
  await page.getByRole('button', { name: 'Ask by mail' }).click()
  await expect(page.getByText('The author is asked by mail.')).toBeVisible()

  const mail = await mailbox.latest(author)
  const plain = await browser.newContext({ baseURL, javaScriptEnabled: false })
  const answering = await plain.newPage()
  const link = linkIn(mail, '/statements/')
  await answering.goto(link)
  await expect(answering.getByText('Which year was it?')).toBeVisible()
  await expect(answering.getByText('The lift was built in 2014.')).toBeVisible()
  for (const secret of [planted.name, planted.email, planted.message, 'My mother built it.', planted.reference]) {
    expect(mail.text).not.toContain(secret)
    expect(await answering.content()).not.toContain(secret)
  }
  await answering.getByRole('button', { name: 'Send to the managing editor' }).click()
  await expect(answering.getByText('Write your statement first.')).toBeVisible()
  await answering.getByLabel('Your statement').fill('It was 2013: I misread the plate.')
  await answering.getByRole('button', { name: 'Send to the managing editor' }).click()
  await expect(answering.getByText('Thank you. Your statement is with the managing editor.')).toBeVisible()
  await expect(answering.getByText('It was 2013: I misread the plate.')).toBeVisible()
  await answering.getByLabel('Say more').fill('The plate is in Roman figures.')
  await answering.getByRole('button', { name: 'Send to the managing editor' }).click()
  await expect(answering.getByText('The plate is in Roman figures.')).toBeVisible()
  const headers = (await plain.request.get(link)).headers()
  expect(headers).toMatchObject({ 'referrer-policy': 'same-origin', 'x-robots-tag': 'noindex, nofollow' })
  const forged = await plain.request.get(`${link.slice(0, -4)}AAAA`)
  expect(forged.status()).toBe(404)
  expect(await forged.text()).not.toContain('Which year was it?')
  await plain.close()

  await page.goto(`/desk/cases?show=unread&q=${planted.reference}`)
  await page.getByRole('link', { name: planted.reference }).click()
  await expect(page.getByText('It was 2013: I misread the plate.')).toBeVisible()
  await expect(page.getByText('The plate is in Roman figures.')).toBeVisible()
})

test('a case is merged into another, goes on there, and is reopened; the views somebody keeps are theirs', async ({
  page,
  addresses,
  mailbox,
}) => {
  const one = await plantCase(addresses.databaseUrl, 'Farid Iyer')
  const other = await plantCase(addresses.databaseUrl, 'Hana Goldsworth')
  await enter(page.context(), addresses, editor)
  await page.goto(`/desk/cases/${one.id}`)
  await page.getByRole('link', { name: 'Merge it into another …' }).click()
  await page.getByLabel('Reference of the case that goes on').fill('SF-2026-99999999')
  await page.getByRole('button', { name: 'Look at both' }).click()
  await expect(page.getByText('There is no other case of that reference.')).toBeVisible()
  await page.getByLabel('Reference of the case that goes on').fill(other.reference)
  await page.getByRole('button', { name: 'Look at both' }).click()
  await expect(page.getByText(other.message)).toBeVisible()
  expect(await faultsOf(page)).toEqual([])
  await page.getByRole('button', { name: 'Merge them' }).click()
  await expect(page.getByText('The other case goes on in this one, and its reader is told.')).toBeVisible()
  expect(new URL(page.url()).pathname).toBe(`/desk/cases/${other.id}`)
  await expect(page.getByText(`Farid Iyer wrote in ${one.reference}`)).toBeVisible()
  expect((await mailbox.latest(one.email)).text).not.toContain('Hana Goldsworth')
  await page.goto(`/desk/cases/${one.id}`)
  await page.getByLabel('Why it is opened again').fill('It is about another lift.')
  await page.getByRole('button', { name: 'Reopen it' }).click()
  await expect(page.getByText('The case is open again, and goes on as being investigated.')).toBeVisible()

  const name = `Nobody’s ${one.reference}`
  await page.goto('/desk/cases?kind=correction')
  await page.getByLabel('Owner').selectOption('Nobody’s')
  await page.getByRole('button', { name: 'Show' }).click()
  await page.getByText('Keep this view').click()
  await page.getByLabel('Name of the view').fill(name)
  await page.getByRole('button', { name: 'Keep', exact: true }).click()
  await expect(page.getByRole('link', { name })).toHaveAttribute('aria-current', 'true')
  await page.goto('/desk/cases')
  await page.getByRole('link', { name }).click()
  await expect(page.getByLabel('Owner')).toHaveValue('nobody')
  await page.getByRole('button', { name: `Remove the view ${name}` }).click()
  await expect(page.getByRole('link', { name })).toHaveCount(0)
})

test('what letters begin from is set at the desk, and a name without a text is told', async ({ page, addresses }) => {
  const { id, reference } = await plantCase(addresses.databaseUrl, 'Elsie Castellan')
  const name = `Rung up ${reference}`
  await enter(page.context(), addresses, editor)
  await page.goto('/desk/settings/cases')
  await page.getByLabel('Name of one more').fill(name)
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Write it, or empty its name.')).toBeVisible()
  await expect(page.getByLabel('Name of one more')).toHaveValue(name)
  await page.getByLabel('Text of one more').fill('Dear {name}, we have rung you up about {reference}.')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('The settings are saved.')).toBeVisible()
  await page.goto(`/desk/cases/${id}`)
  await page.getByRole('button', { name }).click()
  await expect(page.getByLabel('Letter')).toHaveValue(`Dear Elsie Castellan, we have rung you up about ${reference}.`)
  await page.goto('/desk/settings/cases')
  await page
    .getByLabel(/^Name of letter/)
    .last()
    .fill('')
  await page
    .getByLabel(/^Text of letter/)
    .last()
    .fill('')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('The settings are saved.')).toBeVisible()
  await page.goto(`/desk/cases/${id}`)
  await expect(page.getByRole('button', { name: 'Acknowledge' })).toBeVisible()
  await expect(page.getByRole('button', { name })).toHaveCount(0)
})

test(
  'the pages of cases have no fault that axe can find, and nothing wider than the screen',
  { tag: '@phone' },
  async ({ page, addresses }) => {
    const { id } = await plantCase(addresses.databaseUrl, 'Lena Fairweather', { dueDays: 2 })
    await enter(page.context(), addresses, editor)
    for (const path of [
      '/desk',
      '/desk/cases',
      '/desk/cases?show=late',
      '/desk/cases?show=all&q=lift',
      `/desk/cases/${id}`,
      `/desk/cases/${id}/decline`,
      `/desk/cases/${id}/merge`,
      '/desk/cases/figures',
      '/desk/settings/cases',
    ]) {
      await page.goto(path)
      expect(await faultsOf(page), path).toEqual([])
    }
    await page.goto(`/desk/cases/${id}`)
    await page.getByRole('button', { name: 'Move it' }).click()
    await page.getByRole('button', { name: 'Look at it' }).click()
    await expect(page.getByText('Write the letter first.').first()).toBeVisible()
    expect(await faultsOf(page)).toEqual([])
  },
)
