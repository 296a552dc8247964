import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { campaign, currenciesTaken, magazine } from '#app/_server/published.ts'
import { publicUrl } from '#app/_server/site.ts'
import { BookPage } from '#app/_ui/book-page.tsx'
import { MagazinePage } from '#app/_ui/magazine-page.tsx'
import { MissingPage } from '#app/_ui/missing-page.tsx'

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

export default async function CampaignPage({ params }: Props) {
  const found = await find((await params).campaign)
  if (!found) return <MissingPage />
  const [currency = 'GBP'] = await currenciesTaken()
  return (
    <MagazinePage>
      <BookPage {...found} currency={currency} settings={await magazine()} />
    </MagazinePage>
  )
}
