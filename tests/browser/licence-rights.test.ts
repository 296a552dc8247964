import { newAddress } from './support/acts.ts'
import { enter, fieldsOf, withDatabase } from './support/desk.ts'
import { expect, test } from './support/journey.ts'
import { article, offer } from './support/licence.ts'
import { linkIn } from './support/mailbox.ts'

test.describe('somebody without the right', () => {
  // The browser says so of a status that is meant to be.
  test.use({ tolerated: ['404'] })

  test('by a wrong address finds nothing, and by an action of the desk does nothing', async ({
    browser,
    page,
    baseURL,
    addresses,
    mailbox,
  }) => {
    test.setTimeout(180_000)
    const email = await offer(page, addresses, '')
    const licence = new URL(page.url()).pathname
    const address = linkIn(await mailbox.latest(email, 'terms to republish'), '/republish/')
    const forged = `${address.slice(0, -6)}AAAAAA`
    const visitor = await browser.newContext({ baseURL: `${baseURL}` })
    for (const path of [forged, '/republish/x.y']) {
      const answer = await visitor.request.get(path)
      expect([path, answer.status()]).toEqual([path, 404])
      expect(await answer.text()).toContain('There is no page at this address')
      expect(await answer.text()).not.toContain('The Invermorrow Observer')
      for (const file of ['article.html', 'article.txt'])
        expect([path, (await visitor.request.get(`${path}/${file}`)).status()]).toEqual([path, 404])
    }
    const own = await visitor.request.get(address)
    expect(own.headers()['cache-control']).toContain('no-store')
    expect(await own.text()).toMatch(/<meta name="robots" content="noindex, nofollow"/)

    const plain = await browser.newContext({
      baseURL: `${baseURL}`,
      javaScriptEnabled: false,
      storageState: await page.context().storageState(),
    })
    const desk = await plain.newPage()
    await desk.goto(licence)
    const forms: Record<string, string>[] = [{ ...(await fieldsOf(desk, 'Withdraw it')), reason: 'For me.' }]
    await desk.goto(`/desk/licences/new?article=${article}`)
    forms.push({
      ...(await fieldsOf(desk, 'Offer these terms')),
      licensee: 'Nobody',
      publication: 'Nothing',
      contactName: 'Nobody',
      email: newAddress('nobody'),
    })
    const paths = ['/desk/licences', '/desk/licences/new', licence]
    const contexts = [visitor]
    for (const path of paths)
      expect([path, (await visitor.request.get(path, { maxRedirects: 0 })).status()]).toEqual([path, 303])
    for (const name of ['author', 'editor', 'moderator', 'fulfilment', 'reader', 'supporter']) {
      const context = await browser.newContext({ baseURL: `${baseURL}` })
      await enter(context, addresses, `${name}@saltmarsh.example`)
      contexts.push(context)
      for (const path of paths) {
        const answer = await context.request.get(path)
        // Whom the demonstration does not have is a visitor.
        expect([name, path, answer.url().includes('/sign-in') || answer.status() === 404]).toEqual([name, path, true])
        expect(await answer.text()).not.toContain(email)
      }
    }
    for (const context of contexts)
      for (const form of forms)
        for (const path of ['/desk/licences', '/account', '/sign-in'])
          await context.request.post(path, { multipart: form, maxRedirects: 0, headers: { origin: `${baseURL}` } })
    const done = await withDatabase(
      addresses.databaseUrl,
      (sql) => sql`
        select (select state from licences where email = ${email}) as state,
          (select count(*)::integer from licences where licensee = 'Nobody') as offered`,
    )
    expect([...done]).toEqual([{ state: 'offered', offered: 0 }])
    for (const context of [...contexts, plain]) await context.close()
  })
})
