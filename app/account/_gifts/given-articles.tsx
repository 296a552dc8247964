import { giftsGivenBy, type GiftLink } from '#lib/wall/gift-links.ts'
import type { Magazine } from '#lib/settings/model.ts'
import { requestContext } from '#app/_server/context.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { Day } from '#app/_ui/time.tsx'
import { ActForm } from '#app/_ui/act-form.tsx'
import { withdraw } from './actions.ts'

/** The links by which this person has given articles. Nothing when there are none. */
export async function GivenArticles({ personId, settings }: { personId: string; settings: Magazine }) {
  const links = await giftsGivenBy(await requestContext(), personId)
  if (links.length === 0) return null
  const start = await refusedForm('withdraw')
  return (
    <section aria-labelledby="given" className="mt-12 border-t border-strong pt-4">
      <h2 id="given" className="text-2xl">
        Articles you gave
      </h2>
      <ul className="mt-3 divide-y divide-rule border-y border-rule">
        {links.map((link) => (
          <li key={link.id} className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 py-3">
            <div>
              <p className="text-lg">
                {link.state === 'article_gone' ? (
                  link.article.headline
                ) : (
                  <a href={`/articles/${link.article.slug}`}>{link.article.headline}</a>
                )}
              </p>
              <p className="mt-0.5 text-soft">
                <LinkState link={link} settings={settings} />
              </p>
            </div>
            {(link.state === 'good' || link.state === 'used_up') && (
              <ActForm action={withdraw} start={start} hidden={{ link: link.id }} button="Take it back" quiet />
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

function LinkState({ link, settings }: { link: GiftLink; settings: Magazine }) {
  const until = <Day at={link.expiresAt} timeZone={settings.timeZone} locale={settings.locale} />
  switch (link.state) {
    case 'good':
      return (
        <>
          {link.left === 1 ? 'One more reader' : `${link.left} more readers`}, until {until}.
        </>
      )
    case 'used_up':
      return <>As many readers as it could let in have come; they can read it until {until}.</>
    case 'over':
      return <>Over since {until}.</>
    case 'withdrawn':
      return <>Taken back.</>
    case 'article_gone':
      return <>The article is not there at present.</>
  }
}
