import type { Metadata } from 'next'
import { z } from 'zod'
import { caseAtDesk } from '#lib/cases/desk-case.ts'
import { letterFrom } from '#lib/cases/letters.ts'
import { caseCalled, mergeTemplate } from '#lib/cases/merge.ts'
import { isOpen } from '#lib/cases/model.ts'
import { mayWorkCases } from '#lib/cases/policy.ts'
import { requestContext } from '#app/_server/context.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { DeskMissing } from '../../../_ui/desk-missing.tsx'
import { FindTargetForm, MergeForm } from '../../_cases/merge-forms.tsx'
import { kindNames, stateNames } from '../../_cases/words.ts'
import '../../cases.css'

export const instant = false
export const metadata: Metadata = { title: 'Merge', robots: { index: false } }

interface Props {
  params: Promise<{ id: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** Asks which case goes on, shows both, and says what merging does. */
export default async function MergePage({ params, searchParams }: Props) {
  const { id } = await params
  await requireStaff(`/desk/cases/${encodeURIComponent(id)}/merge`, mayWorkCases)
  const ctx = await requestContext()
  const one = z.uuid().safeParse(id).success ? await caseAtDesk(ctx, id) : null
  if (!one || !isOpen(one.state)) return <DeskMissing what="open case" back="/desk/cases" backName="Cases" />
  const into = z
    .string()
    .max(40)
    .catch('')
    .parse((await searchParams).into)
  const row = into === '' ? null : await caseCalled(ctx, into)
  const target = row === null || row.id === one.id ? null : await caseAtDesk(ctx, row.id)
  const [start, text] = await Promise.all([refusedForm('merge'), letterFrom(ctx, one.id, mergeTemplate)])
  return (
    <>
      <p className="desk-crumbs">
        <a href="/desk/cases">Cases</a> · <a href={`/desk/cases/${one.id}`}>{one.reference}</a>
      </p>
      <h1>
        {target ? `Merge ${one.reference} into ${target.reference}?` : `Merge ${one.reference} into another case`}
      </h1>
      {target === null ? (
        <FindTargetForm
          caseId={one.id}
          into={into}
          fault={into === '' ? undefined : 'There is no other case of that reference. It looks like SF-2026-0007.'}
        />
      ) : (
        <>
          <dl className="desk-facts">
            {[one, target].map((each) => (
              <div key={each.id}>
                <dt>
                  <a href={`/desk/cases/${each.id}`}>{each.reference}</a>
                  <span className="case-under">
                    {kindNames[each.kind]}, {stateNames[each.state].name.toLowerCase()}
                  </span>
                </dt>
                <dd>
                  {each.name}
                  {each.article && <>, about “{each.article.headline}”</>}
                  <div className="case-text">{each.message}</div>
                </dd>
              </div>
            ))}
          </dl>
          <ul className="case-follows">
            <li>
              {one.reference} is closed, and goes on in {target.reference}; both say so in their records.
            </li>
            <li>What {one.name} writes from then on is read there, and can be answered from there.</li>
            <li>{one.name} is told by the letter below. Do not say in it who else has written.</li>
            <li>It can be undone by reopening {one.reference}.</li>
          </ul>
          <MergeForm start={start} caseId={one.id} seen={one.version} into={target.reference} text={text} />
        </>
      )}
      <p className="mt-3">
        <a href={`/desk/cases/${one.id}`}>Back to the case</a>
      </p>
    </>
  )
}
