import type { Metadata } from 'next'
import { z } from 'zod'
import { mayArrangeFront } from '#lib/front-page/policy.ts'
import { frontHistory } from '#lib/front-page/queries.ts'
import { peopleNamed } from '#lib/people/queries.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { DeskCell, DeskRow, DeskTable } from '../../_ui/desk-table.tsx'
import { Exactly } from '../_front/exactly.tsx'

export const instant = false
export const metadata: Metadata = { title: 'History of the front page', robots: { index: false } }

const onePage = 50

const placeSchema = z.object({ at: z.iso.datetime(), id: z.uuid() })

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** Who arranged the front page and when, and the way back to any of it. */
export default async function FrontHistoryPage({ searchParams }: Props) {
  await requireStaff('/desk/front/history', mayArrangeFront)
  const ctx = await requestContext()
  const place = placeSchema.safeParse(await searchParams).data
  const [settings, rows] = await Promise.all([
    magazine(),
    frontHistory(ctx, { after: place && { at: new Date(place.at), id: place.id }, limit: onePage + 1 }),
  ])
  const shown = rows.slice(0, onePage)
  const last = rows.length > onePage ? shown.at(-1) : undefined
  const names = await peopleNamed(ctx, [...new Set(shown.flatMap(({ personId }) => personId ?? []))])
  return (
    <>
      <p className="desk-crumbs">
        <a href="/desk/front">Front page</a>
      </p>
      <h1>History of the front page</h1>
      {shown.length === 0 && <p className="desk-intro">Nothing has been arranged yet.</p>}
      {shown.length > 0 && (
        <DeskTable
          label="History of the front page"
          columns={[
            { name: 'When' },
            { name: 'What' },
            { name: 'What for', minor: true },
            { name: 'Holds', minor: true },
            { name: 'Again' },
          ]}
        >
          {shown.map(({ id, at, deed, personId, name, startsAt, endsAt }) => (
            <DeskRow key={id}>
              <DeskCell>
                <Exactly at={at} settings={settings} />
              </DeskCell>
              <DeskCell>
                {personId === null
                  ? { began: 'Began by itself', ended: 'Ended by itself', made: '', changed: '', cancelled: '' }[deed]
                  : `${names.get(personId) ?? 'Somebody'} ${{ made: startsAt > at ? 'scheduled it' : 'arranged it', changed: 'changed it', cancelled: 'called it off', began: '', ended: '' }[deed]}`}
              </DeskCell>
              <DeskCell minor>{name}</DeskCell>
              <DeskCell minor>
                <Exactly at={startsAt} settings={settings} /> to{' '}
                {endsAt ? <Exactly at={endsAt} settings={settings} /> : 'further notice'}
              </DeskCell>
              <DeskCell>
                <a href={`/desk/front?from=${id}`}>Restore</a>{' '}
                <a href={`/desk/front/preview?past=${id}`} target="_blank">
                  Look
                </a>
              </DeskCell>
            </DeskRow>
          ))}
        </DeskTable>
      )}
      {last && (
        <p className="mt-4">
          <a href={`/desk/front/history?at=${encodeURIComponent(last.at.toISOString())}&id=${last.id}`}>Older</a>
        </p>
      )}
    </>
  )
}
