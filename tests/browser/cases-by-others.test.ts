import { readFile } from 'node:fs/promises'
import { enter, fieldsOf, withDatabase } from './support/desk.ts'
import { faultsOf } from './support/faults.ts'
import { expect, test } from './support/journey.ts'
import { linkIn } from './support/mailbox.ts'
import { plantCase } from './support/planted-case.ts'

const editor = 'managing-editor@saltmarsh.example'

test('nobody without the right finds a case, a letter, a figure or a setting, and their actions answer nobody', async ({
  browser,
  page,
  baseURL,
  addresses,
}) => {
  const { id, message } = await plantCase(addresses.databaseUrl, 'Juno Castellan')
  const paths = [
    '/desk/cases',
    `/desk/cases/${id}`,
    `/desk/cases/${id}/decline`,
    `/desk/cases/${id}/merge`,
    '/desk/cases/figures',
    '/desk/cases/figures.csv?year=2026',
    '/desk/settings/cases',
  ]
  await enter(page.context(), addresses, editor)
  // As they are without a script, which takes the marks of the actions away.
  const plain = await browser.newContext({
    baseURL,
    javaScriptEnabled: false,
    storageState: await page.context().storageState(),
  })
  const desk = await plain.newPage()
  await desk.goto(`/desk/cases/${id}`)
  const forms: Record<string, string>[] = [
    { ...(await fieldsOf(desk, 'Keep the note')), note: 'Let it be.' },
    { ...(await fieldsOf(desk, 'Move it')), state: 'closed', reason: 'Let it be.' },
    { ...(await fieldsOf(desk, 'Look at it')), step: 'send', text: 'Let it be.' },
    { ...(await fieldsOf(desk, 'Ask by mail')), author: '', email: 'me@example.org', question: 'Let it be.' },
  ]
  await desk.goto('/desk/settings/cases')
  forms.push({ ...(await fieldsOf(desk, 'Save')), answerDays: '117' })
  for (const form of forms) expect(Object.keys(form).some((name) => name.startsWith('$ACTION'))).toBe(true)

  const visitor = await browser.newContext({ baseURL })
  const contexts = [visitor]
  for (const person of ['author', 'editor', 'moderator', 'fulfilment', 'reader', 'supporter']) {
    const context = await browser.newContext({ baseURL })
    await enter(context, addresses, `${person}@saltmarsh.example`)
    contexts.push(context)
    for (const path of paths) {
      const answer = await context.request.get(path)
      expect([person, path, answer.status()]).toEqual([person, path, 404])
      expect(await answer.text()).not.toContain(message)
    }
    const own = await context.request.get('/desk/statements')
    expect([person, own.status()]).toEqual([person, person === 'author' ? 200 : 404])
  }
  for (const context of contexts)
    for (const form of forms)
      for (const path of [`/desk/cases/${id}`, '/desk', '/sign-in'])
        await context.request.post(path, { multipart: form, maxRedirects: 0, headers: { origin: `${baseURL}` } })
  const done = await withDatabase(
    addresses.databaseUrl,
    (sql) => sql`
      select (select count(*)::integer from case_events where case_id = ${id}) as events, (select state from cases where id = ${id}) as state,
        (select count(*)::integer from settings where value ->> 'answerDays' = '117') as settings`,
  )
  expect([...done]).toEqual([{ events: 1, state: 'received', settings: 0 }])
  for (const context of [...contexts, plain]) await context.close()
})

test(
  'an author sees at the desk what they were asked about an article of their own, and nothing of who wrote',
  { tag: '@phone' },
  async ({ page, mailbox, addresses, browser, baseURL, contextOptions }) => {
    const planted = await plantCase(addresses.databaseUrl, 'Mina Bellamy', { slug: 'your-mp-is-not-a-plumber' })
    await enter(page.context(), addresses, editor)
    await page.goto(`/desk/cases/${planted.id}`)
    await page.getByText('Ask the author for a statement').click()
    const question = `Which year was it, ${crypto.randomUUID()}?`
    await page.getByLabel('What you ask').fill(question)
    await page.getByRole('button', { name: 'Ask by mail' }).click()
    await expect(page.getByText('The author is asked by mail.')).toBeVisible()
    const other = await browser.newContext({ ...contextOptions, baseURL })
    await enter(other, addresses, 'author@saltmarsh.example')
    const own = await other.newPage()
    await own.goto('/desk')
    await own.getByRole('link', { name: 'Statements' }).click()
    const asked = own.getByRole('region', { name: /^Your MP is not a plumber/ }).filter({ hasText: question })
    for (const secret of [planted.name, planted.email, planted.message, planted.reference])
      expect(await own.content()).not.toContain(secret)
    expect(await faultsOf(own)).toEqual([])
    const mail = await mailbox.latest('author@saltmarsh.example', 'Your MP is not a plumber')
    await own.goto(linkIn(mail, '/statements/'))
    await expect(own.getByText(question)).toBeVisible()
    expect(await faultsOf(own)).toEqual([])
    await own.goto('/desk/statements')
    await asked.getByLabel('Your statement').fill('It was 2013.')
    await asked.getByRole('button', { name: 'Send to the managing editor' }).click()
    await expect(own.getByText('Your statement is with the managing editor.')).toBeVisible()
    await expect(asked.getByText('It was 2013.')).toBeVisible()
    await page.reload()
    await expect(page.getByText('Tamsin Okoro-Pell answered with a statement')).toBeVisible()
  },
)

test('figures are shown by year, and the regulator’s file names nobody', async ({ page, addresses }) => {
  const { reference, name, email } = await plantCase(addresses.databaseUrl, 'Kofi Ekwueme')
  await enter(page.context(), addresses, editor)
  await page.goto('/desk/cases')
  await page.getByRole('link', { name: 'Figures', exact: true }).last().click()
  await expect(page.getByRole('row', { name: /^Correction/ })).toBeVisible()
  const waiting = page.waitForEvent('download')
  await page.getByRole('link', { name: /^Download the cases of/ }).click()
  const csv = await readFile(await (await waiting).path(), 'utf8')
  expect(csv).toContain(reference)
  for (const secret of [name, email]) expect(csv).not.toContain(secret)
})
