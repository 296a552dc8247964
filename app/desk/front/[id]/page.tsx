import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { basisOf } from '#lib/front-page/model.ts'
import { mayArrangeFront } from '#lib/front-page/policy.ts'
import { arrangementById } from '#lib/front-page/queries.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { ActForm } from '#app/_ui/act-form.tsx'
import { callOff } from '../actions.ts'
import { FrontEditor } from '../_front/editor.tsx'
import { Exactly } from '../_front/exactly.tsx'
import { loadEditor, whenFields } from '../_front/load-editor.ts'
import '../front.css'

export const instant = false
export const metadata: Metadata = { title: 'Change of the front page', robots: { index: false } }

interface Props {
  params: Promise<{ id: string }>
}

/** A change to come: what it will be and when, and the calling off. */
export default async function FrontChangePage({ params }: Props) {
  const { id } = await params
  await requireStaff(`/desk/front/${id}`, mayArrangeFront)
  const ctx = await requestContext()
  const change = await arrangementById(ctx, id)
  if (change === null) notFound()
  const [settings, start, cancelStart] = await Promise.all([magazine(), refusedForm('front'), refusedForm('call-off')])
  const hasBegun = change.startsAt <= ctx.now
  const head = (
    <>
      <p className="desk-crumbs">
        <a href="/desk/front">Front page</a>
      </p>
      <h1>{change.name || 'Change of the front page'}</h1>
    </>
  )
  if (hasBegun)
    return (
      <>
        {head}
        <p className="desk-intro">
          It began <Exactly at={change.startsAt} settings={settings} />. What has begun stays as it was: arrange the
          front page anew to change what readers see. <a href={`/desk/front/preview?change=${id}`}>Look at it</a>
        </p>
      </>
    )
  const { name, startsAt, endsAt, plan } = change
  const basis = basisOf(change)
  const data = await loadEditor(
    ctx,
    {
      plan,
      fields: { id, basis, name, ...whenFields(startsAt, endsAt, settings.timeZone) },
      at: startsAt,
      typed: start.typed,
    },
    settings,
  )
  return (
    <>
      {head}
      <p className="desk-intro">
        From <Exactly at={startsAt} settings={settings} />
        {endsAt && (
          <>
            {' '}
            until <Exactly at={endsAt} settings={settings} />
          </>
        )}
        . Places are filled as they will be then, as far as it is known today.
      </p>
      <details className="mt-2">
        <summary>Call it off</summary>
        <div className="mt-2">
          <ActForm action={callOff} start={cancelStart} hidden={{ id, basis }} button="Call this change off" quiet>
            <p className="mb-2">It stays in the history, and can be begun from again.</p>
          </ActForm>
        </div>
      </details>
      <FrontEditor key={basis} start={start} data={data} />
    </>
  )
}
