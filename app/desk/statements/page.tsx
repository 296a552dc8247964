import type { Metadata } from 'next'
import { tokenFor } from '#lib/cases/links.ts'
import { maySeeOwnStatements } from '#lib/cases/policy.ts'
import { statementsAskedOf } from '#lib/cases/statements.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { emptyForm } from '#app/_ui/form-state.ts'
import { Asked } from '#app/statements/asked.tsx'
import { StatementForm } from '#app/statements/statement-form.tsx'
import { DeskDone } from '../_ui/desk-state.tsx'

export const instant = false
export const metadata: Metadata = { title: 'Statements', robots: { index: false } }

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** What the managing editor has asked an author about their own articles: the question, and their answers. */
export default async function StatementsPage({ searchParams }: Props) {
  const staff = await requireStaff('/desk/statements', maySeeOwnStatements)
  const ctx = await requestContext()
  const [asked, settings, refused, { done }] = await Promise.all([
    statementsAskedOf(ctx, staff.id),
    magazine(),
    refusedForm('statement'),
    searchParams,
  ])
  return (
    <>
      <h1>Statements</h1>
      <p className="desk-intro">
        When somebody writes to the managing editor about an article of yours, you may be asked what you say to it.
      </p>
      {done === 'sent' && <DeskDone>Your statement is with the managing editor.</DeskDone>}
      {asked.length === 0 && <p className="mt-4">You have not been asked for any.</p>}
      {asked.map((one) => {
        const token = tokenFor(ctx, 'case-statement', one.id)
        const isRefused = refused.typed.token === token
        return (
          <section key={one.id} className="desk-section max-w-2xl" aria-label={one.article?.headline ?? 'A question'}>
            <Asked asked={one} settings={settings} />
            <details open={isRefused || (one.isOpen && one.statements.length === 0) || undefined}>
              <summary>{one.statements.length === 0 ? 'Answer' : 'Say more'}</summary>
              <StatementForm start={isRefused ? refused : emptyForm} token={token} label="Your statement" back="desk" />
            </details>
          </section>
        )
      })}
    </>
  )
}
