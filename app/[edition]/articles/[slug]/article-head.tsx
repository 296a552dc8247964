import type { CorrectionsOnArticle } from '#app/_server/corrections.ts'
import type { ArticleView } from '#lib/articles/queries.ts'
import type { Magazine } from '#lib/settings/model.ts'
import { texts } from '#app/_server/published.ts'
import { Byline } from '#app/_ui/byline.tsx'
import { CorrectionsUnderHeadline } from '#app/_ui/corrections.tsx'
import { Figure } from '#app/_ui/picture.tsx'
import { Day } from '#app/_ui/time.tsx'
import { TopicList } from '#app/_ui/topic-list.tsx'

const accessNames = { public: null, metered: null, supporters: 'For supporters', patrons: 'For patrons' } as const

/** Headline, standfirst, corrections that belong there, byline, topics, the ad-free invitation and the picture, in that order. */
export async function ArticleHead({
  view,
  corrected,
  invites,
  settings,
}: {
  view: ArticleView
  corrected: CorrectionsOnArticle
  /** Whether there is advertising on the page to be rid of. */
  invites: boolean
  settings: Magazine
}) {
  const words = await texts()
  const { timeZone, locale } = settings
  const access = accessNames[view.access]
  return (
    <header>
      <div className="measure pt-8 sm:pt-12 md:w-[min(100%-2.5rem,48rem)]">
        <h1 className="text-[2.125rem] leading-[1.06] tracking-[-0.02em] sm:text-5xl lg:text-[3.5rem]">
          {view.headline}
        </h1>
        {view.standfirst !== '' && (
          <p className="standfirst mt-4 text-xl leading-snug font-normal text-pretty text-soft sm:text-2xl">
            {view.standfirst}
          </p>
        )}
        <CorrectionsUnderHeadline {...corrected} settings={settings} />
        <p className="label mt-5 flex flex-wrap gap-x-3 gap-y-1 text-[0.9375rem]">
          <Byline authors={view.authors} className="font-semibold" />
          <span className="text-soft">
            <Day at={view.publishedAt} timeZone={timeZone} locale={locale} />
          </span>
          <span className="text-soft">{view.readingMinutes} min read</span>
          {access && <span className="font-semibold text-accent">{access}</span>}
        </p>
        <div className="mt-3 flex flex-wrap items-center justify-between gap-x-6 border-t border-rule pt-2 print:hidden">
          <TopicList topics={view.topics} label="Topics" />
          {invites && (
            <p className="label">
              {words.adFreeInvitation}{' '}
              <a
                href={`/donate?from=/articles/${view.slug}`}
                className="inline-flex min-h-8 items-center font-semibold text-accent"
              >
                {words.adFreeInvitationLink}
              </a>
            </p>
          )}
        </div>
      </div>
      {view.picture ? (
        <div className="page mt-6 lg:w-[min(100%-2.5rem,62rem)]">
          <Figure
            picture={view.picture}
            caption={view.pictureCaption || view.picture.caption}
            credit={view.pictureCredit || view.picture.credit}
            sizes="(min-width: 66rem) 62rem, 92vw"
            first
          />
        </div>
      ) : (
        view.pictureCredit !== '' && (
          <p className="measure label mt-4 text-soft md:w-[min(100%-2.5rem,48rem)]">Picture: {view.pictureCredit}</p>
        )
      )}
    </header>
  )
}
