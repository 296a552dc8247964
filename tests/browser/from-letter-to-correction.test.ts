import { newAddress } from './support/acts.ts'
import { confirm, send } from './support/correspondence.ts'
import { enter } from './support/desk.ts'
import { expect, test } from './support/journey.ts'
import { linkIn } from './support/mailbox.ts'
import { ownArticle } from './support/own-article.ts'

test('what a reader reports from the article is found at the desk, corrected, seen by everybody in both editions, and told to the reader', async ({
  page,
  addresses,
  mailbox,
  browser,
  baseURL,
}) => {
  const { slug } = await ownArticle(addresses)
  const email = newAddress('passenger')
  const visitor = await browser.newContext({ baseURL })
  const supporter = await browser.newContext({ baseURL })
  await supporter.addCookies([{ name: 'edition', value: 'supporter', url: addresses.web }])

  const reading = await visitor.newPage()
  await reading.goto(`/articles/${slug}`)
  await reading.getByRole('link', { name: 'correction', exact: true }).click()
  await reading.getByLabel('The passage').fill('The ferry left at seven.')
  await reading.getByLabel('What is wrong').fill('I was on that boat, and it was six.')
  await reading.getByLabel('Your name').fill('Hesper Quill')
  await reading.getByLabel('Your e-mail address').fill(email)
  await send(reading, 'One step is left')
  const reference = await confirm(reading, mailbox, email)
  const own = linkIn(await mailbox.latest(email, reference), '/cases/')

  await enter(page.context(), addresses, 'managing-editor@saltmarsh.example')
  await page.goto('/desk/cases?show=unread')
  await page.getByRole('link', { name: reference }).click()
  await page.getByRole('link', { name: 'Publish a correction' }).click()
  await expect(page.getByLabel('As it stands')).toHaveValue('The ferry left at seven.')
  await page.getByLabel('As it should be').fill('The ferry left at six.')
  await page.getByLabel('Note', { exact: true }).fill('An earlier version of this article said seven. It was six.')
  await page.getByLabel('Minor', { exact: true }).check()
  await page.getByLabel('Why there').fill('A detail that nobody missed a boat by.')
  await page.getByRole('button', { name: 'Preview' }).click()
  await expect(page.getByRole('region', { name: 'Preview' }).locator('ins')).toHaveText('six')
  await page.getByRole('button', { name: 'Publish it now' }).click()
  await expect(page.getByText('It is published. Readers see it at once.')).toBeVisible()

  for (const context of [visitor, supporter]) {
    const seen = await context.newPage()
    await seen.goto(`/articles/${slug}`)
    await expect(seen.locator('.article-text')).toContainText('The ferry left at six.')
    await expect(seen.locator('#correction-1')).toContainText('said seven. It was six.')
    const told = await seen.locator('script[type="application/ld+json"]').first().textContent()
    expect(JSON.parse(told ?? '{}')).toMatchObject({
      correction: [
        { '@type': 'CorrectionComment', text: 'An earlier version of this article said seven. It was six.' },
      ],
    })
  }
  const feed = await visitor.request.get('/corrections/feed.xml')
  expect(await feed.text()).toContain('said seven. It was six.')
  expect((await mailbox.latest(email, `your message ${reference}`)).text).toContain(`/articles/${slug}#correction-1`)
  await reading.goto(own)
  await expect(reading.getByText('It is settled: something was published because of it.')).toBeVisible()
  await visitor.close()
  await supporter.close()
})
