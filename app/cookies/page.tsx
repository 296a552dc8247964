import type { Metadata } from 'next'
import { needsConsent } from '#lib/ad-slots/model.ts'
import {
  keptByOthers,
  keptByReaders,
  keptByStaff,
  lifeInWords,
  placeInWords,
  type Kept,
} from '#lib/browser-storage/model.ts'
import { requestContext } from '#app/_server/context.ts'
import { advertising, magazine } from '#app/_server/published.ts'
import { copy } from '#app/_ui/copy.ts'
import { PlainPage } from '#app/_ui/plain-page.tsx'
import './cookies.css'

export const instant = false

export async function generateMetadata(): Promise<Metadata> {
  // At a request: a build knows neither settings nor database.
  await requestContext()
  const { name } = await magazine()
  return { title: `${copy.cookies} | ${name}`, description: `What ${name} has your browser keep, and why.` }
}

/** What browsers are asked to keep, made from the one list of it that the code goes by. */
export default async function CookiesPage() {
  await requestContext()
  const [{ name }, ads] = await Promise.all([magazine(), advertising()])
  const hasGoogle = needsConsent(ads)
  const others = keptByOthers.filter(({ needs }) => needs === null || hasGoogle)
  return (
    <PlainPage title={copy.cookies}>
      <p className="mt-4 text-lg text-pretty">
        This is everything that {name} has your browser keep. Each of these is set only when you do what it is for;
        whoever just reads public articles gets none. None of them follows you to other sites.
      </p>
      <List id="kept-readers" title="Set by us" items={keptByReaders.map(ours)} />
      <List id="kept-others" title="Set by others" items={others} />
      {hasGoogle && (
        <p className="mt-4 text-pretty">
          You can see and change what you chose about advertising under{' '}
          <a href="/advertising-choices">{copy.adChoices.toLowerCase()}</a>.
        </p>
      )}
      <List id="kept-staff" title="For those who work here" items={keptByStaff.map(ours)} />
      <p className="mt-8 text-pretty">
        You can remove any of it in your browser at any time. What is kept about you here, and how to have a copy of it
        or have it deleted, stands under <a href="/account/privacy">privacy</a> in your account.
      </p>
    </PlainPage>
  )
}

interface Item {
  name: string
  who: string
  life: string
  purpose: string
  when: string
}

function ours({ name, in: where, days, purpose, when }: Kept): Item {
  return { name, who: placeInWords(where), life: lifeInWords(days), purpose, when }
}

function List({ id, title, items }: { id: string; title: string; items: readonly Item[] }) {
  return (
    <section aria-labelledby={id} className="mt-9 border-t border-strong pt-4">
      <h2 id={id} className="text-2xl">
        {title}
      </h2>
      {items.map(({ name, who, life, purpose, when }) => (
        <article key={name} className="kept" aria-label={name}>
          <h3>
            <code>{name}</code>
          </h3>
          <p className="label text-soft">
            {who} · {life}
          </p>
          <p>
            {purpose} <span className="text-soft">{when}</span>
          </p>
        </article>
      ))}
    </section>
  )
}
