import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { v7 } from 'uuid'
import { Refusal } from '#lib/errors.ts'
import type { CaseKind, CaseState } from '#lib/cases/model.ts'
import { readerCase } from '#lib/cases/reader.ts'
import { termsForReader } from '#lib/licences/to-reader.ts'
import { clientAddress } from '#app/_server/address.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { PlainPage } from '#app/_ui/plain-page.tsx'
import { Day } from '#app/_ui/time.tsx'
import { LetterForm } from './letter-form.tsx'
import { Letters } from './letters.tsx'

export const instant = false
export const metadata: Metadata = { title: 'Your message', robots: { index: false, follow: false } }

interface Props {
  params: Promise<{ token: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

const titles: Record<CaseKind, string> = {
  correction: 'Your report of a mistake',
  right_of_reply: 'Your request for a right to reply',
  republishing: 'Your republishing enquiry',
}

/** What the state is to the reader; how the desk goes about it is its own business. */
const standings: Record<CaseState, string> = {
  received: 'Your message has arrived, and waits to be read.',
  acknowledged: 'The managing editor has read your message.',
  investigating: 'We are looking into it.',
  awaiting_reader: 'We have asked you something, and wait for your answer.',
  awaiting_author: 'We are looking into it.',
  decided: 'We have come to a decision, and are carrying it out.',
  published: 'It is settled: something was published because of it.',
  declined: 'It is settled: we have decided not to do what you asked for.',
  closed: 'It is closed.',
}

/** The page of one case for whoever wrote it: a secret address, and no account. */
export default async function CasePage({ params, searchParams }: Props) {
  const token = decodeURIComponent((await params).token)
  const { new: isNew, sent } = await searchParams
  const ctx = await requestContext()
  const found = await readerCase(ctx, token, await clientAddress()).catch((reason: unknown) => {
    if (reason instanceof Refusal && reason.kind === 'too_many') return reason
    throw reason
  })
  if (found === null) notFound()
  if (found instanceof Refusal)
    return (
      <PlainPage title="One moment, please">
        <p className="mt-4 text-lg text-pretty">{found.message}</p>
      </PlainPage>
    )
  const [{ timeZone, locale }, offered] = await Promise.all([magazine(), termsForReader(ctx, found.id)])
  const day = (at: Date) => <Day at={at} timeZone={timeZone} locale={locale} />
  return (
    <PlainPage title={titles[found.kind]}>
      {isNew === '1' && (
        <output className="mt-5 block border-l-4 border-accent bg-panel px-4 py-3 text-lg text-pretty">
          Your message has reached the managing editor. A mail with the address of this page is on its way to you.
        </output>
      )}
      {found.headline !== null && <p className="mt-3 text-lg text-soft">About “{found.headline}”</p>}
      <dl className="mt-6 grid gap-x-6 gap-y-2 border-y border-rule py-4 sm:grid-cols-[auto_1fr]">
        <Fact name="Reference">{found.reference}</Fact>
        <Fact name="Received">{day(found.receivedAt)}</Fact>
        <Fact name="Where it stands">{standings[found.state]}</Fact>
        {found.dueAt !== null && (
          <Fact name="Answer">
            {found.dueAt >= ctx.now ? (
              <>By {day(found.dueAt)}, usually much sooner</>
            ) : (
              <>It was due by {day(found.dueAt)}. We are late, and sorry.</>
            )}
          </Fact>
        )}
        {offered.length > 0 && (
          <Fact name="Our terms">
            {offered.map(({ reference, address }) => (
              <a key={reference} href={address} className="block">
                {reference}
              </a>
            ))}
          </Fact>
        )}
        {found.published.length > 0 && (
          <Fact name="Published">
            {found.published.map(({ slug, headline, correction }) => (
              <a key={`${slug} ${correction}`} href={`/articles/${slug}#correction-${correction}`} className="block">
                On “{headline}”
              </a>
            ))}
          </Fact>
        )}
      </dl>
      <Letters found={found} token={token} />
      <section aria-labelledby="answer" className="mt-10">
        <h2 id="answer" className="text-2xl">
          {found.state === 'awaiting_reader' ? 'Answer' : 'Add something'}
        </h2>
        {sent === '1' && (
          <output className="mt-3 block border-l-4 border-accent bg-panel px-4 py-3">
            Your letter has reached the managing editor.
          </output>
        )}
        <LetterForm start={await refusedForm('letter')} token={token} submissionId={v7()} />
      </section>
      <p className="mt-10 text-soft">
        Keep the address of this page to yourself: whoever has it can read what stands here, and write in your name.
      </p>
    </PlainPage>
  )
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <>
      <dt className="label text-soft">{name}</dt>
      <dd>{children}</dd>
    </>
  )
}
