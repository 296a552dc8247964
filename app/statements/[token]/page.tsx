import type { Metadata } from 'next'
import { idIn } from '#lib/cases/links.ts'
import { statementAsked } from '#lib/cases/statements.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { MissingPage } from '#app/_ui/missing-page.tsx'
import { PlainPage } from '#app/_ui/plain-page.tsx'
import { Asked } from '../asked.tsx'
import { StatementForm } from '../statement-form.tsx'

export const instant = false
export const metadata: Metadata = {
  title: 'Your statement',
  robots: { index: false, follow: false },
  // The link is nobody else's business; without an origin our own form would be a stranger's.
  referrer: 'same-origin',
}

interface Props {
  params: Promise<{ token: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** Where the mail that asks an author for a statement leads. Of the case it shows what the author is asked, and no more. */
export default async function StatementPage({ params, searchParams }: Props) {
  const { token: given } = await params
  const token = decodeURIComponent(given)
  const ctx = await requestContext()
  const id = idIn(ctx, 'case-statement', token)
  const asked = id === null ? null : await statementAsked(ctx, id)
  if (asked === null) return <MissingPage />
  const [settings, start, { done }] = await Promise.all([magazine(), refusedForm('statement'), searchParams])
  return (
    <PlainPage title="The managing editor asks">
      {done === 'sent' && (
        <output className="mt-4 block border-l-4 border-strong bg-panel px-4 py-3">
          Thank you. Your statement is with the managing editor.
        </output>
      )}
      <Asked asked={asked} settings={settings} />
      {!asked.isOpen && <p className="mt-4 text-soft">This has been settled meanwhile. You may still say something.</p>}
      <StatementForm
        start={start}
        token={token}
        label={asked.statements.length === 0 ? 'Your statement' : 'Say more'}
        back=""
      />
      <p className="label mt-4 text-soft">
        Only the managing editor reads it. Nobody who writes to the magazine is shown it, unless you are asked first.
      </p>
    </PlainPage>
  )
}
