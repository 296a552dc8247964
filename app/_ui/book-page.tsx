import {
  conditionInWords,
  isNearlyGone,
  waysOf,
  type Campaign,
  type CampaignState,
  type Zone,
} from '#lib/books/model.ts'
import { formatMoney, type Currency } from '#lib/money.ts'
import type { Magazine } from '#lib/settings/model.ts'
import { DrawnPicture } from './picture.tsx'
import { Day } from './time.tsx'

const signingNames = {
  signed: 'Signed by the author',
  dedicated: 'Signed and dedicated by the author',
  numbered: 'Signed and numbered by the author',
} as const

/** A campaign's book: what earns it, how it is had, and what it is. */
export function BookPage({
  campaign: offer,
  state,
  zones,
  currency,
  settings,
}: {
  campaign: Campaign
  state: CampaignState
  zones: readonly Zone[]
  currency: Currency
  settings: Magazine
}) {
  const [way] = waysOf(offer, currency)
  const asked = way ? `frequency=${way.frequency}&amount=${way.least.amount / 100}&` : ''
  const donateHref = `/donate?${asked}from=/books/${offer.slug}`
  return (
    <article className="page grid gap-x-14 gap-y-8 pt-9 md:grid-cols-[minmax(0,20rem)_1fr] lg:grid-cols-[minmax(0,24rem)_1fr]">
      {offer.cover && (
        <DrawnPicture
          picture={offer.cover}
          sizes="(min-width: 64rem) 24rem, (min-width: 48rem) 20rem, 60vw"
          first
          className="mx-auto h-auto w-3/5 shadow-[0_1.2rem_2.5rem_-1rem_rgb(0_0_0/0.45)] md:w-full"
        />
      )}
      <div className="max-w-[38rem]">
        <p className="topic-label">Donate to get a signed book</p>
        <h1 className="mt-2 text-4xl tracking-[-0.02em] sm:text-5xl">{offer.bookTitle}</h1>
        <p className="mt-2 text-xl text-soft">{offer.bookAuthor}</p>
        <p className="mt-6 border-y border-accent py-4 text-xl leading-snug font-semibold text-pretty">
          {conditionInWords(offer, currency, settings.locale)}
        </p>
        {state === 'live' ? (
          <p className="mt-5 flex flex-wrap items-center gap-x-5 gap-y-3">
            <a href={donateHref} className="button">
              Donate and get the book
            </a>
            {isNearlyGone(offer) && <strong className="text-accent">Only {offer.remaining} left</strong>}
          </p>
        ) : (
          <p className="mt-5 font-semibold">
            {state === 'sold_out' ? 'All copies are taken at present.' : 'This offer has ended.'}
          </p>
        )}
        {state === 'live' && waysOf(offer, currency).some(({ frequency }) => frequency !== 'once') && (
          <p className="label mt-3 text-pretty text-soft">
            You give regularly already?{' '}
            <a href={`/donate?from=/books/${offer.slug}`}>See whether your gift brings it.</a>
          </p>
        )}
        {state === 'sold_out' && (
          <p className="mt-4 flex flex-wrap gap-3">
            <a href={donateHref} className="button">
              Give, and wait for a copy
            </a>
            <a href={`/account/books?wait=${offer.slug}`} className="button button-quiet">
              Only wait for a copy
            </a>
          </p>
        )}
        <p className="mt-6 text-[1.0625rem] leading-relaxed whitespace-pre-line">{offer.bookDescription}</p>
        {offer.pageText !== '' && (
          <p className="mt-4 text-[1.0625rem] leading-relaxed whitespace-pre-line text-soft">{offer.pageText}</p>
        )}
        <dl className="label mt-7 grid grid-cols-[auto_1fr] gap-x-6 gap-y-2 border-t border-rule pt-4">
          <dt className="text-soft">Copy</dt>
          <dd>{signingNames[offer.signing]}</dd>
          {offer.format !== '' && (
            <>
              <dt className="text-soft">Format</dt>
              <dd>{offer.format}</dd>
            </>
          )}
          {offer.bookValue[currency] !== undefined && (
            <>
              <dt className="text-soft">Value of the book</dt>
              <dd>{formatMoney({ amount: offer.bookValue[currency], currency }, settings.locale)}</dd>
            </>
          )}
          {offer.isbn !== null && (
            <>
              <dt className="text-soft">ISBN</dt>
              <dd className="tabular-nums">{offer.isbn}</dd>
            </>
          )}
          {zones.length > 0 && (
            <>
              <dt className="text-soft">Sent to</dt>
              <dd>{zones.map((zone) => zoneInWords(zone, currency, settings.locale)).join('; ')}</dd>
            </>
          )}
          <dt className="text-soft">Offer ends</dt>
          <dd>
            <Day at={offer.endsAt} timeZone={settings.timeZone} locale={settings.locale} />
          </dd>
        </dl>
      </div>
    </article>
  )
}

/** "Europe (postage £4.50)" */
function zoneInWords({ name, postage }: Zone, currency: Currency, locale: string): string {
  if (postage === null) return `${name} (postage included)`
  const amount = postage[currency]
  return amount === undefined ? name : `${name} (postage ${formatMoney({ amount, currency }, locale)})`
}
