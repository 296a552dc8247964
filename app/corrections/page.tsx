import type { Metadata } from 'next'
import { z } from 'zod'
import { calendarDay } from '#lib/clock.ts'
import { anchorOf } from '#lib/corrections/model.ts'
import { allCorrections, type ListedCorrection } from '#lib/corrections/queries.ts'
import { caseSettings } from '#lib/settings/queries.ts'
import type { Magazine } from '#lib/settings/model.ts'
import { requestContext } from '#app/_server/context.ts'
import { correctionYears } from '#app/_server/corrections.ts'
import { positionFrom } from '#app/_server/position.ts'
import { magazine } from '#app/_server/published.ts'
import { publicUrl } from '#app/_server/site.ts'
import { CorrectionName, CorrectionNote } from '#app/_ui/corrections.tsx'
import { PlainPage } from '#app/_ui/plain-page.tsx'

export const instant = false

const pageLength = 20
const yearSchema = z.coerce.number().int().min(1900).max(9999).optional().catch(undefined)

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const { year, before } = await searchParams
  const [settings, base] = await Promise.all([magazine(), publicUrl()])
  const asked = yearSchema.parse(year)
  return {
    title: `${asked === undefined ? 'Corrections' : `Corrections of ${asked}`} | ${settings.name}`,
    description: `What ${settings.name} got wrong, and put right.`,
    ...(before !== undefined && { robots: { index: false } }),
    alternates: {
      canonical: `${base}/corrections${asked === undefined ? '' : `?year=${asked}`}`,
      types: { 'application/rss+xml': `${base}/corrections/feed.xml` },
    },
  }
}

/** Every correction there has been, newest first, of one year or of all: none is ever changed or taken away. */
export default async function CorrectionsPage({ searchParams }: Props) {
  const ctx = await requestContext()
  const [given, settings, years, { answerDays }] = await Promise.all([
    searchParams,
    magazine(),
    correctionYears(),
    caseSettings(ctx),
  ])
  const year = yearSchema.parse(given.year)
  const position = positionFrom(given.before)
  const found = await allCorrections(ctx, {
    limit: pageLength + 1,
    before: position && { at: position.publishedAt, id: position.id },
    span: year === undefined ? undefined : spanOf(year, settings.timeZone),
  })
  const corrections = found.slice(0, pageLength)
  const last = corrections.at(-1)
  const ofYear = year === undefined ? '' : `year=${year}&`
  return (
    <PlainPage title={year === undefined ? 'Corrections' : `Corrections of ${year}`}>
      {position === undefined && <Policy settings={settings} answerDays={answerDays} />}
      {years.length > 1 && (
        <nav aria-label="By year" className="label mt-6 flex flex-wrap gap-x-5">
          {[undefined, ...years].map((one) => (
            <a
              key={one ?? 'all'}
              href={one === undefined ? '/corrections' : `/corrections?year=${one}`}
              aria-current={one === year ? 'page' : undefined}
              className="inline-flex min-h-8 items-center aria-[current]:font-semibold aria-[current]:no-underline"
            >
              {one ?? 'All years'}
            </a>
          ))}
        </nav>
      )}
      <div className="mt-6 border-t border-strong">
        {corrections.length === 0 && (
          <p className="py-10 text-soft">
            {year === undefined && position === undefined
              ? 'Nothing has been corrected yet. What is will stand here.'
              : 'There are no corrections here.'}
          </p>
        )}
        {corrections.map((correction) => (
          <Item key={correction.id} correction={correction} settings={settings} />
        ))}
      </div>
      {last && found.length > pageLength && (
        <p className="mt-6">
          <a
            href={`/corrections?${ofYear}before=${last.publishedAt.getTime()}_${last.id}`}
            className="button button-quiet"
          >
            Older corrections
          </a>
        </p>
      )}
      <p className="label mt-8">
        <a href="/corrections/feed.xml">Corrections as a feed (RSS)</a>
      </p>
    </PlainPage>
  )
}

function spanOf(year: number, timeZone: string): { start: Date; end: Date } | undefined {
  const start = calendarDay(`${year}-01-01`, timeZone)?.start
  const end = calendarDay(`${year}-12-31`, timeZone)?.end
  return start && end && { start, end }
}

/** What readers may hold the magazine to. */
function Policy({ settings, answerDays }: { settings: Magazine; answerDays: number }) {
  return (
    <div className="mt-4 space-y-3 text-lg text-pretty">
      <p>
        When {settings.name} gets something wrong, we change the article and say so: on the article with the date and
        what changed, on this page, and, when it was serious, on the front page. A correction is never edited or taken
        away; one that was itself wrong is followed by another.
      </p>
      <p>
        Have you found a mistake? <a href="/contact/correction">Tell the managing editor</a>; you will have an answer
        within {answerDays} days. If an article is about you, you may <a href="/contact/right-of-reply">reply to it</a>.
      </p>
    </div>
  )
}

function Item({ correction, settings }: { correction: ListedCorrection; settings: Magazine }) {
  const { article, number, note, reply } = correction
  return (
    <section className="border-b border-rule py-5">
      <h2 className="text-xl leading-tight">
        {article ? (
          <a href={`/articles/${article.slug}#${anchorOf(number)}`} className="headline-link">
            {article.headline}
          </a>
        ) : (
          'An article that is no longer published'
        )}
      </h2>
      <p className="mt-1">
        <CorrectionName correction={correction} settings={settings} />
        {correction.follows !== null && ', following an earlier one'}
      </p>
      <CorrectionNote note={note} />
      {reply && (
        <p className="mt-2">
          Read the reply: <a href={`/articles/${reply.slug}`}>{reply.headline}</a>
        </p>
      )}
    </section>
  )
}
