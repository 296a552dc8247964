import { previewLinksOf, type PreviewLink } from '#lib/articles/preview/links.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { ActForm } from '#app/_ui/act-form.tsx'
import { DeskState, type Tone } from '../../../_ui/desk-state.tsx'
import { Ago } from '../../../_ui/desk-time.tsx'
import { revokeLink } from './preview-actions.ts'
import { PreviewLinkForm } from './preview-forms.tsx'

const words: Record<PreviewLink['state'], [Tone, string]> = {
  open: ['good', 'Open'],
  expired: ['quiet', 'Run out'],
  revoked: ['quiet', 'Revoked'],
}

/** How the article will look, in both editions, and to whom it was shown before readers see it. */
export async function PreviewPanel({ articleId }: { articleId: string }) {
  const ctx = await requestContext()
  const [links, settings, made, revoked] = await Promise.all([
    previewLinksOf(ctx, articleId),
    magazine(),
    refusedForm('preview-link'),
    refusedForm('preview-revoke'),
  ])
  return (
    <section aria-labelledby="previews" className="desk-section workflow">
      <h2 id="previews">Preview</h2>
      <p className="mt-1">
        As readers will see it: <a href={`/desk/articles/${articleId}/preview`}>with advertising</a>,{' '}
        <a href={`/desk/articles/${articleId}/preview?edition=supporter`}>without</a>. A secret link shows the same to
        somebody who has no account here.
      </p>
      <details open={made.typed.link !== undefined || made.message !== ''}>
        <summary>A link for somebody else</summary>
        <PreviewLinkForm start={made} articleId={articleId} />
      </details>
      {links.length > 0 && (
        <ul className="workflow-checks">
          {links.map(({ id, label, state, expiresAt }) => (
            <li key={id} className="desk-row">
              <DeskState tone={words[state][0]}>{words[state][1]}</DeskState>
              <span>
                {label || 'For nobody in particular'}
                {state === 'open' && (
                  <>
                    , ends <Ago at={expiresAt} now={ctx.now} settings={settings} />
                  </>
                )}
              </span>
              {state === 'open' && (
                <ActForm
                  action={revokeLink}
                  start={revoked}
                  hidden={{ article: articleId, link: id }}
                  button="Revoke"
                  quiet
                />
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
