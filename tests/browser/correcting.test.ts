import { newAddress } from './support/acts.ts'
import type { Addresses } from './support/addresses.ts'
import { enter, fieldsOf, withDatabase } from './support/desk.ts'
import { faultsOf } from './support/faults.ts'
import { expect, test } from './support/journey.ts'
import { ownArticle } from './support/own-article.ts'

const edition = (web: string) => ({ name: 'edition', value: 'supporter', url: web })

const editor = 'managing-editor@saltmarsh.example'

async function ownCase(addresses: Addresses, articleId: string, kind: 'correction' | 'right_of_reply') {
  const id = crypto.randomUUID()
  const email = newAddress('corrected')
  await withDatabase(
    addresses.databaseUrl,
    (
      sql,
    ) => sql`insert into cases (id, kind, article_id, name, email, message, details, submission_id, received_at, due_at, changed_at)
      values (${id}, ${kind}, ${articleId}, 'Hesper Quill', ${email}, 'I was on that boat, and it was six.',
        ${sql.json({ passage: 'The ferry left at seven' })}, ${crypto.randomUUID()}, now(), now() + interval '28 days', now())`,
  )
  return { id, email }
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(javaScriptEnabled ? 'with JavaScript' : 'without JavaScript', () => {
    test.use({ javaScriptEnabled })

    test('from a case to the correction that a visitor sees at once, by preview and the guide’s advice', async ({
      page,
      addresses,
      mailbox,
      browser,
      baseURL,
    }) => {
      const article = await ownArticle(addresses)
      const reader = await ownCase(addresses, article.id, 'correction')
      const visitor = await browser.newContext({ baseURL })
      const supporter = await browser.newContext({ baseURL })
      const seen = async (path: string) => (await visitor.request.get(path)).text()
      expect(await seen(`/articles/${article.slug}`)).toContain('The ferry left at seven.')

      await enter(page.context(), addresses, editor)
      await page.goto(`/desk/corrections/new?case=${reader.id}`)
      await expect(page.getByLabel('As it stands')).toHaveValue('The ferry left at seven')
      if (javaScriptEnabled) expect(await faultsOf(page)).toEqual([])
      await page.getByLabel('As it should be').fill('The ferry left at six')
      await page.getByRole('button', { name: 'Another passage' }).click()
      await page.getByLabel('As it stands').nth(1).fill('left at')
      await page.getByRole('button', { name: 'Preview' }).click()
      // Refused, with nothing lost: what is missing, then how often the passage stands there.
      await expect(page.locator('#note-fault')).toBeVisible()
      await page.getByLabel('Note', { exact: true }).fill('An earlier version said seven. The ferry left at six.')
      await page.getByLabel('Serious', { exact: true }).check()
      await page.getByLabel('Why there').fill('People missed it.')
      await page.getByRole('button', { name: 'Preview' }).click()
      await expect(page.locator('.field-error').first()).toContainText('This stands in 2 places')
      await expect(page.getByLabel('As it should be').first()).toHaveValue('The ferry left at six')
      if (javaScriptEnabled) expect(await faultsOf(page)).toEqual([])
      await page.getByLabel('As it stands').nth(1).fill('had left at seven before')
      await page.getByLabel('As it should be').nth(1).fill('had left at six before')
      await page.getByRole('button', { name: 'Preview' }).click()
      const preview = page.getByRole('region', { name: 'Preview' })
      await expect(preview.locator('del')).toHaveText(['seven', 'seven'])
      await expect(preview).toContainText('You chose: at the foot of the article.')
      await expect(preview).toContainText('named on the front page for three days')
      if (javaScriptEnabled) expect(await faultsOf(page)).toEqual([])
      await page.getByRole('button', { name: 'Take the guide’s advice' }).click()
      await expect(preview).toContainText(
        'You chose: at the foot of the article, under the headline, on the front page for 6 days.',
      )
      // What is published is what was seen.
      await page.getByLabel('Note', { exact: true }).fill('An earlier version said seven. It left at six, in fog.')
      await page.getByRole('button', { name: 'Publish it now' }).click()
      await expect(page.getByText('Something was changed after the preview.')).toBeVisible()
      await page.getByRole('button', { name: 'Publish it now' }).click()
      await expect(page.getByText('It is published. Readers see it at once.')).toBeVisible()
      if (javaScriptEnabled) expect(await faultsOf(page)).toEqual([])

      for (const context of [visitor, supporter]) {
        if (context === supporter) await supporter.addCookies([edition(addresses.web)])
        const reading = await context.newPage()
        await reading.goto(`/articles/${article.slug}`)
        await expect(reading.locator('.article-text')).toContainText('The ferry left at six.')
        await expect(reading.locator('.correction-box')).toContainText('It left at six, in fog.')
        await reading.goto('/')
        await expect(reading.getByRole('complementary', { name: 'Corrections' })).toContainText('in fog')
      }
      for (const path of ['/corrections', '/corrections/feed.xml'])
        await expect.poll(() => seen(path)).toContain('in fog')
      const mail = await mailbox.latest(reader.email)
      expect(mail.text).toContain(`/articles/${article.slug}#correction-1`)
      const [row] = await withDatabase(
        addresses.databaseUrl,
        (sql) => sql`select state, finding from cases where id = ${reader.id}`,
      )
      expect(row).toEqual({ state: 'published', finding: 'upheld' })
      await visitor.close()
      await supporter.close()
    })
  })
}

test.describe('without JavaScript, too', () => {
  test.use({ javaScriptEnabled: false })

  test('a reply becomes an article of its own, and a correction is followed by another', async ({
    page,
    addresses,
  }) => {
    const article = await ownArticle(addresses)
    const reader = await ownCase(addresses, article.id, 'right_of_reply')
    await enter(page.context(), addresses, editor)
    await page.goto(`/desk/corrections/new?case=${reader.id}`)
    await expect(page.getByLabel('Right of reply', { exact: true })).toBeChecked()
    await page.getByLabel('Note', { exact: true }).fill('Hesper Quill, who was on the boat, has replied.')
    await page.getByLabel('An article of its own').check()
    await expect(page.getByLabel('Who replies')).toHaveValue('Hesper Quill')
    await page.getByLabel('Minor').check()
    await page.getByLabel('Why there').fill('She asked for it.')
    await page.getByRole('button', { name: 'Preview' }).click()
    await expect(page.getByText('Write a headline for the reply.')).toBeVisible()
    await page.getByLabel('Headline of the reply').fill(`I was on that boat ${article.slug}`)
    await page.getByRole('button', { name: 'Preview' }).click()
    await page.getByRole('button', { name: 'Publish it now' }).click()
    await expect(page.getByText('It is published.')).toBeVisible()

    await page.getByRole('link', { name: 'Follow with another' }).click()
    await expect(page.getByText('It follows number 1')).toBeVisible()
    await page.getByLabel('Note', { exact: true }).fill('She was on the other boat.')
    await page.getByLabel('Minor').check()
    await page.getByLabel('Why there').fill('It puts the first right.')
    await page.getByRole('button', { name: 'Preview' }).click()
    await page.getByRole('button', { name: 'Publish it now' }).click()
    await expect(page.getByRole('link', { name: 'an earlier one' })).toBeVisible()

    await page.goto(`/articles/${article.slug}`)
    await expect(page.locator('#correction-2')).toContainText('following an earlier one')
    await page
      .locator('#correction-1')
      .getByRole('link', { name: /^I was on that boat/ })
      .click()
    await page
      .getByRole('main')
      .getByRole('link', { name: /^The ferry at Hask/ })
      .first()
      .click()
    await expect(page).toHaveURL(new RegExp(article.slug))
  })

  test('whoever was overtaken sees theirs against the article as it is now, and loses nothing', async ({
    page,
    addresses,
  }) => {
    const article = await ownArticle(addresses)
    await enter(page.context(), addresses, editor)
    const other = await page.context().newPage()
    for (const [one, now] of [
      [page, 'six'],
      [other, 'five'],
    ] as const) {
      await one.goto(`/desk/corrections/new?article=${article.slug}`)
      await one.getByLabel('As it stands').fill('It rained.')
      await one.getByLabel('As it should be').fill(`It rained from ${now}.`)
      await one.getByLabel('Note', { exact: true }).fill(`It rained from ${now}.`)
      await one.getByLabel('Minor').check()
      await one.getByLabel('Why there').fill('A detail.')
      await one.getByRole('button', { name: 'Preview' }).click()
    }
    await page.getByRole('button', { name: 'Publish it now' }).click()
    await expect(page.getByText('It is published.')).toBeVisible()
    await other.getByRole('button', { name: 'Publish it now' }).click()
    await expect(other.locator('#passage\\.0-fault')).toContainText('This does not stand there.')
    await expect(other.getByLabel('As it should be')).toHaveValue('It rained from five.')
    await other.getByLabel('As it stands').fill('It rained from six.')
    await other.getByRole('button', { name: 'Preview' }).click()
    await expect(other.getByRole('region', { name: 'Preview' }).locator('del')).toHaveText('six')
    await other.getByRole('button', { name: 'Publish it now' }).click()
    await expect(other.getByText('It is published.')).toBeVisible()
  })

  test('nobody but who corrects gets a page of it, nor does the form work for them', async ({
    page,
    browser,
    addresses,
    baseURL,
  }) => {
    const article = await ownArticle(addresses)
    await enter(page.context(), addresses, editor)
    await page.goto('/desk/corrections')
    const one = `${await page.locator('[data-desk-row] a').first().getAttribute('href')}`
    const path = `/desk/corrections/new?article=${article.slug}`
    await page.goto(path)
    const facts = {
      kind: 'correction',
      severity: 'minor',
      note: 'This was not so at all.',
      prominenceReason: 'For me.',
    }
    const asked = { ...(await fieldsOf(page, 'Preview')), ...facts }
    await page.getByLabel('Note', { exact: true }).fill(facts.note)
    await page.getByLabel('Minor').check()
    await page.getByLabel('Why there').fill(facts.prominenceReason)
    await page.getByRole('button', { name: 'Preview' }).click()
    const form = { ...(await fieldsOf(page, 'Publish it now')), step: 'publish' }
    expect(Object.keys(asked).some((name) => name.startsWith('$ACTION'))).toBe(true)
    const published = async () => {
      const [row] = await withDatabase(
        addresses.databaseUrl,
        (sql) => sql`select count(*)::integer as count from corrections where article_id = ${article.id}`,
      )
      return Number(row?.count)
    }
    const visitor = await browser.newContext({ baseURL })
    expect((await visitor.request.get(path, { maxRedirects: 0 })).status()).toBe(303)
    const strangers = [visitor]
    for (const person of ['editor', 'moderator', 'fulfilment', 'supporter']) {
      const context = await browser.newContext({ baseURL })
      await enter(context, addresses, `${person}@saltmarsh.example`)
      for (const address of ['/desk/corrections', one, path])
        expect([person, address, (await context.request.get(address)).status()]).toEqual([person, address, 404])
      strangers.push(context)
    }
    for (const context of strangers)
      for (const address of [path, '/desk', '/account', '/sign-in'])
        await context.request.post(address, { multipart: form, maxRedirects: 0, headers: { origin: `${baseURL}` } })
    expect(await published()).toBe(0)
    // The same form, sent by who may, is one that works.
    await page.context().request.post(path, { multipart: form, headers: { origin: `${baseURL}` } })
    expect(await published()).toBe(1)
    for (const context of strangers) await context.close()
  })
})
