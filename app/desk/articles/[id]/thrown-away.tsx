import type { ArticleAtDesk } from '#lib/articles/desk.ts'
import { isBeforePublishing } from '#lib/articles/model.ts'
import type { Magazine } from '#lib/settings/model.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { ActForm } from '#app/_ui/act-form.tsx'
import { emptyForm } from '#app/_ui/form-state.ts'
import { Ago } from '../../_ui/desk-time.tsx'
import { deleteArticleForGood, takeArticleBack, throwArticleAway } from './actions.ts'
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

/** Says that it was thrown away, and takes it back, or deletes it for good, asked once. */
export async function ThrownAway({
  articleId,
  at,
  now,
  settings,
  mayDelete,
}: {
  articleId: string
  at: Date
  now: Date
  settings: Magazine
  /** Whether who sees this deletes for good. */
  mayDelete: boolean
}) {
  const refused = await refusedForm('delete')
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
      {mayDelete && (
        <details className="mt-3" open={refused !== emptyForm}>
          <summary>Delete it for good</summary>
          <p className="desk-intro mb-2">
            Its text, its revisions and what was said of it in the margin are gone then, for everybody. Nobody can bring
            them back.
          </p>
          <ActForm
            action={deleteArticleForGood}
            start={refused}
            hidden={{ article: articleId }}
            button="Delete this article for good"
            quiet
          />
        </details>
      )}
    </div>
  )
}
