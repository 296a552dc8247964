import type { Metadata } from 'next'
import { z } from 'zod'
import { licenceAddress } from '#lib/licences/links.ts'
import { mayLicense } from '#lib/licences/policy.ts'
import { licenceById, mailsAbout, recordOf, type LicenceView } from '#lib/licences/queries.ts'
import { peopleNamed } from '#lib/people/queries.ts'
import type { Magazine } from '#lib/settings/model.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { LicenceTerms } from '#app/_ui/licence-terms.tsx'
import { Day } from '#app/_ui/time.tsx'
import { DeskMissing } from '../../_ui/desk-missing.tsx'
import { DeskDone, DeskNotDone, DeskState } from '../../_ui/desk-state.tsx'
import { Ago } from '../../_ui/desk-time.tsx'
import { CloseForm } from '../_licences/close-form.tsx'
import { MailLines } from '../_licences/mail-lines.tsx'
import { eventInWords, standingWords } from '../_licences/words.ts'

export const instant = false
export const metadata: Metadata = { title: 'Licence', robots: { index: false } }

interface Props {
  params: Promise<{ id: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

const doneWords = {
  offered: 'The terms are on their way to the licensee by mail.',
  refused: 'The enquiry has been refused, and the letter is on its way.',
  closed: 'Done. The licensee is told by mail.',
} as const
const querySchema = z.object({ done: z.enum(['offered', 'refused', 'closed']).optional().catch(undefined) })

/** One licence: what was agreed, where it stands, and how it came to that. */
export default async function LicencePage({ params, searchParams }: Props) {
  await requireStaff('/desk/licences', mayLicense)
  const ctx = await requestContext()
  const { id } = await params
  const { done } = querySchema.parse(await searchParams)
  const licence = z.uuid().safeParse(id).success ? await licenceById(ctx, id) : null
  if (licence === null) return <DeskMissing what="licence" back="/desk/licences" backName="All licences" />
  const [settings, record, mails, start] = await Promise.all([
    magazine(),
    recordOf(ctx, id),
    mailsAbout(ctx, licence),
    refusedForm('close-licence'),
  ])
  const names = await peopleNamed(ctx, [...new Set(record.flatMap(({ personId }) => personId ?? []))])
  const { name, tone } = standingWords[licence.standing]
  return (
    <>
      <p className="desk-crumbs">
        <a href="/desk/licences">Licences</a>
      </p>
      <div className="desk-row">
        <h1>{licence.headline}</h1>
        <DeskState tone={tone}>{name}</DeskState>
      </div>
      <p className="desk-intro">
        {licence.reference}, offered <Ago at={licence.offeredAt} now={ctx.now} settings={settings} /> to{' '}
        {licence.contactName}, {licence.email}. <a href={`/articles/${licence.slug}`}>The article</a>
      </p>
      {done && <DeskDone>{doneWords[done]}</DeskDone>}
      <Warnings licence={licence} />
      {licence.standing !== 'refused' && (
        <>
          <LicenceTerms licence={licence} settings={settings} className="desk-facts" />
          <Money licence={licence} settings={settings} />
          <section aria-labelledby="page" className="desk-section">
            <h2 id="page">The licensee’s page</h2>
            <p className="desk-intro">
              Whoever has this address reads the terms and answers for the licensee. It went to them by mail; give it to
              nobody else.
            </p>
            <p className="mt-2 break-all">
              <a href={licenceAddress(ctx, licence.id)} rel="noreferrer">
                {licenceAddress(ctx, licence.id)}
              </a>
            </p>
            <MailLines mails={mails} now={ctx.now} settings={settings} />
          </section>
        </>
      )}
      <CloseSection licence={licence} start={start} />
      <section aria-labelledby="record" className="desk-section">
        <h2 id="record">What was done</h2>
        <ol className="mt-2 space-y-2">
          {record.map((event) => (
            <li key={event.id}>
              {eventInWords(event, event.personId === null ? undefined : names.get(event.personId))},{' '}
              <Ago at={event.at} now={ctx.now} settings={settings} />
              {event.text !== '' && <p className="max-w-2xl whitespace-pre-line text-soft">{event.text}</p>}
            </li>
          ))}
        </ol>
      </section>
    </>
  )
}

function Warnings({ licence }: { licence: LicenceView }) {
  return (
    <>
      {licence.standing === 'withdrawn' && licence.invoiceState === 'paid' && (
        <DeskNotDone>The invoice was paid after the licence was withdrawn. Send the money back in Stripe.</DeskNotDone>
      )}
      {!licence.articleIsPublished && (
        <DeskNotDone>The article is not published any more: the licensee gets no text.</DeskNotDone>
      )}
    </>
  )
}

function Money({ licence, settings }: { licence: LicenceView; settings: Magazine }) {
  if (licence.cost === null || licence.invoiceState === 'none') return null
  return (
    <section aria-labelledby="invoice" className="desk-section">
      <h2 id="invoice">Invoice</h2>
      <p className="desk-intro">
        {licence.invoiceState === 'paid'
          ? 'Paid'
          : licence.invoiceState === 'void'
            ? 'Withdrawn'
            : 'Waiting to be paid'}
        {licence.invoiceState === 'open' && licence.invoiceDueAt && (
          <>
            , due on <Day at={licence.invoiceDueAt} timeZone={settings.timeZone} locale={settings.locale} />
          </>
        )}
        . At Stripe it is {licence.stripeInvoiceId}.
      </p>
    </section>
  )
}

function CloseSection({ licence, start }: { licence: LicenceView; start: Parameters<typeof CloseForm>[0]['start'] }) {
  const { standing } = licence
  const isOffer = standing === 'offered' || standing === 'lapsed'
  const isUnpaid = standing === 'awaiting_payment' || standing === 'overdue'
  if (!isOffer && !isUnpaid && standing !== 'in_force' && standing !== 'to_begin' && standing !== 'over') return null
  return (
    <section aria-labelledby="close" className="desk-section">
      <h2 id="close">{isOffer || isUnpaid ? 'Withdraw it' : 'End it'}</h2>
      <p className="desk-intro">
        {isOffer
          ? 'The offer can then be accepted no more.'
          : isUnpaid
            ? 'The invoice is withdrawn at Stripe, and cannot be paid any more.'
            : 'The licensee is asked to take the text down, and gets it no more. What was paid stays paid.'}
      </p>
      <CloseForm start={start} id={licence.id} button={isOffer || isUnpaid ? 'Withdraw it' : 'End this licence'} />
    </section>
  )
}
