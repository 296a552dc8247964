import { preview } from '#lib/articles/body/preview.ts'
import type { ArticleAtDesk } from '#lib/articles/desk.ts'
import { accessSchema, isFreeToRead } from '#lib/articles/model.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { ArticleBody } from '#app/_ui/article-body.tsx'
import { accessMeanings, accessNames } from '../words.ts'
import { DeskPanel } from './panel.tsx'
import { AccessForm } from './access-form.tsx'

/** Who may read it, and what a visitor sees of it now. */
export async function AccessSection({ article }: { article: ArticleAtDesk }) {
  const { body, access, previewBlocks, revision, id } = article
  const free = isFreeToRead(access)
  return (
    <DeskPanel title="Access">
      <AccessForm
        start={await refusedForm('access')}
        articleId={id}
        revision={revision}
        access={access}
        choices={accessSchema.options.map((one) => ({
          access: one,
          name: accessNames[one],
          meaning: accessMeanings[one],
        }))}
      />
      <details className="mt-5">
        <summary>What a visitor reads, as it is saved</summary>
        <div className="desk-sheet">
          <ArticleBody body={free ? body : preview(body, previewBlocks)} pictures={article.pictures} />
          <p className="desk-sheet-end">{free ? 'All of it.' : `Here the gate stands: ${accessMeanings[access]}`}</p>
        </div>
      </details>
    </DeskPanel>
  )
}
