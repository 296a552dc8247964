import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { conditionInWords, isNearlyGone, waysOf } from '#lib/books/model.ts'
import { formatMoney } from '#lib/money.ts'
import { currencySchema } from '#lib/money-schema.ts'
import { campaign, magazine } from '#app/_server/published.ts'
import { publicUrl } from '#app/_server/site.ts'
import { MagazinePage } from '#app/_ui/magazine-page.tsx'
import { MissingPage } from '#app/_ui/missing-page.tsx'
import { DrawnPicture } from '#app/_ui/picture.tsx'
import { Day } from '#app/_ui/time.tsx'

/** One placeholder, looked up nowhere: pages are made at their first request, so that a 404 is a true one. */
export function generateStaticParams() {
  return [{ campaign: '-' }]
}

interface Props {
  params: Promise<{ campaign: string }>
}

/** Null when there is none. The placeholder of the build is looked up nowhere. */
async function find(slug: string) {
  if (slug === '-') notFound()
  return campaign(slug)
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const found = await find((await params).campaign)
  if (!found) return { title: 'Not found', robots: { index: false } }
  const { campaign: offer } = found
  const [settings, base] = await Promise.all([magazine(), publicUrl()])
  return {
    title: `${offer.bookTitle}, signed | ${settings.name}`,
    description: offer.offer,
    alternates: { canonical: `${base}/books/${offer.slug}` },
  }
}

const signingNames = {
  signed: 'Signed by the author',
  dedicated: 'Signed and dedicated by the author',
  numbered: 'Signed and numbered by the author',
} as const

export default async function BookPage({ params }: Props) {
  const found = await find((await params).campaign)
  if (!found) return <MissingPage />
  const { campaign: offer, state } = found
  const settings = await magazine()
  const currency = currencySchema.parse('GBP')
  const [way] = waysOf(offer, currency)
  return (
    <MagazinePage banner={false}>
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
            {conditionInWords(offer, currency)}
          </p>
          {state === 'live' ? (
            <p className="mt-5 flex flex-wrap items-center gap-x-5 gap-y-3">
              <a
                href={`/donate?${way ? `frequency=${way.frequency}&amount=${way.least.amount / 100}&` : ''}from=/books/${offer.slug}`}
                className="button"
              >
                Donate and get the book
              </a>
              {isNearlyGone(offer) && <strong className="text-accent">Only {offer.remaining} left</strong>}
            </p>
          ) : (
            <p className="mt-5 font-semibold">
              {state === 'sold_out' ? 'All copies are gone.' : 'This offer has ended.'}
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
            <dt className="text-soft">Offer ends</dt>
            <dd>
              <Day at={offer.endsAt} timeZone={settings.timeZone} locale={settings.locale} />
            </dd>
          </dl>
        </div>
      </article>
    </MagazinePage>
  )
}
