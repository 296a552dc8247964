import { mayRemark } from '#lib/articles/remarks/policy.ts'
import { remarksOf } from '#lib/articles/remarks/queries.ts'
import { articleAtWork } from '#lib/articles/workflow/people.ts'
import { workingCopyOf } from '#lib/articles/working-copy.ts'
import type { Person } from '#lib/people/model.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { remarkViews } from './remark-views.ts'
import { RemarkList } from './remark-list.tsx'

/** What authors and editors say to each other about the text; for nobody else. */
export async function RemarksPanel({ articleId, staff }: { articleId: string; staff: Person }) {
  const ctx = await requestContext()
  const member = { personId: staff.id, roles: staff.roles }
  const [article, copy] = await Promise.all([articleAtWork(ctx, articleId), workingCopyOf(ctx, articleId)])
  if (article === null || copy === null || !mayRemark(member, article)) return null
  const [remarks, settings] = await Promise.all([remarksOf(ctx, articleId, copy.written.body, member), magazine()])
  const views = remarkViews(remarks, settings)
  const starts = Object.fromEntries(
    await Promise.all(
      views
        .flatMap(({ id, answers }) => [id, ...answers.map((answer) => answer.id)])
        .map(async (id) => [id, await refusedForm(`answer-${id}`)] as const),
    ),
  )
  return (
    <section aria-labelledby="remarks" className="desk-section workflow">
      <h2 id="remarks">Remarks</h2>
      <RemarkList articleId={articleId} remarks={views} start={await refusedForm('remark')} starts={starts} />
    </section>
  )
}
