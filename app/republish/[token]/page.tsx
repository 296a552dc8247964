import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import type { Context } from '#lib/context.ts'
import { licenceIdIn } from '#lib/licences/links.ts'
import { licenceById, type LicenceView } from '#lib/licences/queries.ts'
import { settleNow } from '#lib/licences/settling.ts'
import { licensedText } from '#lib/licences/text.ts'
import type { Magazine } from '#lib/settings/model.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { LicenceTerms } from '#app/_ui/licence-terms.tsx'
import { MissingPage } from '#app/_ui/missing-page.tsx'
import { PlainPage } from '#app/_ui/plain-page.tsx'
import { Day } from '#app/_ui/time.tsx'
import { AnswerForms } from './answer-forms.tsx'
import { TextToCopy } from './text-to-copy.tsx'

export const instant = false
export const metadata: Metadata = {
  title: 'Republishing',
  robots: { index: false, follow: false },
  // The address is nobody else's business; without an origin our own form would be a stranger's.
  referrer: 'same-origin',
}

interface Props {
  params: Promise<{ token: string }>
}

/** The licensee's own page: the terms, the answer, the invoice, the text. */
export default async function RepublishPage({ params }: Props) {
  const { token } = await params
  const ctx = await requestContext()
  const id = licenceIdIn(ctx, token)
  const licence = id === null ? null : await settled(ctx, id)
  if (licence === null || licence.standing === 'refused') return <MissingPage />
  const settings = await magazine()
  const [accepting, declining] = await Promise.all([refusedForm('accept-licence'), refusedForm('decline-licence')])
  return (
    <PlainPage title={`To republish “${licence.headline}”`}>
      <Standing ctx={ctx} licence={licence} settings={settings} token={token} />
      <h2 className="mt-9 text-2xl">The terms</h2>
      <p className="mt-1 text-soft">Reference {licence.reference}</p>
      <LicenceTerms
        licence={licence}
        settings={settings}
        className="mt-4 divide-y divide-rule border-y border-rule [&_dt]:text-soft [&>div]:grid [&>div]:grid-cols-[6.5rem_1fr] [&>div]:gap-4 [&>div]:py-2"
      />
      {licence.message !== '' && <p className="mt-5 whitespace-pre-line">{licence.message}</p>}
      {licence.standing === 'offered' && (
        <AnswerForms token={token} accepting={accepting} declining={declining} costs={licence.cost !== null} />
      )}
      <p className="mt-9 text-soft">
        Should we correct the article, we will write to {licence.email}: what you have published is then to be corrected
        too. <a href={`/articles/${licence.slug}`}>The article</a>
      </p>
    </PlainPage>
  )
}

/** Whoever comes from paying is not to wait for Stripe's message to us. */
async function settled(ctx: Context, id: string): Promise<LicenceView | null> {
  const licence = await licenceById(ctx, id)
  if (licence?.standing !== 'awaiting_payment' && licence?.standing !== 'overdue') return licence
  await settleNow(ctx, id)
  return licenceById(ctx, id)
}

interface StandingProps {
  ctx: Context
  licence: LicenceView
  settings: Magazine
  token: string
}

async function Standing({ ctx, licence, settings, token }: StandingProps) {
  const day = (at: Date) => <Day at={at} timeZone={settings.timeZone} locale={settings.locale} />
  switch (licence.standing) {
    case 'offered':
      return <Said>Please read the terms, and answer by {day(licence.expiresAt)}.</Said>
    case 'lapsed':
      return <Said>This offer was open until {day(licence.expiresAt)}. Please write to us if you still want it.</Said>
    case 'awaiting_payment':
    case 'overdue':
      return <ToPay licence={licence} settings={settings} />
    case 'to_begin':
    case 'in_force':
      return <Text ctx={ctx} licence={licence} settings={settings} token={token} />
    case 'over':
      return <Said>This licence was good until {day(new Date((licence.validUntil ?? ctx.now).getTime() - 1))}.</Said>
    case 'declined':
      return <Said>You declined these terms. Please write to us if you have changed your mind.</Said>
    case 'withdrawn':
      return <Said>This offer has been withdrawn.</Said>
    case 'ended':
      return <Said>This licence has ended: please take the text down, and do not publish it again.</Said>
    case 'refused':
      return null
  }
}

function Said({ children }: { children: ReactNode }) {
  return <p className="mt-4 text-lg text-pretty">{children}</p>
}

function ToPay({ licence, settings }: Pick<StandingProps, 'licence' | 'settings'>) {
  if (licence.invoiceUrl === null)
    return <Said>Thank you. The invoice is being made; you will have it by mail in a moment.</Said>
  return (
    <>
      <Said>
        Thank you for accepting. The text is yours as soon as the invoice is paid
        {licence.invoiceDueAt && (
          <>
            , by <Day at={licence.invoiceDueAt} timeZone={settings.timeZone} locale={settings.locale} />
          </>
        )}
        .
      </Said>
      <p className="mt-5">
        <a href={licence.invoiceUrl} className="button" rel="noreferrer">
          Pay the invoice
        </a>
      </p>
    </>
  )
}

const withheldWords = {
  no_licence: 'There is no text for you here now.',
  unpublished: 'The article is not published at the moment, so its text is not given out. Please write to us.',
  part_gone: 'The article has changed so much that your part is no longer in it. Please write to us.',
} as const

async function Text({ ctx, licence, settings, token }: StandingProps) {
  const found = await licensedText(ctx, licence.id)
  if (found.state === 'withheld') return <Said>{withheldWords[found.because]}</Said>
  const { html, plain, withoutPictures } = found.text
  return (
    <>
      <Said>
        The text is yours to republish in {licence.publication}, with the credit at its end.
        {licence.standing === 'to_begin' && (
          <>
            {' '}
            Do not publish it before{' '}
            <Day at={licence.validFrom} timeZone={settings.timeZone} locale={settings.locale} />.
          </>
        )}
      </Said>
      {withoutPictures && (
        <p className="mt-3 text-soft">
          The pictures are left out: they are licensed by those who made them. The credits stand under each on our page.
        </p>
      )}
      <TextToCopy html={html} plain={plain} folder={`/republish/${token}`} />
    </>
  )
}
