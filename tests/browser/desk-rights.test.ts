import { newAddress } from './support/acts.ts'
import { administrator, enter, failedEvent, fieldsOf, give, openMember, withDatabase } from './support/desk.ts'
import { expect, test } from './support/journey.ts'

const others = ['editor', 'managing-editor', 'moderator', 'fulfilment', 'reader', 'supporter'].map(
  (name) => `${name}@saltmarsh.example`,
)

test('a visitor is sent to sign in, and nobody but an administrator gets a page or an action of the members’ money or of advertising', async ({
  browser,
  page,
  baseURL,
  addresses,
}) => {
  test.setTimeout(300_000)
  const email = newAddress('private')
  await give(page, email)
  const event = await failedEvent(addresses.databaseUrl)
  await enter(page.context(), addresses, administrator)
  await page.goto('/desk')
  await openMember(page, email)
  const member = new URL(page.url()).pathname
  const refund = `${await page.getByRole('link', { name: 'Refund £5' }).getAttribute('href')}`
  const paths = [
    '/desk/members',
    `/desk/members?q=${encodeURIComponent(email)}`,
    member,
    refund,
    '/desk/inbox',
    `/desk/inbox/${event}`,
    '/desk/drift',
    '/desk/ads',
    '/desk/ads/new',
    '/desk/ads/figures.csv',
    '/desk/settings/advertising',
  ]

  // As they are without a script, which takes the marks of the actions away.
  const plain = await browser.newContext({
    baseURL,
    javaScriptEnabled: false,
    storageState: await page.context().storageState(),
  })
  const desk = await plain.newPage()
  await desk.goto(member)
  const forms: Record<string, string>[] = [{ ...(await fieldsOf(desk, 'Give this membership')), reason: 'For me.' }]
  await desk.goto(`${refund}?amount=5&reason=For%20me.`)
  forms.push(await fieldsOf(desk, 'Send £5 back'))
  await desk.goto(`/desk/inbox/${event}`)
  forms.push(await fieldsOf(desk, 'Try it again'))
  await desk.goto('/desk/drift')
  forms.push(await fieldsOf(desk, 'Compare now'))
  await desk.goto('/desk/ads/new')
  const campaign = await fieldsOf(desk, 'Begin this campaign')
  const words = {
    advertiser: 'Me',
    headline: email,
    text: 'Buy it.',
    link: 'https://example.org/',
    endsAt: '2099-12-31',
  }
  forms.push({ ...campaign, ...words })
  await desk.goto('/desk/settings/advertising')
  forms.push({ ...(await fieldsOf(desk, 'Save')), networkCode: '666' })
  for (const form of forms) expect(Object.keys(form).some((name) => name.startsWith('$ACTION'))).toBe(true)

  const visitor = await browser.newContext({ baseURL })
  const contexts = [visitor]
  for (const path of paths) {
    const answer = await visitor.request.get(path, { maxRedirects: 0 })
    expect([path, answer.status(), new URL(answer.headers().location ?? '', baseURL).href]).toEqual([
      path,
      303,
      `${baseURL}/sign-in?to=${encodeURIComponent(path).replaceAll('%2F', '/')}`,
    ])
  }
  for (const person of others) {
    const context = await browser.newContext({ baseURL })
    await enter(context, addresses, person)
    contexts.push(context)
    for (const path of paths) {
      const answer = await context.request.get(path)
      expect([person, path, answer.status()]).toEqual([person, path, 404])
      expect(await answer.text()).not.toContain(email)
    }
    const own = await context.request.get('/desk')
    expect([person, own.status()]).toEqual([person, /reader|supporter/.test(person) ? 404 : 200])
    expect(await own.text()).not.toContain('/desk/members')
  }
  // An action answers at whatever page it is sent to, the open ones too.
  for (const context of contexts)
    for (const form of forms)
      for (const path of ['/desk/members', '/desk', '/account', '/sign-in'])
        await context.request.post(path, { multipart: form, maxRedirects: 0, headers: { origin: `${baseURL}` } })

  const done = await withDatabase(
    addresses.databaseUrl,
    (sql) => sql`
      select (select count(*)::integer from refund_requests join donations on donations.id = donation_id join people on people.id = person_id where email = ${email}) as refunds,
        (select count(*)::integer from membership_ledger join people on people.id = person_id where email = ${email} and source = 'complimentary') as grants,
        (select state from stripe_events where id = ${event}) as event,
        (select count(*)::integer from house_ads where headline = ${email}) as campaigns,
        (select count(*)::integer from settings where value ->> 'networkCode' = '666') as settings,
        (select count(*)::integer from audit_log where subject in (select 'person ' || id from people where email = ${email}) or subject = ${`event ${event}`}) as noted`,
  )
  expect([...done]).toEqual([{ refunds: 0, grants: 0, event: 'failed', campaigns: 0, settings: 0, noted: 0 }])
  for (const context of [...contexts, plain]) await context.close()
})
