import { expect, test } from './support/journey.ts'

test('whoever asks without end is told when to come back, and nobody else is', async ({
  page,
  playwright,
  baseURL,
}) => {
  const from = (address: string) =>
    playwright.request.newContext({ baseURL: baseURL ?? '', extraHTTPHeaders: { 'x-forwarded-for': address } })
  const [greedy, other] = [await from('10.250.0.1'), await from('10.250.0.2')]
  const ask = async (path: string, times: number) => {
    for (let left = times; left > 0; left -= 50)
      await Promise.all(Array.from({ length: 50 }, async () => (await greedy.get(path)).body()))
  }
  await ask('/api/v1/topics', 1_200)
  const refused = await greedy.get('/api/v1/topics')
  expect(refused.status()).toBe(429)
  expect(Number(refused.headers()['retry-after'])).toBeGreaterThan(0)
  expect(await refused.json()).toMatchObject({ detail: expect.stringMatching(/try again in (a minute|\d+ minutes)/) })
  expect((await other.get('/api/v1/topics')).status()).toBe(200)

  await page.setExtraHTTPHeaders({ 'x-forwarded-for': '10.250.0.1' })
  await ask('/search?q=mud', 200)
  await page.goto('/search?q=mud')
  await expect(page.getByRole('alert').filter({ hasText: 'Many searches' })).toContainText('Please try again in')
  await expect(page.getByRole('searchbox')).toHaveValue('mud')
  await greedy.dispose()
  await other.dispose()
})

test('pages say what a browser may load, and where to tell of what it refused', async ({ request }) => {
  const { headers } = { headers: (await request.get('/')).headers() }
  expect(headers['content-security-policy']).toContain('report-uri /api/policy-reports')
  expect(headers['strict-transport-security']).toBe('max-age=31536000')
  expect(headers['reporting-endpoints']).toContain('/api/policy-reports')
  const told = await request.post('/api/policy-reports', {
    headers: { 'content-type': 'application/csp-report' },
    data: JSON.stringify({ 'csp-report': { 'effective-directive': 'img-src' } }),
  })
  expect(told.status()).toBe(204)
})
