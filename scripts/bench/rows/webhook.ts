import { createHmac, randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { join } from 'node:path'
import postgres from 'postgres'
import { sideBySide } from '../load/side-by-side.ts'
import { rateOf } from '../load/wrk.ts'
import { copyMagazine } from '../parts/copy.ts'
import { startSite } from '../parts/site.ts'
import type { Row } from '../row.ts'

const seconds = 5
/** More than can be taken in during one measurement. */
const events = 30_000

/** Signed events, each with an id of its own, against a route handler that inserts one row. */
export const webhook: Row = {
  name: 'webhook',
  does: 'the intake of Stripe’s events, against a bare route handler that inserts one row',
  async measure(parts) {
    await parts.build()
    const { url } = await copyMagazine(parts, 'small', 'bench_webhook')
    const sql = postgres(url, { max: 1, onnotice: () => undefined })
    await sql`create table bare_events (id uuid primary key, payload jsonb not null)`

    const site = await startSite(parts.supervisor, parts.state, 'The webhook site', url)
    const page = '<p>Nothing.</p>'
    const bare = await parts.bare({ prerendered: page, signedIn: page }, url)
    const load = { seconds, connections: 16, script: fileURLToPath(new URL('../load/webhook.lua', import.meta.url)) }
    const file = join(parts.state.folder, 'events.txt')
    const measure = (address: string) => () => {
      writeFileSync(file, signedEvents(site.environment.STRIPE_WEBHOOK_SECRET ?? ''))
      return rateOf({ ...load, url: address, environment: { EVENTS: file } })
    }
    const { ours, yardstick, ratio } = await sideBySide(
      5,
      measure(`${site.url}/api/stripe/webhook`),
      measure(`${bare}/insert`),
    )
    const [counted] = await sql`select count(*)::int as events from stripe_events where state = 'received'`
    await sql.end()
    return [
      {
        row: 'webhook',
        what: 'webhook intake against one bare insert',
        value: ratio,
        unit: '×',
        target: 0.5,
        direction: 'at least',
        raw: `${Math.round(ours)}/s; bare ${Math.round(yardstick)}/s; ${counted?.events} events and their jobs written`,
      },
    ]
  },
}

/** One event a line: the signature, a space, the body. Stripe's own are of some three kilobytes. */
function signedEvents(secret: string): string {
  const at = Math.floor(Date.now() / 1_000)
  const lines = Array.from({ length: events }, () => {
    const body = JSON.stringify({
      id: `evt_${randomUUID().replaceAll('-', '')}`,
      object: 'event',
      type: 'invoice.paid',
      created: at,
      livemode: false,
      data: { object: { id: `in_${randomUUID()}`, object: 'invoice', lines: 'x'.repeat(2_600) } },
    })
    const signature = createHmac('sha256', secret).update(`${at}.${body}`).digest('hex')
    return `t=${at},v1=${signature} ${body}`
  })
  return lines.join('\n')
}
