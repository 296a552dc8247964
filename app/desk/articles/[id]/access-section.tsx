import { preview } from '#lib/articles/body/preview.ts'
import { blocksOf } from '#lib/articles/body/rebuild.ts'
import { blockText } from '#lib/articles/body/to-text.ts'
import type { ArticleAtDesk } from '#lib/articles/desk.ts'
import { accessSchema, isFreeToRead } from '#lib/articles/model.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { ArticleBody } from '#app/_ui/article-body.tsx'
import { accessMeanings, accessNames } from '../words.ts'
import { AccessForm, type BlockLine } from './access-form.tsx'

/** Who may read it, where the preview ends, and what a visitor sees of it now. */
export async function AccessSection({ article }: { article: ArticleAtDesk }) {
  const { body, access, previewBlocks, revision, id } = article
  const blocks = blocksOf(body).map((block): BlockLine => {
    const kind = block.type === 'heading' ? 'heading' : block.type === 'horizontalRule' ? 'rule' : 'text'
    return { kind, text: blockText(block) }
  })
  const free = isFreeToRead(access)
  return (
    <section aria-labelledby="access" className="desk-section">
      <h2 id="access">Access</h2>
      <AccessForm
        start={await refusedForm('access')}
        articleId={id}
        revision={revision}
        access={access}
        previewBlocks={previewBlocks}
        choices={accessSchema.options.map((one) => ({
          access: one,
          name: accessNames[one],
          meaning: accessMeanings[one],
        }))}
        blocks={blocks}
      />
      <details className="mt-5">
        <summary>What a visitor reads, as it is saved</summary>
        <div className="desk-sheet">
          <ArticleBody body={free ? body : preview(body, previewBlocks)} pictures={article.pictures} />
          <p className="desk-sheet-end">{free ? 'All of it.' : `Here the gate stands: ${accessMeanings[access]}`}</p>
        </div>
      </details>
    </section>
  )
}
