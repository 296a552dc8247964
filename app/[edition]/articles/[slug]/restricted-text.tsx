import type { ArticleView } from '#lib/articles/queries.ts'
import { likelyCurrency } from '#app/_server/currency.ts'
import type { PageAds } from '#app/_server/page-ads.ts'
import { currenciesTaken, magazine, plans, texts } from '#app/_server/published.ts'
import { readArticle, type Asking, type Reading } from '#app/_server/reading.ts'
import { ArticleBody } from '#app/_ui/article-body.tsx'
import { Gate, GateFrame } from '#app/_ui/gate.tsx'
import { BackInPlace, Opening } from '#app/_ui/opening.tsx'
import { Still } from '#app/_ui/still.tsx'
import { Day } from '#app/_ui/time.tsx'
import type { Edition } from '../../edition.ts'
import { ArticleText } from './article-text.tsx'
import { Corrections } from './corrections.tsx'

interface Props {
  view: ArticleView
  edition: Edition
  ads: PageAds
  /** Whether it stands on the page that is sent in one piece, for browsers without JavaScript. */
  whole?: boolean
}

/** The text of an article that not everybody may read: decided for each request, on the server. */
export async function RestrictedText({ view, edition, ads, whole = false }: Props) {
  const reading = await readArticle(view)
  const back = `/articles/${view.slug}${whole ? '/whole' : ''}#read-on`
  if (reading.text) {
    return (
      <>
        <ArticleText
          view={view}
          edition={edition}
          ads={ads}
          text={reading.text}
          restrictedFrom={reading.text.previewLength}
        />
        <AfterWords reading={reading} slug={view.slug} back={back} />
        <Corrections articleId={view.id} open />
        {!whole && <BackInPlace />}
      </>
    )
  }
  return (
    <>
      <Still>
        <ArticleBody body={view.text.body} pictures={view.text.pictures} />
      </Still>
      {reading.verdict.rule === 'may_open' ? (
        <Opening slug={view.slug}>
          <OpenByHand slug={view.slug} whole={whole} reading={reading} />
        </Opening>
      ) : (
        <ClosedGate
          access={view.access}
          back={back}
          asking={reading.asking}
          usedUp={reading.verdict.rule === 'meter_used_up'}
        />
      )}
      <Corrections articleId={view.id} open={false} />
      {!whole && <BackInPlace />}
    </>
  )
}

/** Counting comes before the text, and only the answer to a form can count: a page cannot give a cookie. */
function OpenByHand({ slug, whole, reading: { meter } }: { slug: string; whole: boolean; reading: Reading }) {
  return (
    <GateFrame title="Go on reading">
      <p className="gate-text">
        {meter.free === 1
          ? 'One article like this is free each month.'
          : `${meter.free} articles like this are free each month.`}
      </p>
      <form action={`/articles/${slug}/open`} method="post" className="gate-ways">
        {whole && <input type="hidden" name="whole" value="1" />}
        <button type="submit" className="button">
          Read this article: {meter.used + 1} of your {meter.free} free this month
        </button>
      </form>
    </GateFrame>
  )
}

/** The gate for whoever asks: what they need, in the currency they are likely to spend. */
export async function ClosedGate({
  access,
  back,
  asking: { reader, terms, month },
  usedUp,
}: {
  access: ArticleView['access']
  back: string
  asking: Asking
  usedUp: boolean
}) {
  if (access === 'public') return null
  const [settings, currencies, { gateNote }] = await Promise.all([magazine(), currenciesTaken(), texts()])
  const { timeZone, locale } = settings
  const isSupporter = reader?.benefits.includes('supporters_articles') ?? false
  return (
    <Gate
      access={access}
      back={back}
      signedIn={reader !== null}
      standing={isSupporter ? (reader?.hasOwnGift ? 'supporter_by_own_gift' : 'supporter') : 'none'}
      plans={await plans(await likelyCurrency(undefined, currencies))}
      locale={locale}
      note={gateNote}
      usedUp={
        usedUp ? { free: terms.freeArticles, from: <Day at={month.next} timeZone={timeZone} locale={locale} /> } : null
      }
    />
  )
}

/** Under an open text: how far the meter has gone, or, for a member, the way to give the article on. */
function AfterWords({ reading, slug, back }: { reading: Reading; slug: string; back: string }) {
  if (!reading.verdict.open || reading.text === null) return null
  const { by } = reading.verdict
  const { used, free } = reading.meter
  return (
    <>
      {by === 'meter' && (
        <p className="after-words">
          You have read {used} of {free} free {free === 1 ? 'article' : 'articles'} this month.{' '}
          <a href={`/donate?${new URLSearchParams({ from: back })}`}>Read without counting</a>
        </p>
      )}
      {by === 'gift' && <p className="after-words">A member gave you this article.</p>}
      {reading.mayGive && (
        <p className="after-words">
          <a href={`/articles/${slug}/give`}>Give this article</a> to somebody who is not a member.
        </p>
      )}
    </>
  )
}
