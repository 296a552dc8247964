import type { Metadata } from 'next'
import { mayManageWebhooks } from '#lib/webhooks/policy.ts'
import { allEndpoints } from '#lib/webhooks/queries.ts'
import { requestContext } from '#app/_server/context.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { DeskDone } from '../../_ui/desk-state.tsx'
import { DeskCell, DeskRow, DeskTable } from '../../_ui/desk-table.tsx'
import { EndpointForm } from './_webhooks/endpoint-form.tsx'
import { EndpointState } from './_webhooks/states.tsx'

export const instant = false
export const metadata: Metadata = { title: 'Webhooks', robots: { index: false } }

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** Whom else the magazine tells what happens. */
export default async function WebhooksPage({ searchParams }: Props) {
  await requireStaff('/desk/settings/webhooks', mayManageWebhooks)
  const ctx = await requestContext()
  const [endpoints, start, { done }] = await Promise.all([allEndpoints(ctx), refusedForm('webhook'), searchParams])
  return (
    <>
      <p className="desk-crumbs">
        <a href="/desk/settings">Settings</a>
      </p>
      <h1>Webhooks</h1>
      <p className="desk-intro">
        Tell other people’s software what happens here: each event is a signed POST to their address, tried again for
        three days. <a href="/desk/settings/webhooks/log">What was sent</a>
      </p>
      {done === 'remove' && <DeskDone>The endpoint is removed. Nothing more is sent to it.</DeskDone>}
      {endpoints.length > 0 && (
        <DeskTable
          label="Endpoints"
          columns={[
            { name: 'Address' },
            { name: 'State' },
            { name: 'Whose', minor: true },
            { name: 'Told', minor: true },
          ]}
        >
          {endpoints.map((endpoint) => (
            <DeskRow key={endpoint.id}>
              <DeskCell>
                <a href={`/desk/settings/webhooks/${endpoint.id}`} className="break-all">
                  {endpoint.url}
                </a>
              </DeskCell>
              <DeskCell>
                <EndpointState endpoint={endpoint} />
              </DeskCell>
              <DeskCell minor>{endpoint.description}</DeskCell>
              <DeskCell minor>{endpoint.events.join(', ')}</DeskCell>
            </DeskRow>
          ))}
        </DeskTable>
      )}
      <section aria-labelledby="new" className="desk-section">
        <h2 id="new">A new endpoint</h2>
        <EndpointForm start={start} given={null} />
      </section>
    </>
  )
}
