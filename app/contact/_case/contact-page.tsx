import type { Metadata } from 'next'
import { v7 } from 'uuid'
import type { CaseKind } from '#lib/cases/model.ts'
import { article } from '#app/_server/published.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { currentPerson } from '#app/_server/session.ts'
import { PlainPage } from '#app/_ui/plain-page.tsx'
import { CaseForm } from './case-form.tsx'

export interface ContactPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

const words: Record<CaseKind, { title: string; text: string }> = {
  correction: {
    title: 'Report a mistake',
    text: 'Tell us what is wrong and how you know. If you are right, the article is corrected, and the correction is shown on it.',
  },
  right_of_reply: {
    title: 'Ask for a right to reply',
    text: 'If an article concerns you, you may answer it. Say who you are to the story and what you would like to say.',
  },
  republishing: {
    title: 'Republish an article',
    text: 'Tell us who you are and what for. You will hear from us with terms; most small publications pay nothing.',
  },
}

export function contactMetadata(kind: CaseKind): Metadata {
  return { title: words[kind].title }
}

/** The form of one kind of message, or, once it was sent, its reference. */
export async function ContactPage({ kind, searchParams }: ContactPageProps & { kind: CaseKind }) {
  const { article: slug, received } = await searchParams
  const [about, person] = await Promise.all([typeof slug === 'string' ? article(slug) : null, currentPerson()])
  const start = await refusedForm('case')
  if (typeof received === 'string' && /^SF-\d{4}-\d{4,}$/.test(received)) {
    return (
      <PlainPage title="Received">
        <p className="mt-4 text-lg text-pretty">
          Your message has reached the managing editor. Its reference is <strong>{received}</strong>; a confirmation is
          on its way to you by mail. You will have an answer within 28 days, usually much sooner.
        </p>
        <p className="mt-6">
          <a href={about ? `/articles/${about.slug}` : '/'} className="button button-quiet">
            {about ? 'Back to the article' : 'Front page'}
          </a>
        </p>
      </PlainPage>
    )
  }
  return (
    <PlainPage title={words[kind].title}>
      <p className="mt-3 text-lg text-pretty text-soft">{words[kind].text}</p>
      {about && (
        <p className="mt-4 border-l-4 border-strong bg-panel px-4 py-3">
          About <a href={`/articles/${about.slug}`}>{about.headline}</a>
        </p>
      )}
      <CaseForm
        start={start}
        kind={kind}
        submissionId={start.typed.submissionId ?? v7()}
        article={about?.slug ?? ''}
        name={person?.name ?? ''}
        email={person?.email ?? ''}
      />
    </PlainPage>
  )
}
