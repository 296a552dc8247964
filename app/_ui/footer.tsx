import type { Topic } from '#lib/articles/queries.ts'
import type { Magazine } from '#lib/settings/model.ts'
import { texts } from '#app/_server/published.ts'
import { copy } from './copy.ts'

const groups = [
  {
    name: 'Support',
    links: [
      ['/donate', 'Donate'],
      ['/account', 'Your account'],
    ],
  },
  {
    name: 'Managing editor',
    links: [
      ['/contact/correction', 'Report a mistake'],
      ['/contact/right-of-reply', 'Right to reply'],
      ['/contact/republishing', 'Republish an article'],
      ['/corrections', 'Corrections'],
    ],
  },
  {
    name: 'Read elsewhere',
    links: [
      ['/feed.xml', 'RSS'],
      ['/atom.xml', 'Atom'],
      ['/feed.json', 'JSON Feed'],
      ['/api/v1/openapi.json', 'API'],
    ],
  },
] as const

export async function Footer({
  magazine,
  topics,
  adChoices,
}: {
  magazine: Magazine
  topics: Topic[]
  /** Whether there is a choice about advertising to be changed. */
  adChoices: boolean
}) {
  const { footerLine } = await texts()
  return (
    <footer className="page mt-20 border-t border-strong pt-8 pb-12 print:hidden">
      <div className="grid grid-cols-2 gap-x-6 gap-y-8 sm:grid-cols-3 lg:grid-cols-5">
        <div className="col-span-2 sm:col-span-3 lg:col-span-1">
          <p className="text-2xl leading-none font-semibold tracking-tight">
            <a href="/" className="no-underline">
              {magazine.name}
            </a>
          </p>
          <p className="mt-2 text-soft">{magazine.tagline}</p>
        </div>
        <FooterGroup
          name="Topics"
          links={[
            ...topics
              .filter((topic) => topic.position !== null)
              .map((topic) => [`/topics/${topic.slug}`, topic.name] as const),
            ['/topics', 'All topics'],
          ]}
        />
        {groups.map((group) => (
          <FooterGroup key={group.name} {...group} />
        ))}
      </div>
      <div className="label mt-10 flex flex-wrap gap-x-6 text-soft">
        {magazine.publisher !== '' && <p>Published by {magazine.publisher}</p>}
        {footerLine !== '' && <p>{footerLine}</p>}
        {adChoices && (
          <a href="/advertising-choices" className="-mt-1.5 inline-flex min-h-8 items-center hover:text-ink">
            {copy.adChoices}
          </a>
        )}
        <a href="/cookies" className="-mt-1.5 inline-flex min-h-8 items-center hover:text-ink">
          {copy.cookies}
        </a>
      </div>
    </footer>
  )
}

function FooterGroup({ name, links }: { name: string; links: readonly (readonly [string, string])[] }) {
  return (
    <nav aria-label={`${name}, at the foot`}>
      <p className="label font-semibold">{name}</p>
      <ul className="label mt-2">
        {links.map(([href, text]) => (
          <li key={href}>
            <a
              href={href}
              className="inline-flex min-h-8 items-center text-soft no-underline hover:text-ink hover:underline"
            >
              {text}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
