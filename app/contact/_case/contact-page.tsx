import type { Metadata } from 'next'
import { v7 } from 'uuid'
import { daysToConfirm } from '#lib/cases/confirm.ts'
import { longestPassage, type CaseKind } from '#lib/cases/model.ts'
import { startForm } from '#lib/cases/submit.ts'
import { caseSettings } from '#lib/settings/queries.ts'
import { requestContext } from '#app/_server/context.ts'
import { article } from '#app/_server/published.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { currentPerson } from '#app/_server/session.ts'
import { PlainPage } from '#app/_ui/plain-page.tsx'
import { CaseForm } from './case-form.tsx'

export interface ContactPageProps {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

interface Words {
  title: string
  text: string
  /** What becomes of it, step by step. */
  next(days: number): string[]
}

const words: Record<CaseKind, Words> = {
  correction: {
    title: 'Report a mistake',
    text: 'Tell us what is wrong and how you know.',
    next: (days) => [
      'The managing editor checks it with whoever wrote the article.',
      `You have an answer within ${days} days, usually much sooner.`,
      'If you are right, the article is corrected, and the correction is shown on it.',
    ],
  },
  right_of_reply: {
    title: 'Ask for a right to reply',
    text: 'If an article concerns you, you may answer it. Say who you are to the story and what you would like to say.',
    next: (days) => [
      'The managing editor reads it and hears the author.',
      `You have an answer within ${days} days, usually much sooner.`,
      'If you may reply, your reply stands with the article, and you see it before it is published.',
    ],
  },
  republishing: {
    title: 'Republish an article',
    text: 'Tell us who you are and what for. Most small publications pay nothing.',
    next: (days) => [
      'The managing editor reads it.',
      `You hear from us with terms within ${days} days, usually much sooner.`,
      'Once you agree, you have the text with its credit line. If the article is corrected later, we tell you.',
    ],
  },
}

export function contactMetadata(kind: CaseKind): Metadata {
  return { title: words[kind].title }
}

/** The form of one kind of message, or, once it was sent, what is left to do. */
export async function ContactPage({ kind, searchParams }: ContactPageProps & { kind: CaseKind }) {
  const { article: slug, passage, sent } = await searchParams
  const ctx = await requestContext()
  const [about, person, { answerDays }] = await Promise.all([
    typeof slug === 'string' ? article(slug) : null,
    currentPerson(),
    caseSettings(ctx),
  ])
  const start = await refusedForm('case')
  if (sent === '1') return <Confirm back={about ? `/articles/${about.slug}` : '/'} />
  const { title, text, next } = words[kind]
  return (
    <PlainPage title={title}>
      <p className="mt-3 text-lg text-pretty text-soft">{text}</p>
      {about && (
        <p className="mt-4 border-l-4 border-strong bg-panel px-4 py-3">
          About <a href={`/articles/${about.slug}`}>{about.headline}</a>
        </p>
      )}
      <section aria-labelledby="next" className="mt-6">
        <h2 id="next" className="text-xl">
          What happens next
        </h2>
        <ol className="mt-2 list-decimal space-y-1 pl-5 text-soft">
          {person === null && <li>You confirm your address: we send you a mail with a link. No account is needed.</li>}
          {next(answerDays).map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
      </section>
      <CaseForm
        start={start}
        kind={kind}
        submissionId={start.typed.submissionId ?? v7()}
        startedWith={start.typed.startedWith ?? startForm(ctx)}
        article={about?.slug ?? ''}
        passage={typeof passage === 'string' ? passage.slice(0, longestPassage) : ''}
        name={person?.name ?? ''}
        email={person?.email ?? ''}
      />
    </PlainPage>
  )
}

function Confirm({ back }: { back: string }) {
  return (
    <PlainPage title="One step is left">
      <p className="mt-4 text-lg text-pretty">
        We have sent a mail to the address you gave. Open the link in it to confirm that it is yours: then the managing
        editor reads what you have written.
      </p>
      <p className="mt-4 text-pretty text-soft">
        No mail? Look among what your mail program took for spam, or send your message again. What is not confirmed
        within {daysToConfirm} days is removed.
      </p>
      <p className="mt-6">
        <a href={back} className="button button-quiet">
          {back === '/' ? 'Front page' : 'Back to the article'}
        </a>
      </p>
    </PlainPage>
  )
}
