import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { mayManageWebhooks } from '#lib/webhooks/policy.ts'
import { deliveryById } from '#lib/webhooks/queries.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { ActForm } from '#app/_ui/act-form.tsx'
import { DeskDone } from '../../../../_ui/desk-state.tsx'
import { DeskCell, DeskRow, DeskTable } from '../../../../_ui/desk-table.tsx'
import { Ago } from '../../../../_ui/desk-time.tsx'
import { ShownJson } from '../../../../_ui/shown-json.tsx'
import { resend } from '../../actions.ts'
import { DeliveryState } from '../../_webhooks/states.tsx'

export const instant = false
export const metadata: Metadata = { title: 'Webhook delivery', robots: { index: false } }

interface Props {
  params: Promise<{ id: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** One delivery: what was sent, and what came of each try. */
export default async function WebhookDeliveryPage({ params, searchParams }: Props) {
  const { id } = await params
  await requireStaff(`/desk/settings/webhooks/log/${id}`, mayManageWebhooks)
  const ctx = await requestContext()
  const delivery = await deliveryById(ctx, id)
  if (delivery === null) notFound()
  const [settings, start, { done }] = await Promise.all([magazine(), refusedForm('webhook-again'), searchParams])
  return (
    <>
      <p className="desk-crumbs">
        <a href="/desk/settings/webhooks">Webhooks</a> · <a href="/desk/settings/webhooks/log">What was sent</a>
      </p>
      <h1>{delivery.type}</h1>
      <p className="mt-1">
        <DeliveryState delivery={delivery} />
        {delivery.nextAt && (
          <>
            , tried next <Ago at={delivery.nextAt} now={ctx.now} settings={settings} />
          </>
        )}
      </p>
      {done === 'again' && <DeskDone>It is sent again. Load this page anew to see what comes of it.</DeskDone>}
      <dl className="desk-facts">
        <div>
          <dt>To</dt>
          <dd className="break-all">
            <a href={`/desk/settings/webhooks/${delivery.endpointId}`}>{delivery.url}</a>
          </dd>
        </div>
        <div>
          <dt>webhook-id</dt>
          <dd>
            <code>{delivery.eventId}</code>
          </dd>
        </div>
      </dl>
      <div className="mt-4">
        <ActForm action={resend} start={start} hidden={{ id }} button="Send it again" quiet />
      </div>
      <section aria-labelledby="tries" className="desk-section">
        <h2 id="tries">Tries</h2>
        {delivery.all.length === 0 && <p className="mt-2">None yet.</p>}
        {delivery.all.length > 0 && (
          <DeskTable
            label="Tries"
            columns={[{ name: 'When' }, { name: 'Came of it' }, { name: 'Took', figures: true }, { name: 'Answer' }]}
          >
            {delivery.all.map((one) => (
              <DeskRow key={one.id}>
                <DeskCell>
                  <Ago at={one.at} now={ctx.now} settings={settings} />
                  {one.byHand && ', by hand'}
                </DeskCell>
                <DeskCell>{one.problem ?? `It answered ${one.status}.`}</DeskCell>
                <DeskCell figures>{one.took} ms</DeskCell>
                <DeskCell>
                  <code className="break-all whitespace-pre-wrap">{one.answer}</code>
                </DeskCell>
              </DeskRow>
            ))}
          </DeskTable>
        )}
      </section>
      <section aria-labelledby="sent" className="desk-section">
        <h2 id="sent">What was sent</h2>
        <ShownJson label="What was sent" value={JSON.parse(delivery.body)} />
      </section>
    </>
  )
}
