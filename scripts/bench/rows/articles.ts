import { sideBySide } from '../load/side-by-side.ts'
import { rateOf } from '../load/wrk.ts'
import { startNginx, startVarnish } from '../parts/front.ts'
import { providePrograms } from '../parts/programs.ts'
import { signIn } from '../parts/sign-in.ts'
import type { Result } from '../result.ts'
import type { Row } from '../row.ts'

/** Articles of the demonstration, of some 1,550 words each. */
export const demoArticles = {
  public: '/articles/nine-hours-on-the-71',
  withoutComments: '/articles/the-cheapest-thing-in-the-world',
  metered: '/articles/eleven-minutes-behind',
  supporters: '/articles/taking-the-money-out-of-invermorrow',
}

const editions = {
  standard: {},
  supporter: { cookie: 'edition=supporter' },
}

/** The page as it is answered the second time, when it comes from the cache if it ever does. */
async function warmPage(url: string, headers: Record<string, string>): Promise<string> {
  let html = ''
  for (let visit = 0; visit < 3; visit += 1) {
    const response = await fetch(url, { headers })
    html = await response.text()
    if (!response.ok) throw new Error(`${url} answered ${response.status}`)
  }
  return html
}

const load = { seconds: 5, connections: 16 }

/** From the front cache, against nginx with the same bytes on its disk. */
export const fromVarnish: Row = {
  name: 'varnish',
  does: 'an article through the shipped Varnish, against the same bytes served by nginx from disk',
  async measure({ demonstration, supervisor, state }) {
    await providePrograms(['varnishd', 'nginx'], ['varnish', 'varnish-modules', 'nginx-light'])
    const { publicUrl } = await demonstration()
    const front = await startVarnish(supervisor, state, publicUrl)
    const url = `${front}${demoArticles.public}`
    const standard = await warmPage(url, editions.standard)
    const supporter = await warmPage(url, editions.supporter)
    const { headers: sent } = await fetch(url)
    const nginx = await startNginx(supervisor, state, { standard, supporter }, sent)
    const results: Result[] = []
    for (const [edition, cookie] of Object.entries(editions)) {
      const headers = { ...cookie, 'accept-encoding': 'gzip' }
      const hits = await fetch(url, { headers })
      if (hits.headers.get('x-cache') !== 'HIT') throw new Error(`${url} does not come from Varnish`)
      const many = { seconds: 5, connections: 64, threads: 2 }
      const { ours, yardstick, ratio } = await sideBySide(
        5,
        () => rateOf({ ...many, url, headers }),
        () => rateOf({ ...many, url: `${nginx}/${edition}`, headers }),
      )
      results.push({
        row: `varnish ${edition}`,
        what: `article, ${edition} edition, through Varnish`,
        value: ratio,
        unit: '×',
        target: 0.8,
        direction: 'at least',
        raw: `${rate(ours)}; nginx ${rate(yardstick)}; gzipped, with the same headers`,
      })
    }
    return results
  },
}

/** Straight from Node against a bare prerendered page with the same elements. */
export const fromNode: Row = {
  name: 'node',
  does: 'an article straight from Node, against a bare prerendered Next page',
  async measure(parts) {
    const { publicUrl } = await parts.demonstration()
    const url = `${publicUrl}${demoArticles.public}`
    const results: Result[] = []
    for (const [edition, headers] of Object.entries(editions)) {
      const html = await warmPage(url, headers)
      const bare = await parts.bare({ prerendered: html, signedIn: html })
      const bareHtml = await warmPage(bare, {})
      const { ours, yardstick, ratio } = await sideBySide(
        5,
        () => rateOf({ ...load, url, headers }),
        () => rateOf({ ...load, url: bare }),
      )
      results.push({
        row: `node ${edition}`,
        what: `article, ${edition} edition, from Node`,
        value: ratio,
        unit: '×',
        target: 0.85,
        direction: 'at least',
        raw: `${rate(ours)} of ${sizeOf(html)}; bare Next ${rate(yardstick)} of ${sizeOf(bareHtml)}`,
      })
    }
    return results
  },
}

/** What is answered to a person alone, against a bare page that looks at one cookie. */
export const signedIn: Row = {
  name: 'signed-in',
  does: 'a metered and a supporters’ article signed in, against a bare dynamic Next page',
  async measure(parts) {
    const { publicUrl, databaseUrl } = await parts.demonstration()
    const session = await signIn(databaseUrl, 'supporter@saltmarsh.example')
    const headers = { cookie: `${session}; edition=supporter` }
    const results: Result[] = []
    for (const access of ['metered', 'supporters'] as const) {
      const url = `${publicUrl}${demoArticles[access]}`
      const html = await warmPage(url, headers)
      const bare = await parts.bare({ prerendered: html, signedIn: html })
      const bareHtml = await warmPage(`${bare}/signed-in`, headers)
      const { ours, yardstick, ratio } = await sideBySide(
        5,
        () => rateOf({ ...load, url, headers }),
        () => rateOf({ ...load, url: `${bare}/signed-in`, headers }),
      )
      results.push({
        row: `signed-in ${access}`,
        what: `article, ${access}, signed in, from Node`,
        value: ratio,
        unit: '×',
        target: 0.8,
        direction: 'at least',
        raw: `${rate(ours)} of ${sizeOf(html)}; bare Next ${rate(yardstick)} of ${sizeOf(bareHtml)}`,
      })
    }
    return results
  },
}

function rate(perSecond: number): string {
  return `${Math.round(perSecond).toLocaleString('en')}/s`
}

function sizeOf(html: string): string {
  return `${Math.round(Buffer.byteLength(html) / 1000)} kB`
}
