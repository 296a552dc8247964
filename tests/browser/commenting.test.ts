import { newAddress, signIn } from './support/acts.ts'
import { expect, test } from './support/journey.ts'

const article = 'is-that-the-same-biscuit'

function forged() {
  return { article, text: 'Smuggled in.', submissionId: crypto.randomUUID() }
}

test('a visitor and a reader are invited to join, and forged requests are refused', async ({
  page,
  mailbox,
  baseURL,
}) => {
  const send = (data: object, origin = baseURL ?? '') =>
    page.request.post('/api/comments', { data, headers: { origin } })
  await page.goto(`/articles/${article}`)
  await expect(page.getByText('Only supporters and patrons, who donate regularly, can comment.')).toBeVisible()
  await expect(page.getByRole('link', { name: 'Join today' })).toHaveAttribute(
    'href',
    `/donate?from=/articles/${article}`,
  )
  expect((await send(forged())).status()).toBe(401)

  await signIn(page, mailbox, newAddress('reader'), `/articles/${article}`)
  await expect(page.getByText('Only supporters and patrons, who donate regularly, can comment.')).toBeVisible()
  const refused = await send({ ...forged(), name: 'Somebody' })
  expect(refused.status()).toBe(403)
  expect((await refused.json()).message).toContain('Only supporters and patrons')
  await page.goto(`/articles/${article}`)
  await expect(page.getByText('Smuggled in.')).toHaveCount(0)
})

test('another site cannot post in a supporter’s name', async ({ page, mailbox }) => {
  await signIn(page, mailbox, 'supporter@saltmarsh.example')
  const elsewhere = await page.request.post('/api/comments', {
    data: forged(),
    headers: { origin: 'https://evil.example' },
  })
  expect(elsewhere.status()).toBe(403)
  const form = await page.request.post('/api/comments', { form: { article, text: 'x' } })
  expect(form.status()).toBe(403)
})

test('a patron’s comment carries the badge; an empty one is refused beside the field', async ({
  page,
  mailbox,
  tolerated,
}) => {
  tolerated.push('the server responded with a status of 422')
  await signIn(page, mailbox, 'patron@saltmarsh.example', `/articles/${article}`)
  await page.getByRole('button', { name: 'Post comment' }).click()
  await expect(page.getByText('Write your comment first.')).toBeVisible()
  const text = `A biscuit is a unit of time. ${crypto.randomUUID()}`
  await page.getByLabel('Comment as Percival Anand-Holt').fill(text)
  await page.getByRole('button', { name: 'Post comment' }).click()
  const comment = page.getByRole('article', { name: 'Comment by Percival Anand-Holt' }).filter({ hasText: text })
  await expect(comment).toBeVisible()
  await expect(comment.getByText('Patron')).toBeVisible()
})

test('an answer stands under what it answers, also when it is written on a page of its own', async ({
  page,
  mailbox,
}) => {
  const thread = '/articles/the-town-that-voted-for-none-of-it'
  await signIn(page, mailbox, 'supporter@saltmarsh.example', thread)
  const link = page.getByRole('link', { name: /^Answer / }).first()
  await page.goto((await link.getAttribute('href')) ?? '')
  await expect(page.getByRole('heading', { name: 'Answer a comment' })).toBeVisible()
  const text = `Seconded. ${crypto.randomUUID()}`
  await page.getByLabel('Comment as Sunniva Okafor').fill(text)
  await page.getByRole('button', { name: 'Post comment' }).click()
  await expect(page.getByRole('heading', { name: 'A comment', exact: true })).toBeVisible()
  await expect(page.getByRole('article', { name: 'Comment by Sunniva Okafor' }).getByText(text).first()).toBeVisible()
})

test('where comments are closed, nobody is asked to join for them', async ({ page }) => {
  await page.goto('/articles/the-minister-regrets')
  await expect(page.getByText('Comments under this article are closed.')).toBeVisible()
  await expect(page.getByText('Only supporters and patrons')).toHaveCount(0)
})
