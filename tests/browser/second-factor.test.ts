import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { openState } from '#scripts/embedded/state.ts'
import { localEnvironment } from '#scripts/stack/surroundings.ts'
import { signIn } from './support/acts.ts'
import { administrator, enter, fieldsOf, withDatabase } from './support/desk.ts'
import { faultsOf } from './support/faults.ts'
import { expect, test } from './support/journey.ts'
import { linkIn } from './support/mailbox.ts'
import { plantStaff, scan, setUpFactor } from './support/second-factor.ts'

test('staff set up an authenticator app; from then on each browser is asked for a code before the desk, and holds no role until then', async ({
  browser,
  page,
  baseURL,
  addresses,
  mailbox,
}) => {
  const email = await plantStaff(addresses, 'editor')
  await signIn(page, mailbox, email, '/desk')
  const noticed = await mailbox.latest(email, 'new device')
  expect(noticed.text).toContain('Chrome on Linux')
  await page.goto(new URL(linkIn(noticed, '/account/security')).pathname)
  await expect(page.getByRole('listitem').filter({ hasText: 'this one' })).toBeVisible()
  await page.getByRole('link', { name: 'Set up an authenticator app' }).click()
  await page.getByRole('button', { name: 'Show me the square code' }).click()
  const phone = await scan(page)
  const [right, field] = [phone.code(), page.getByLabel('Six-figure code from your app')]
  await field.fill(right.replace(/./g, (figure) => String((Number(figure) + 1) % 10)))
  await page.getByRole('button', { name: 'Confirm' }).click()
  await expect(page.getByText('That code is not right.')).toBeVisible()
  await field.fill(`${right.slice(0, 3)} ${right.slice(3)}`)
  await page.getByRole('button', { name: 'Confirm' }).click()
  await expect(page.getByRole('heading', { name: 'Keep these recovery codes' })).toBeVisible()
  const codes = await page
    .getByRole('listitem')
    .filter({ hasText: /^[0-9a-z-]{19}$/ })
    .allInnerTexts()
  expect(codes).toHaveLength(10)
  await page.getByRole('link', { name: 'I have kept them. Go on' }).click()
  await expect(page.getByText('10 recovery codes are left.')).toBeVisible()
  await mailbox.latest(email, 'A second factor was set up')
  await page.goto('/desk/topics')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Topics')

  // Another browser, without scripts. It is a reader's until the code is shown, whatever it sends.
  const other = await browser.newContext({ baseURL, javaScriptEnabled: false })
  await enter(other, addresses, email)
  const plain = await browser.newContext({ baseURL, javaScriptEnabled: false })
  await plain.addCookies(await page.context().cookies())
  const form = await plain.newPage()
  await form.goto('/desk/topics/new')
  const name = `Sneaked ${email}`
  const sneaked = { ...(await fieldsOf(form, 'Make this topic')), name }
  for (const path of ['/account', '/sign-in', '/desk/topics/new'])
    await other.request.post(path, { multipart: sneaked, maxRedirects: 0, headers: { origin: `${baseURL}` } })
  const made = await withDatabase(addresses.databaseUrl, (sql) => sql`select from topics where name = ${name}`)
  expect(made).toHaveLength(0)
  expect((await other.request.get('/api/desk/published?q=a')).status()).toBe(401)
  const guest = await other.newPage()
  await guest.goto('/account')
  await expect(guest.getByText(email)).toBeVisible()
  // The copy of everything holds texts they have not finished, and what they did at the desk.
  const fetched = await other.request.get('/account/privacy/archive.zip', { maxRedirects: 0 })
  expect([fetched.status(), fetched.headers().location]).toEqual([307, '/sign-in/second-factor?to=/account/privacy'])
  await guest.goto('/account/privacy')
  await guest.getByRole('button', { name: 'Make a copy of everything' }).click()
  await expect(guest.getByRole('heading', { level: 1 })).toHaveText('One more step')
  const copies = await withDatabase(
    addresses.databaseUrl,
    (sql) => sql`select from personal_archives where email = ${email}`,
  )
  expect(copies).toHaveLength(0)
  await guest.goto('/desk/articles?q=sea')
  await expect(guest.getByRole('heading', { level: 1 })).toHaveText('One more step')
  await guest.getByLabel('Six-figure code from your app').fill(right)
  await guest.getByRole('button', { name: 'Open the desk' }).click()
  await expect(guest.getByText('That code was used already.')).toBeVisible()
  await guest.getByLabel('Six-figure code from your app').fill(phone.code('next'))
  await guest.getByRole('button', { name: 'Open the desk' }).click()
  await guest.waitForURL('**/desk/articles?q=sea')
  await expect(guest.getByRole('heading', { level: 1 })).toHaveText('Articles')
  // The same form is now what it says.
  await other.request.post('/desk/topics/new', { multipart: sneaked, headers: { origin: `${baseURL}` } })
  const then = await withDatabase(addresses.databaseUrl, (sql) => sql`delete from topics where name = ${name}`)
  expect(then.count).toBe(1)

  // A recovery code in a third, once; then the factor is turned off with another.
  const third = await browser.newContext({ baseURL })
  await enter(third, addresses, email)
  const lost = await third.newPage()
  await lost.goto('/desk')
  await lost.getByText('Without the phone: use a recovery code').click()
  await lost.getByLabel('Recovery code').fill('0000-0000-0000-0000')
  await lost.getByRole('button', { name: 'Use the recovery code' }).click()
  await expect(lost.getByText('That is none of your recovery codes')).toBeVisible()
  await lost.getByLabel('Recovery code').fill(codes[0] ?? '')
  await lost.getByRole('button', { name: 'Use the recovery code' }).click()
  await lost.waitForURL('**/desk')
  expect((await mailbox.latest(email, 'A recovery code was used')).text).toContain('You have 9 left.')
  await lost.goto('/account/security')
  await expect(lost.getByText('9 recovery codes are left.')).toBeVisible()
  await lost.getByRole('link', { name: 'Turn it off' }).click()
  await lost.getByLabel('Six-figure code from your app').fill(codes[0] ?? '')
  await lost.getByRole('button', { name: 'Turn it off' }).click()
  await expect(lost.getByText('it was used already')).toBeVisible()
  await lost.getByLabel('Six-figure code from your app').fill(codes[1] ?? '')
  await lost.getByRole('button', { name: 'Turn it off' }).click()
  await expect(lost.getByText('Your second factor is turned off.')).toBeVisible()
  await mailbox.latest(email, 'turned off')
  for (const context of [other, plain, third]) await context.close()
})

test('without a script the app is set up as well, and one’s other browsers are signed out one by one', async ({
  browser,
  page,
  baseURL,
  addresses,
}) => {
  const email = await plantStaff(addresses, 'author')
  const context = await browser.newContext({ baseURL, javaScriptEnabled: false })
  await enter(context, addresses, email)
  const plain = await context.newPage()
  await plain.goto('/account/security/authenticator?to=/desk')
  const { codes } = await setUpFactor(plain)
  expect(codes).toHaveLength(10)
  await plain.getByRole('link', { name: 'I have kept them. Go on' }).click()
  await plain.waitForURL('**/desk')

  await enter(page.context(), addresses, email)
  await page.goto('/account/security')
  await plain.goto('/account/security')
  await plain.getByRole('button', { name: 'Sign out there' }).click()
  await expect(plain.getByText('That browser is signed out.')).toBeVisible()
  await page.goto('/account/security')
  await expect(page).toHaveURL(/\/sign-in\?to=/)
  await context.close()
})

test('an administrator resets a lost second factor; a link from the command line signs in when mail is down', async ({
  browser,
  page,
  baseURL,
  addresses,
  mailbox,
}) => {
  const email = await plantStaff(addresses, 'moderator')
  const context = await browser.newContext({ baseURL })
  await enter(context, addresses, email)
  const theirs = await context.newPage()
  await theirs.goto('/account/security/authenticator?to=/desk')
  await setUpFactor(theirs)

  await enter(page.context(), addresses, administrator)
  await page.goto(`/desk/people?q=${encodeURIComponent(email)}`)
  const row = page.locator('[data-desk-row]')
  await expect(row).toContainText('set up')
  await row.getByRole('link').click()
  await page.getByText('Reset it', { exact: true }).click()
  await page.getByRole('button', { name: 'Yes, reset their second factor' }).click()
  await expect(page.getByText('The second factor is reset')).toBeVisible()
  await mailbox.latest(email, 'Your second factor was reset')
  await theirs.goto('/desk')
  await expect(theirs).toHaveURL(/\/sign-in\?to=/)

  const state = openState(addresses.state)
  const env = { ...process.env, ...localEnvironment(state, addresses.databaseUrl, addresses.web) }
  const typed = ['--import', 'tsx', 'scripts/admin.ts', 'sign-in-link', email]
  const { stdout } = await promisify(execFile)(process.execPath, typed, { env })
  await theirs.goto(`${/http\S+/.exec(stdout)?.[0]}`)
  await theirs.getByRole('button', { name: 'Sign in' }).click()
  await theirs.waitForURL('**/desk')
  await context.close()
})

test(
  'the pages of the second factor have no fault that axe can find, and nothing wider than the screen',
  { tag: '@phone' },
  async ({ page, addresses }) => {
    const email = await plantStaff(addresses, 'editor')
    await enter(page.context(), addresses, email)
    const look = async (path?: string) => {
      if (path !== undefined) await page.goto(path)
      expect([page.url(), await faultsOf(page)]).toEqual([page.url(), []])
    }
    await look('/account/security')
    await look('/account/security/authenticator')
    await page.getByRole('button', { name: 'Show me the square code' }).click()
    const phone = await scan(page)
    await page.getByRole('button', { name: 'Confirm' }).click()
    await expect(page.getByText('Enter the six figures').last()).toBeVisible()
    await look()
    await page.getByLabel('Six-figure code from your app').fill(phone.code())
    await page.getByRole('button', { name: 'Confirm' }).click()
    await expect(page.getByRole('heading', { name: 'Keep these recovery codes' })).toBeVisible()
    await look()
    for (const path of ['', '/authenticator', '/recovery-codes', '/turn-off']) await look(`/account/security${path}`)
    await page.context().clearCookies()
    await enter(page.context(), addresses, email)
    await look('/desk')
    await page.getByRole('button', { name: 'Open the desk' }).click()
    await expect(page.getByText('Enter the six figures').last()).toBeVisible()
    await look()
  },
)
