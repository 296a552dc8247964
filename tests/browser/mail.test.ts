import { expect, test } from './support/journey.ts'

test('the page that shows the mails is no part of what readers are served', async ({ request }) => {
  expect((await request.get('/dev/mails')).status()).toBe(404)
})

test('only our own machines may say that an address takes no mail', async ({ request }) => {
  const told = { data: { address: 'somebody@example.org', reason: '550 5.1.1 no such user' } }
  expect((await request.post('/api/mail/bounces', told)).status()).toBe(403)
  const guessed = { ...told, headers: { authorization: 'Bearer guessed-guessed-guessed' } }
  expect((await request.post('/api/mail/bounces', guessed)).status()).toBe(403)
})

for (const path of ['/account', '/account/membership?remedy=card', '/account/membership/card', '/desk/members'])
  test(`a link in a mail to ${path} leads a visitor to sign in, and from there on to it`, async ({ request }) => {
    const answer = await request.get(path, { maxRedirects: 0 })
    expect([303, 307]).toContain(answer.status())
    const { pathname, searchParams } = new URL(answer.headers()['location'] ?? '', 'http://here.invalid')
    expect([pathname, searchParams.get('to')]).toEqual(['/sign-in', path])
  })
