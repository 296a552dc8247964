import type { Metadata } from 'next'
import { z } from 'zod'
import { mayCorrect } from '#lib/cases/policy.ts'
import { correctionAtDesk, type CorrectionAtDesk } from '#lib/corrections/desk.ts'
import { anchorOf, correctionNames } from '#lib/corrections/model.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { CorrectionNote } from '#app/_ui/corrections.tsx'
import { Difference } from '#app/_ui/difference.tsx'
import { Day } from '#app/_ui/time.tsx'
import { DeskMissing } from '../../_ui/desk-missing.tsx'
import { DeskDone, DeskState } from '../../_ui/desk-state.tsx'
import { placesOf, severityNames, severityTones } from '../words.ts'

export const instant = false
export const metadata: Metadata = { title: 'Correction', robots: { index: false } }

interface Props {
  params: Promise<{ id: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** One correction, as it was published and why so. It is followed by another, never changed. */
export default async function CorrectionPage({ params, searchParams }: Props) {
  const { id } = await params
  await requireStaff(`/desk/corrections/${encodeURIComponent(id)}`, mayCorrect)
  const ctx = await requestContext()
  const one = z.uuid().safeParse(id).success ? await correctionAtDesk(ctx, id) : null
  if (!one) return <DeskMissing what="correction" back="/desk/corrections" backName="Corrections" />
  const [settings, { done }] = await Promise.all([magazine(), searchParams])
  const { timeZone, locale } = settings
  return (
    <>
      <p className="desk-crumbs">
        <a href="/desk/corrections">Corrections</a>
      </p>
      <h1>
        {correctionNames[one.kind]} on “{one.headline}”
      </h1>
      <p className="mt-1">
        <DeskState tone={severityTones[one.severity]}>{severityNames[one.severity]}</DeskState>
        <span className="text-soft">
          , number {one.number}, published <Day at={one.publishedAt} timeZone={timeZone} locale={locale} /> by{' '}
          {one.publishedBy}
        </span>{' '}
        <a href={`/articles/${one.slug}#${anchorOf(one.number)}`}>As readers see it</a>
      </p>
      {done === 'published' && <DeskDone>It is published. Readers see it at once.</DeskDone>}
      <section aria-labelledby="note" className="desk-section">
        <h2 id="note">The note</h2>
        <CorrectionNote note={one.note} />
        {one.replyArticleId && (
          <p className="mt-2">
            <a href={`/desk/articles/${one.replyArticleId}`}>The reply, an article of its own</a>
          </p>
        )}
      </section>
      <section aria-labelledby="changed" className="desk-section">
        <h2 id="changed">What changed</h2>
        {one.difference.length === 0 ? <p>No word of the article.</p> : <Difference parts={one.difference} />}
      </section>
      <Prominence one={one} />
      <section aria-labelledby="around" className="desk-section">
        <h2 id="around">What belongs to it</h2>
        <ul className="mt-2 space-y-1.5">
          {one.case && (
            <li>
              From case <a href={`/desk/cases/${one.case.id}`}>{one.case.reference}</a>
            </li>
          )}
          {one.follows && (
            <li>
              It follows <a href={`/desk/corrections/${one.follows}`}>an earlier one</a>
            </li>
          )}
          {one.followedBy.map((next) => (
            <li key={next}>
              <a href={`/desk/corrections/${next}`}>Another</a> followed it
            </li>
          ))}
          <li>
            <a href={`/desk/corrections?article=${one.articleId}`}>All of this article</a>
          </li>
        </ul>
        <p className="mt-4">
          <a href={`/desk/corrections/new?follows=${one.id}`} className="button button-quiet">
            Follow with another
          </a>
        </p>
      </section>
    </>
  )
}

const guidanceSchema = z.object({
  underHeadline: z.boolean().catch(false),
  frontPageDays: z.number().catch(0),
  reasons: z.string().catch(''),
  onFrontPage: z.boolean().catch(false),
  daysStood: z.number().optional().catch(undefined),
  readers: z.number().optional().catch(undefined),
})

/** Where it is shown and why, beside what the guide knew and said then. */
function Prominence({ one }: { one: CorrectionAtDesk }) {
  const { underHeadline, frontPageUntil, publishedAt, prominenceReason } = one
  const guidance = guidanceSchema.parse(one.guidance)
  const frontPageDays =
    frontPageUntil === null ? 0 : Math.round((frontPageUntil.getTime() - publishedAt.getTime()) / 86_400_000)
  const known = [
    ...(guidance.daysStood === undefined ? [] : [`it stood for ${guidance.daysStood} days`]),
    ...(guidance.onFrontPage ? ['it was on the front page'] : []),
    ...(guidance.readers === undefined ? [] : [`about ${guidance.readers} people read it`]),
  ]
  return (
    <section aria-labelledby="prominence" className="desk-section">
      <h2 id="prominence">How prominent</h2>
      <p className="mt-2">Shown {placesOf({ underHeadline, frontPageDays })}.</p>
      <p className="mt-1">Why: {prominenceReason}</p>
      <p className="mt-3 text-soft">
        The guide recommended: {placesOf(guidance)}.{known.length > 0 && ` What it knew: ${known.join(', ')}.`}
      </p>
      <ul className="mt-1 list-disc pl-5 text-soft">
        {guidance.reasons
          .split('\n')
          .filter((reason) => reason !== '')
          .map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
      </ul>
    </section>
  )
}
