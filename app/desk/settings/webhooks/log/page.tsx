import type { Metadata } from 'next'
import { z } from 'zod'
import { daysInLog, eventTypes, testEvent } from '#lib/webhooks/model.ts'
import { mayManageWebhooks } from '#lib/webhooks/policy.ts'
import { allEndpoints, deliveries } from '#lib/webhooks/queries.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { Choice } from '../../../_ui/choice.tsx'
import { DeskCell, DeskRow, DeskTable } from '../../../_ui/desk-table.tsx'
import { Ago } from '../../../_ui/desk-time.tsx'
import { DeliveryState, deliveryStateNames } from '../_webhooks/states.tsx'

export const instant = false
export const metadata: Metadata = { title: 'Webhooks sent', robots: { index: false } }

const onePage = 50

const querySchema = z.object({
  endpoint: z.uuid().optional().catch(undefined),
  state: z.enum(['waiting', 'delivered', 'failed']).optional().catch(undefined),
  type: z
    .enum([...eventTypes, testEvent])
    .optional()
    .catch(undefined),
  at: z.iso.datetime().optional().catch(undefined),
  id: z.uuid().optional().catch(undefined),
})

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** What was told to whom, and what became of it. */
export default async function WebhookLogPage({ searchParams }: Props) {
  await requireStaff('/desk/settings/webhooks/log', mayManageWebhooks)
  const ctx = await requestContext()
  const { endpoint, state, type, at, id } = querySchema.parse(await searchParams)
  const after = at !== undefined && id !== undefined ? { at: new Date(at), id } : undefined
  const [settings, endpoints, rows] = await Promise.all([
    magazine(),
    allEndpoints(ctx),
    deliveries(ctx, { endpointId: endpoint, state, type }, { after, limit: onePage + 1 }),
  ])
  const shown = rows.slice(0, onePage)
  const last = rows.length > onePage ? shown.at(-1) : undefined
  const kept = Object.entries({ endpoint, state, type }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  )
  return (
    <>
      <p className="desk-crumbs">
        <a href="/desk/settings">Settings</a> · <a href="/desk/settings/webhooks">Webhooks</a>
      </p>
      <h1>What was sent</h1>
      <p className="desk-intro">The log keeps {daysInLog} days.</p>
      <search>
        <form action="/desk/settings/webhooks/log" className="desk-row mt-3">
          <Choice name="endpoint" label="To whom" chosen={endpoint} all="To everybody">
            {endpoints.map((one) => (
              <option key={one.id} value={one.id}>
                {one.description || new URL(one.url).host}
              </option>
            ))}
          </Choice>
          <Choice name="state" label="Outcome" chosen={state} all="Whatever became of it">
            {Object.entries(deliveryStateNames).map(([value, name]) => (
              <option key={value} value={value}>
                {name}
              </option>
            ))}
          </Choice>
          <Choice name="type" label="Event" chosen={type} all="Every event">
            {[...eventTypes, testEvent].map((one) => (
              <option key={one}>{one}</option>
            ))}
          </Choice>
          <button type="submit" className="button button-quiet">
            Show
          </button>
        </form>
      </search>
      {shown.length === 0 && (
        <p className="mt-4">
          Nothing was sent. An endpoint is told of what happens from when it is made; a test event shows whether it
          works.
        </p>
      )}
      {shown.length > 0 && (
        <DeskTable
          label="Deliveries"
          columns={[
            { name: 'Event' },
            { name: 'Outcome' },
            { name: 'To', minor: true },
            { name: 'Tries', figures: true, minor: true },
            { name: 'When' },
          ]}
        >
          {shown.map((delivery) => (
            <DeskRow key={delivery.id}>
              <DeskCell>
                <a href={`/desk/settings/webhooks/log/${delivery.id}`}>{delivery.type}</a>
              </DeskCell>
              <DeskCell>
                <DeliveryState delivery={delivery} />
              </DeskCell>
              <DeskCell minor>{new URL(delivery.url).host}</DeskCell>
              <DeskCell minor figures>
                {delivery.tries}
              </DeskCell>
              <DeskCell>
                <Ago at={delivery.createdAt} now={ctx.now} settings={settings} />
              </DeskCell>
            </DeskRow>
          ))}
        </DeskTable>
      )}
      {last && (
        <p className="mt-4">
          <a
            href={`/desk/settings/webhooks/log?${new URLSearchParams([...kept, ['at', last.createdAt.toISOString()], ['id', last.id]]).toString()}`}
          >
            Older
          </a>
        </p>
      )}
    </>
  )
}
