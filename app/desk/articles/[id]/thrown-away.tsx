import type { ArticleAtDesk } from '#lib/articles/desk.ts'
import { isBeforePublishing } from '#lib/articles/model.ts'
import type { Magazine } from '#lib/settings/model.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { ActForm } from '#app/_ui/act-form.tsx'
import { Ago } from '../../_ui/desk-time.tsx'
import { takeArticleBack, throwArticleAway } from './actions.ts'
import { DeskPanel } from './panel.tsx'

/** For what readers never saw: throws it away, asked once, and to be taken back at any time. */
export async function ThrowAwaySection({ article }: { article: ArticleAtDesk }) {
  if (article.thrownAwayAt !== null || article.publishedAt !== null || !isBeforePublishing(article.state)) return null
  return (
    <DeskPanel title="Throw away" folded>
      <p className="text-soft">It leaves every list. Its history stays, and it can be taken back from “Thrown away”.</p>
      <ActForm
        action={throwArticleAway}
        start={await refusedForm('throw-away')}
        hidden={{ article: article.id }}
        button="Throw this article away"
        quiet
      />
    </DeskPanel>
  )
}

/** Says that it was thrown away, and takes it back. */
export async function ThrownAway({
  articleId,
  at,
  now,
  settings,
}: {
  articleId: string
  at: Date
  now: Date
  settings: Magazine
}) {
  return (
    <div className="desk-done desk-not-done">
      <p>
        This article was thrown away, <Ago at={at} now={now} settings={settings} />.
      </p>
      <ActForm
        action={takeArticleBack}
        start={await refusedForm('take-back')}
        hidden={{ article: articleId }}
        button="Take it back"
        quiet
      />
    </div>
  )
}
