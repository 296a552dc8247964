import { newAddress } from './support/acts.ts'
import { administrator, enter, fieldsOf, withDatabase } from './support/desk.ts'
import { faultsOf } from './support/faults.ts'
import { expect, test } from './support/journey.ts'
import { linkIn } from './support/mailbox.ts'

test('an administrator invites somebody, whose mail’s link uses nothing up until its button, and who then has a desk with those roles', async ({
  browser,
  page,
  baseURL,
  addresses,
  mailbox,
  request,
}) => {
  const email = newAddress('invited')
  await enter(page.context(), addresses, administrator)
  await page.goto('/desk/people')
  await page.getByRole('link', { name: 'Invite somebody' }).click()
  await page.getByRole('button', { name: 'Send the invitation' }).click()
  await expect(page.getByText('Enter an e-mail address like name@example.org.')).toBeVisible()
  await expect(page.getByText('Enter their name')).toBeVisible()
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Name').fill('Imogen Vale')
  await page.getByRole('button', { name: 'Send the invitation' }).click()
  await expect(page.getByText('Choose at least one role.').last()).toBeVisible()
  await expect(page.getByLabel('Name')).toHaveValue('Imogen Vale')
  await page.getByRole('checkbox', { name: 'Moderator' }).check()
  await page.getByRole('button', { name: 'Send the invitation' }).click()
  await expect(page.getByText('The invitation is on its way.')).toBeVisible()
  const line = page.getByRole('listitem').filter({ hasText: email })
  await expect(line).toContainText('moderator')

  const first = linkIn(await mailbox.latest(email, 'invited'), '/invitation')
  await line.getByRole('button', { name: 'Send again' }).click()
  await expect(page.getByText('The link of the mail before it opens nothing now.')).toBeVisible()
  await expect.poll(async () => (await mailbox.all(email)).length).toBe(2)
  const link = linkIn(await mailbox.latest(email, 'invited'), '/invitation')
  for (let opened = 0; opened < 3; opened += 1) expect((await request.get(link)).status()).toBe(200)

  // Without a script, as a mail's link may well be opened.
  const context = await browser.newContext({ baseURL, javaScriptEnabled: false })
  const guest = await context.newPage()
  await guest.goto(first)
  await expect(guest.getByRole('heading', { level: 1 })).toHaveText('This link leads nowhere')
  await guest.goto(link)
  await expect(guest.getByText(email).first()).toBeVisible()
  await guest.getByRole('button', { name: 'Accept the invitation' }).click()
  await expect(guest.getByRole('heading', { name: 'Check your mail' })).toBeVisible()
  await guest.goto(linkIn(await mailbox.latest(email, 'Sign in'), '/sign-in/confirm'))
  await guest.getByRole('button', { name: 'Sign in' }).click()
  await guest.waitForURL('**/desk')
  const rail = guest.getByRole('navigation', { name: 'Desk' })
  await expect(rail.getByRole('link', { name: 'Comments' })).toBeVisible()
  await expect(rail.getByRole('link', { name: 'Members' })).toHaveCount(0)
  await guest.goto(link)
  await expect(guest.getByRole('heading', { level: 1 })).toHaveText('This invitation was accepted')

  await page.goto(`/desk/people?q=${encodeURIComponent(email)}`)
  const row = page.locator('[data-desk-row]')
  await expect(row).toHaveCount(1)
  await expect(row).toContainText('moderator')
  await expect(page.getByRole('listitem').filter({ hasText: email })).toHaveCount(0)

  // What is taken away holds where they are signed in, at the next page; so does an end of their session.
  await row.getByRole('link').click()
  await expect(page.getByRole('checkbox', { name: 'Moderator' })).toBeChecked()
  await page.getByRole('checkbox', { name: 'Moderator' }).uncheck()
  await page.getByRole('checkbox', { name: 'Fulfilment' }).check()
  await page.getByRole('button', { name: 'Change the roles' }).click()
  await expect(page.getByRole('heading', { name: 'Given' })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Taken away' })).toBeVisible()
  await page.getByRole('button', { name: 'Yes, change the roles' }).click()
  await expect(page.getByText('The roles are saved')).toBeVisible()
  await guest.goto('/desk')
  await expect(rail.getByRole('link', { name: 'Books to send' })).toBeVisible()
  await expect(rail.getByRole('link', { name: 'Comments' })).toHaveCount(0)
  await page.getByRole('button', { name: 'End', exact: true }).click()
  await expect(page.getByText('The session has ended.')).toBeVisible()
  await guest.goto('/desk')
  await expect(guest).toHaveURL(/\/sign-in\?to=/)

  await page.goto('/desk/audit?kind=person')
  await expect(page.locator('[data-desk-row]', { hasText: 'changed roles' }).first()).toContainText('Imogen Vale')
  await page.goto('/desk/audit?kind=invitation')
  await expect(page.locator('[data-desk-row]', { hasText: 'invited somebody' }).first()).toContainText('Imogen Vale')
  await context.close()
})

test('an invitation withdrawn opens nothing', async ({ page, addresses, mailbox }) => {
  const email = newAddress('withdrawn')
  await enter(page.context(), addresses, administrator)
  await page.goto('/desk/people/invite')
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Name').fill('Nobody Now')
  await page.getByRole('checkbox', { name: 'Author' }).check()
  await page.getByRole('button', { name: 'Send the invitation' }).click()
  const link = linkIn(await mailbox.latest(email, 'invited'), '/invitation')
  await page.getByRole('listitem').filter({ hasText: email }).getByRole('button', { name: 'Withdraw' }).click()
  await expect(page.getByText('The invitation is withdrawn.')).toBeVisible()
  await page.goto(link)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('This invitation was withdrawn')
})

test('the last administrator cannot be removed, is asked, and stays', async ({ page, addresses }) => {
  await enter(page.context(), addresses, administrator)
  const others = await withDatabase(
    addresses.databaseUrl,
    (sql) => sql`select count(*)::integer as many from person_roles join people on people.id = person_id
      where role = 'administrator' and email <> ${administrator}`,
  )
  expect([...others]).toEqual([{ many: 0 }])
  await page.goto(`/desk/people?q=${encodeURIComponent(administrator)}`)
  await page.locator('[data-desk-row]').getByRole('link').click()
  await page.getByRole('link', { name: 'Remove from the staff' }).click()
  await expect(page.getByText('This is you.')).toBeVisible()
  await page.getByRole('button', { name: 'Yes, remove from the staff' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'This is the only administrator.' })).toBeVisible()
  await page.goto('/desk/people')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('People')
})

test('nobody but an administrator finds people, invites, gives roles or ends sessions', async ({
  browser,
  page,
  baseURL,
  addresses,
}) => {
  await enter(page.context(), addresses, administrator)
  await page.goto('/desk/people?q=editor')
  const person = `${await page.locator('[data-desk-row]').first().getByRole('link').getAttribute('href')}`
  const plain = await browser.newContext({
    baseURL,
    javaScriptEnabled: false,
    storageState: await page.context().storageState(),
  })
  const desk = await plain.newPage()
  await desk.goto('/desk/people/invite')
  const email = newAddress('smuggled')
  const forms: Record<string, string>[] = [
    { ...(await fieldsOf(desk, 'Send the invitation')), email, name: 'Smuggled', 'role-administrator': 'on' },
  ]
  await desk.goto(`${person}/roles?role-administrator=on`)
  forms.push(await fieldsOf(desk, 'Yes, change the roles'))
  // So that there is a session to be ended.
  const theirs = await browser.newContext({ baseURL })
  await enter(theirs, addresses, 'editor@saltmarsh.example')
  await desk.goto(person)
  forms.push(await fieldsOf(desk, 'Yes, end all'))
  for (const name of ['editor', 'managing-editor', 'moderator', 'fulfilment', 'author', 'reader']) {
    const context = await browser.newContext({ baseURL })
    await enter(context, addresses, `${name}@saltmarsh.example`)
    for (const path of ['/desk/people', '/desk/people/invite', person, `${person}/roles?role-administrator=on`])
      expect([name, path, (await context.request.get(path)).status()]).toEqual([name, path, 404])
    for (const form of forms)
      for (const path of ['/desk', '/account', '/invitation'])
        await context.request.post(path, { multipart: form, maxRedirects: 0, headers: { origin: `${baseURL}` } })
    await context.close()
  }
  const done = await withDatabase(
    addresses.databaseUrl,
    (sql) => sql`select (select count(*)::integer from staff_invitations where email = ${email}) as invited,
      (select count(*)::integer from person_roles where role = 'administrator') as administrators,
      (select count(*)::integer > 0 from sessions where person_id = ${person.split('/').at(-1) ?? ''}) as sessions`,
  )
  expect([...done]).toEqual([{ invited: 0, administrators: 1, sessions: true }])
  await theirs.close()
  await plain.close()
})

test(
  'the pages of people have no fault that axe can find, and nothing wider than the screen',
  { tag: '@phone' },
  async ({ page, addresses }) => {
    await enter(page.context(), addresses, administrator)
    await page.goto('/desk/people?q=moderator')
    const person = `${await page.locator('[data-desk-row]').first().getByRole('link').getAttribute('href')}`
    for (const path of [
      '/desk/people',
      '/desk/people/invite',
      person,
      `${person}/roles?role-author=on`,
      '/invitation',
    ]) {
      await page.goto(path)
      expect([path, await faultsOf(page)]).toEqual([path, []])
    }
  },
)
