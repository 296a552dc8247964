import type { Draft } from '#lib/comments/drafts.ts'
import type { Magazine } from '#lib/settings/model.ts'
import { SubmitButton } from '#app/_ui/submit-button.tsx'
import { Minute } from '#app/_ui/time.tsx'
import { dropDraft } from './actions.ts'

/** What a person has begun to write and not posted. */
export function Drafts({ drafts, settings }: { drafts: Draft[]; settings: Magazine }) {
  if (drafts.length === 0) return null
  return (
    <section aria-labelledby="drafts" className="mt-6">
      <h2 id="drafts" className="text-2xl">
        {drafts.length === 1 ? 'A draft' : `${drafts.length} drafts`}
      </h2>
      <ul className="mt-3 border-t border-strong">
        {drafts.map(({ id, article, parentId, text, savedAt }) => (
          <li key={id} className="border-b border-rule py-4">
            <p className="label text-soft">
              {parentId === null ? 'Under ' : 'An answer, under '}
              <a href={`/articles/${article.slug}`}>{article.headline}</a>, saved{' '}
              <Minute at={savedAt} timeZone={settings.timeZone} locale={settings.locale} />
            </p>
            <p className="mt-1.5 line-clamp-4 whitespace-pre-line" dir="auto">
              {text}
            </p>
            <div className="mt-3 flex flex-wrap items-center gap-3">
              <a
                href={`/articles/${article.slug}/comment${parentId === null ? '' : `?answers=${parentId}`}`}
                className="button button-quiet"
              >
                Go on writing
              </a>
              <form action={dropDraft}>
                <input type="hidden" name="draft" value={id} />
                <SubmitButton waiting="One moment …" quiet>
                  Throw away
                </SubmitButton>
              </form>
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}
