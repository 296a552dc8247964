import type { Metadata } from 'next'
import { giftByToken, type GiftState } from '#lib/wall/gift-links.ts'
import { requestContext } from '#app/_server/context.ts'
import { article } from '#app/_server/published.ts'
import { whoAsks } from '#app/_server/reading.ts'
import { MissingPage } from '#app/_ui/missing-page.tsx'
import { PlainPage } from '#app/_ui/plain-page.tsx'
import { ClosedGate } from '#app/[edition]/articles/[slug]/restricted-text.tsx'
import { articleMetadata } from '#app/[edition]/article-metadata.ts'
import { SendItself } from './send-itself.tsx'

export const instant = false

interface Props {
  params: Promise<{ token: string }>
}

/** Shared in a chat it looks like the article; robots stay out. */
export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const link = await giftByToken(await requestContext(), (await params).token)
  const view = link && (await article(link.article.slug))
  return {
    ...(view ? await articleMetadata(view) : { title: 'Nothing here' }),
    robots: { index: false, follow: false },
    // The link is nobody else's business; without an origin our own form would be a stranger's.
    referrer: 'same-origin',
  }
}

const ended: Record<Exclude<GiftState, 'good' | 'article_gone'>, string> = {
  used_up: 'This link has let in as many readers as it could.',
  over: 'This link was good for some days, and they are over.',
  withdrawn: 'Whoever gave this link has taken it back.',
}

/**
 * Where a given link leads. Looking at it counts nothing, as the robots of chats do: sending the form does. With JavaScript
 * it sends itself.
 */
export default async function GivenPage({ params }: Props) {
  const { token } = await params
  const link = await giftByToken(await requestContext(), token)
  const view = link && link.state !== 'article_gone' ? await article(link.article.slug) : null
  if (!link || !view || link.state === 'article_gone') return <MissingPage />
  if (link.state === 'good')
    return (
      <PlainPage title={view.headline}>
        <p className="mt-4 text-xl text-pretty text-soft">{view.standfirst}</p>
        <p className="mt-5 text-lg">A member of the magazine gives you this article.</p>
        <SendItself action={`/articles/${view.slug}/open`}>
          <input type="hidden" name="gift" value={token} />
          <button type="submit" className="button">
            Read it
          </button>
        </SendItself>
      </PlainPage>
    )
  return (
    <PlainPage title={view.headline}>
      <p className="mt-4 text-xl text-pretty text-soft">{view.standfirst}</p>
      <p className="mt-5 text-lg text-pretty">
        {ended[link.state]} <a href={`/articles/${view.slug}`}>The beginning of the article</a> is for everybody.
      </p>
      <ClosedGate
        access={view.access}
        back={`/articles/${view.slug}#read-on`}
        asking={await whoAsks()}
        usedUp={false}
      />
    </PlainPage>
  )
}
