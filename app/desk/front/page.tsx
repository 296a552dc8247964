import type { Metadata } from 'next'
import { basisOf } from '#lib/front-page/model.ts'
import { mayArrangeFront } from '#lib/front-page/policy.ts'
import { byAgeAlone, pastArrangement, standing, upcoming } from '#lib/front-page/queries.ts'
import { peopleNamed } from '#lib/people/queries.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { saidOf } from '#app/_ui/said-of.ts'
import { DeskDone } from '../_ui/desk-state.tsx'
import { FrontEditor } from './_front/editor.tsx'
import { Exactly } from './_front/exactly.tsx'
import { loadEditor, whenFields } from './_front/load-editor.ts'
import { Upcoming } from './_front/upcoming.tsx'
import './front.css'

export const instant = false
export const metadata: Metadata = { title: 'Front page', robots: { index: false } }

const done: Record<string, string> = {
  once: 'The front page is arranged. Readers see it now.',
  later: 'The change is scheduled.',
  'called-off': 'The change is called off.',
}

interface Props {
  searchParams: Promise<{ done?: string; from?: string }>
}

/** The front page: what stands, what is to come, and the arranging of it. */
export default async function FrontDeskPage({ searchParams }: Props) {
  await requireStaff('/desk/front', mayArrangeFront)
  const ctx = await requestContext()
  const query = await searchParams
  const [settings, now, changes, past, start] = await Promise.all([
    magazine(),
    standing(ctx, ctx.now),
    upcoming(ctx),
    pastArrangement(ctx, String(query.from ?? '')),
    refusedForm('front'),
  ])
  const names = await peopleNamed(
    ctx,
    [now, ...changes].flatMap((one) => one?.changedBy ?? []),
  )
  const basis = basisOf(now)
  const data = await loadEditor(
    ctx,
    {
      plan: past?.plan ?? now?.plan ?? (await byAgeAlone(ctx)),
      fields: {
        id: '',
        basis,
        name: now?.endsAt ? now.name : '',
        ...whenFields(null, now?.endsAt ?? null, settings.timeZone),
      },
      at: ctx.now,
      typed: start.typed,
    },
    settings,
  )
  const said = saidOf(done, query.done)
  return (
    <>
      <h1>Front page</h1>
      <p className="desk-intro">
        {now ? (
          <>
            Arranged by {names.get(now.changedBy ?? '') ?? 'somebody'}, standing since{' '}
            <Exactly at={now.startsAt} settings={settings} />
            {now.endsAt && (
              <>
                {' '}
                until <Exactly at={now.endsAt} settings={settings} />
              </>
            )}
            .
          </>
        ) : (
          'Nothing is arranged: the newest leads, and the masthead’s topics follow.'
        )}{' '}
        What you leave free is filled by age. <a href="/desk/front/history">History</a>
      </p>
      {said !== undefined && <DeskDone>{said}</DeskDone>}
      {past && (
        <DeskDone>
          This is the arrangement of <Exactly at={past.at} settings={settings} />. Readers see it once you save.
        </DeskDone>
      )}
      <Upcoming changes={changes} names={names} settings={settings} />
      <FrontEditor
        key={JSON.stringify([basis, past?.id, changes.map((change) => basisOf(change))])}
        start={start}
        data={data}
      />
    </>
  )
}
