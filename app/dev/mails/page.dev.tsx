import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { connection } from 'next/server'
import { mailTemplates } from '#lib/mail-templates.ts'

export const instant = false
export const metadata: Metadata = { title: 'Mails', robots: { index: false } }

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/**
 * Every kind of mail, filled with its sample, as a reader gets it in the light, in the dark and as text. For whoever
 * works on them: the file's ending keeps it out of a production build (next.config.js).
 */
export default async function MailsPage({ searchParams }: Props) {
  await connection()
  const { kind = mailTemplates[0]?.kind } = await searchParams
  const template = mailTemplates.find((one) => one.kind === kind)
  if (!template) notFound()
  const { from, replyTo, subject, html, text } = await template.render(template.sample)
  return (
    <main className="page py-8 font-plain">
      <h1 className="text-3xl">Mails</h1>
      <nav aria-label="Kinds of mail" className="mt-4">
        <ul className="flex flex-wrap gap-x-5 gap-y-1">
          {mailTemplates.map((one) => (
            <li key={one.kind}>
              <a
                href={`/dev/mails?kind=${one.kind}`}
                aria-current={one.kind === kind ? 'page' : undefined}
                className="aria-[current]:font-semibold"
              >
                {one.kind}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <h2 className="mt-8 border-t border-strong pt-4 text-2xl">{subject}</h2>
      <p className="mt-1 text-soft">
        From {from}; answers go to {replyTo ?? 'the magazine'}; kept as “{template.purpose}” when the address refuses
        mail.
      </p>
      <div className="mt-6 grid gap-6 lg:grid-cols-2">
        {(['light', 'dark'] as const).map((scheme) => (
          <iframe
            key={scheme}
            title={`${template.kind} in the ${scheme}`}
            sandbox=""
            srcDoc={seenIn(scheme, html)}
            className="h-[46rem] w-full border border-rule"
          />
        ))}
      </div>
      <h3 className="mt-8 text-xl">As text</h3>
      <pre className="mt-3 overflow-x-auto bg-panel p-5 text-sm whitespace-pre-wrap">{text}</pre>
    </main>
  )
}

/** The letter as a mail program in that scheme shows it, whatever the scheme of the browser. */
function seenIn(scheme: 'light' | 'dark', html: string): string {
  return html.replaceAll('(prefers-color-scheme: dark)', scheme === 'dark' ? '(min-width: 0)' : '(max-width: 0)')
}
