import type { Metadata } from 'next'
import { z } from 'zod'
import { authorsOf, caseAtDesk, caseWorkers, markCaseRead, relatedCases } from '#lib/cases/desk-case.ts'
import { isOpen } from '#lib/cases/model.ts'
import { mayWorkCases } from '#lib/cases/policy.ts'
import { caseSettings } from '#lib/settings/queries.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { DeskMissing } from '../../_ui/desk-missing.tsx'
import { DeskNotDone } from '../../_ui/desk-state.tsx'
import { CaseDone } from '../_cases/done.tsx'
import { NoteForm } from '../_cases/fact-forms.tsx'
import { LetterForm } from '../_cases/letter-form.tsx'
import { Received } from '../_cases/received.tsx'
import { CaseRecord } from '../_cases/record.tsx'
import { RelatedCases } from '../_cases/related.tsx'
import { CaseSide, CaseStanding } from '../_cases/side.tsx'
import { kindNames } from '../_cases/words.ts'
import '../cases.css'

export const instant = false
export const metadata: Metadata = { title: 'Case', robots: { index: false } }

interface Props {
  params: Promise<{ id: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** One case: what came, all that was written and done, and all that can be. Whoever opens it has read what is new. */
export default async function CasePage({ params, searchParams }: Props) {
  const { id } = await params
  await requireStaff(`/desk/cases/${encodeURIComponent(id)}`, mayWorkCases)
  const ctx = await requestContext()
  const one = z.uuid().safeParse(id).success ? await caseAtDesk(ctx, id) : null
  if (!one) return <DeskMissing what="case" back="/desk/cases" backName="Cases" />
  await markCaseRead(ctx, [one.id, ...one.merged.map((other) => other.id)])
  const [query, settings, caseRules, workers, authors, related, letterStart, noteStart] = await Promise.all([
    searchParams,
    magazine(),
    caseSettings(ctx),
    caseWorkers(ctx),
    one.article === null ? [] : authorsOf(ctx, one.article.id),
    relatedCases(ctx, one),
    refusedForm('letter'),
    refusedForm('note'),
  ])
  const each = [one, ...one.merged].map((reader) => ({
    caseId: reader.id,
    seen: reader.version,
    words: `${reader.name}, ${reader.email}${reader.id === one.id ? '' : ` (${reader.reference})`}`,
  }))
  const all = {
    caseId: one.id,
    seen: one.version,
    isAll: true,
    words: `all ${each.length} readers, to each a letter of their own`,
  }
  const readers = each.length === 1 ? each : [...each, all]
  return (
    <>
      <p className="desk-crumbs">
        <a href="/desk/cases">Cases</a>
      </p>
      <h1>
        {one.reference}: {kindNames[one.kind].toLowerCase()}
      </h1>
      <p className="mt-1">
        {one.article ? (
          <>
            About <a href={`/articles/${one.article.slug}`}>{one.article.headline}</a> (
            <a href={`/desk/cases?show=all&article=${one.article.id}`}>all cases about it</a>)
          </>
        ) : (
          <span className="text-soft">About no article in particular</span>
        )}
      </p>
      <CaseStanding one={one} now={ctx.now} settings={settings} warnDays={caseRules.warnDays} />
      {one.kind !== 'republishing' && (isOpen(one.state) || one.state === 'published') && (
        <p className="mt-3">
          <a href={`/desk/corrections/new?case=${one.id}`} className="button button-quiet">
            {one.kind === 'right_of_reply' ? 'Publish a reply or a correction' : 'Publish a correction'}
          </a>
        </p>
      )}
      <CaseDone caseId={one.id} query={query} />
      {one.mergedInto && (
        <DeskNotDone>
          This case was merged: it goes on in{' '}
          <a href={`/desk/cases/${one.mergedInto.id}`}>{one.mergedInto.reference}</a>, where its letters are read with
          the others. To undo that, reopen it.
        </DeskNotDone>
      )}
      <div className="case-columns">
        <div>
          <section aria-labelledby="received" className="desk-section">
            <h2 id="received">What came</h2>
            <Received one={one} settings={settings} />
          </section>
          <section aria-labelledby="record" className="desk-section">
            <h2 id="record">The record</h2>
            <p className="desk-intro">Nothing in it is ever changed, removed or dated back.</p>
            <CaseRecord one={one} settings={settings} />
          </section>
          {one.forgottenAt === null && (
            <>
              <section aria-labelledby="letter" className="desk-section">
                <h2 id="letter">Write to the reader</h2>
                <LetterForm
                  start={letterStart}
                  caseId={one.id}
                  readers={readers}
                  templates={caseRules.templates.map(({ name }) => name)}
                  subject={`${settings.name}: your message ${one.reference}`}
                />
              </section>
              <section aria-labelledby="note-title" className="desk-section">
                <h2 id="note-title">Note something</h2>
                <NoteForm start={noteStart} caseId={one.id} />
              </section>
            </>
          )}
          <RelatedCases related={related} caseId={one.id} state={one.state} now={ctx.now} settings={settings} />
        </div>
        <CaseSide one={one} settings={settings} workers={workers} authors={authors} />
      </div>
    </>
  )
}
