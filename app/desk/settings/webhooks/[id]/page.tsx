import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { auditOf, subjectOf } from '#lib/audit/audit.ts'
import { mayManageWebhooks } from '#lib/webhooks/policy.ts'
import { endpointById } from '#lib/webhooks/queries.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { ActForm } from '#app/_ui/act-form.tsx'
import { saidOf } from '#app/_ui/said-of.ts'
import { AuditLines } from '../../../_ui/audit-lines.tsx'
import { DeskDone } from '../../../_ui/desk-state.tsx'
import { Ago } from '../../../_ui/desk-time.tsx'
import { actOnEndpoint } from '../actions.ts'
import { EndpointForm } from '../_webhooks/endpoint-form.tsx'
import { SecretForm } from '../_webhooks/secret-form.tsx'
import { EndpointState } from '../_webhooks/states.tsx'

export const instant = false
export const metadata: Metadata = { title: 'Webhook endpoint', robots: { index: false } }

const said: Record<string, string> = {
  saved: 'The endpoint is saved.',
  on: 'The endpoint is on. What happened meanwhile is not sent.',
  off: 'The endpoint is off. Nothing is sent to it.',
}

interface Props {
  params: Promise<{ id: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** One endpoint: what it is told, its secret, and what can be done with it. */
export default async function WebhookPage({ params, searchParams }: Props) {
  const { id } = await params
  await requireStaff(`/desk/settings/webhooks/${id}`, mayManageWebhooks)
  const ctx = await requestContext()
  const endpoint = await endpointById(ctx, id)
  if (endpoint === null) notFound()
  const [settings, audit, start, secretStart, deedStart, { done }] = await Promise.all([
    magazine(),
    auditOf(ctx, [subjectOf('webhook', id)]),
    refusedForm('webhook'),
    refusedForm('webhook-secret'),
    refusedForm('webhook-deed'),
    searchParams,
  ])
  const isOn = endpoint.offSince === null
  const message = saidOf(said, done)
  return (
    <>
      <p className="desk-crumbs">
        <a href="/desk/settings">Settings</a> · <a href="/desk/settings/webhooks">Webhooks</a>
      </p>
      <h1 className="break-all">{new URL(endpoint.url).host}</h1>
      <p className="mt-1">
        <EndpointState endpoint={endpoint} />
        {endpoint.failingSince && (
          <>
            {' '}
            since <Ago at={endpoint.failingSince} now={ctx.now} settings={settings} />
          </>
        )}
        {' · '}
        <a href={`/desk/settings/webhooks/log?endpoint=${id}`}>What was sent</a>
      </p>
      {message !== undefined && <DeskDone>{message}</DeskDone>}
      <div className="desk-row mt-4">
        {isOn && (
          <ActForm action={actOnEndpoint} start={deedStart} hidden={{ id, deed: 'test' }} button="Send a test event" />
        )}
        <ActForm
          action={actOnEndpoint}
          start={deedStart}
          hidden={{ id, deed: isOn ? 'off' : 'on' }}
          button={isOn ? 'Turn it off' : 'Turn it on'}
          quiet
        />
      </div>
      <section aria-labelledby="told" className="desk-section">
        <h2 id="told">What it is told</h2>
        <EndpointForm start={start} given={endpoint} />
      </section>
      <section aria-labelledby="secret" className="desk-section">
        <h2 id="secret">Secret</h2>
        {endpoint.oldSecretUntil && endpoint.oldSecretUntil > ctx.now && (
          <p className="desk-intro">
            The old secret signs as well; that ends{' '}
            <Ago at={endpoint.oldSecretUntil} now={ctx.now} settings={settings} />.
          </p>
        )}
        <SecretForm start={secretStart} id={id} />
      </section>
      <details className="desk-section">
        <summary>Remove this endpoint</summary>
        <div className="mt-2">
          <ActForm action={actOnEndpoint} start={deedStart} hidden={{ id, deed: 'remove' }} button="Remove it" quiet>
            <p className="mb-2">
              Nothing more is sent to it, and its secret is worth nothing any more. This cannot be undone.
            </p>
          </ActForm>
        </div>
      </details>
      <AuditLines rows={audit} now={ctx.now} settings={settings} />
    </>
  )
}
