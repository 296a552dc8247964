import type { Metadata } from 'next'
import { article } from '#app/_server/published.ts'
import { PlainPage } from '#app/_ui/plain-page.tsx'

export const instant = false
export const metadata: Metadata = { title: 'Contact the managing editor' }

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

const ways = [
  ['correction', 'Report a mistake', 'Something in an article is wrong: a fact, a name, a figure, a quotation.'],
  [
    'right-of-reply',
    'Ask for a right to reply',
    'An article is about you, or about something you answer for, and you want to answer it.',
  ],
  ['republishing', 'Republish an article', 'You want to print, post or translate something we published.'],
] as const

export default async function ManagingEditorPage({ searchParams }: Props) {
  const { article: slug } = await searchParams
  const about = typeof slug === 'string' ? await article(slug) : null
  const query = about ? `?article=${about.slug}` : ''
  return (
    <PlainPage title="Contact the managing editor">
      {about && (
        <p className="mt-3 text-lg text-soft">
          About <a href={`/articles/${about.slug}`}>{about.headline}</a>
        </p>
      )}
      <ul className="mt-8 border-t border-strong">
        {ways.map(([address, name, text]) => (
          <li key={address} className="border-b border-rule py-5">
            <a href={`/contact/${address}${query}`} className="headline-link text-2xl leading-tight font-semibold">
              {name}
            </a>
            <p className="mt-1 text-soft">{text}</p>
          </li>
        ))}
      </ul>
      <p className="mt-6 text-soft">
        Every message is read by the managing editor and answered within 28 days, usually much sooner.
      </p>
    </PlainPage>
  )
}
