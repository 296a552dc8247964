import { revisionsOf } from '#lib/articles/history.ts'
import { peopleNamed } from '#lib/people/queries.ts'
import type { Magazine } from '#lib/settings/model.ts'
import { requestContext } from '#app/_server/context.ts'
import { Ago } from '../../_ui/desk-time.tsx'
import { DeskPanel } from './panel.tsx'

/** Who made the article what it is: the last few changes, and the way to all of them. */
export async function HistorySection({ articleId, settings }: { articleId: string; settings: Magazine }) {
  const ctx = await requestContext()
  const lines = await revisionsOf(ctx, articleId, { limit: 5 })
  const names = await peopleNamed(ctx, [...new Set(lines.flatMap(({ personId }) => personId ?? []))])
  return (
    <DeskPanel title="Revisions">
      <ul className="space-y-1">
        {lines.map(({ number, reason, personId, createdAt }) => (
          <li key={number}>
            {number}. {reason}
            {personId !== null && <>, {names.get(personId) ?? 'somebody who left'}</>},{' '}
            <Ago at={createdAt} now={ctx.now} settings={settings} />
          </li>
        ))}
      </ul>
      <p>
        <a href={`/desk/articles/${articleId}/revisions`}>Compare and restore</a>
      </p>
    </DeskPanel>
  )
}
