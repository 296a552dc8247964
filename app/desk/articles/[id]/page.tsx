import type { Metadata } from 'next'
import { z } from 'zod'
import { auditOf, subjectOf } from '#lib/audit/audit.ts'
import { articleAtDesk } from '#lib/articles/desk.ts'
import { maySeeArticlesAtDesk } from '#lib/articles/policy.ts'
import { mayCorrect } from '#lib/cases/policy.ts'
import { mayLicense } from '#lib/licences/policy.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { Day } from '#app/_ui/time.tsx'
import { AuditLines } from '../../_ui/audit-lines.tsx'
import { DeskMissing } from '../../_ui/desk-missing.tsx'
import { DeskDone, DeskState } from '../../_ui/desk-state.tsx'
import { stateNames, stateTones } from '../words.ts'
import { AccessSection } from './access-section.tsx'
import { AdFreeSection } from './ad-free-section.tsx'
import { CommentsSection } from './comments-section.tsx'
import { PreviewPanel } from './_workflow/preview-panel.tsx'
import { RemarksPanel } from './_workflow/remarks-panel.tsx'
import { WorkflowPanel } from './_workflow/workflow-panel.tsx'
import { moveDone } from './_workflow/words.ts'

export const instant = false
export const metadata: Metadata = { title: 'Article', robots: { index: false } }

interface Props {
  params: Promise<{ id: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

const doneWords: Record<string, string> = {
  ...moveDone,
  'ad-free': 'That is noted. Readers see it at once.',
  comments: 'The comments’ rules are saved, and hold from now on.',
  access: 'Access and preview are saved. Readers see it at once.',
}

/** One article at the desk: a section for each thing that is chosen here, with a form of its own. */
export default async function ArticlePage({ params, searchParams }: Props) {
  const { id } = await params
  const staff = await requireStaff(`/desk/articles/${encodeURIComponent(id)}`, maySeeArticlesAtDesk)
  const ctx = await requestContext()
  const article = z.uuid().safeParse(id).success ? await articleAtDesk(ctx, id) : null
  if (!article) return <DeskMissing what="article" back="/desk/articles" backName="Articles" />
  const [settings, audit, { done }] = await Promise.all([
    magazine(),
    auditOf(ctx, [subjectOf('article', id)]),
    searchParams,
  ])
  return (
    <>
      <p className="desk-crumbs">
        <a href="/desk/articles">Articles</a>
      </p>
      <h1>{article.headline}</h1>
      <p className="mt-1">
        <DeskState tone={stateTones[article.state]}>{stateNames[article.state]}</DeskState>
        <span className="text-soft">
          {article.publishedAt && (
            <>
              , <Day at={article.publishedAt} timeZone={settings.timeZone} locale={settings.locale} />
            </>
          )}
          {article.byline !== '' && `, by ${article.byline}`}
        </span>
        {article.state === 'published' && (
          <>
            {' '}
            <a href={`/articles/${article.slug}`}>See it as you read it</a>
            {mayCorrect(staff) && (
              <>
                {' '}
                <a href={`/desk/corrections/new?article=${article.slug}`}>Correct it</a>
              </>
            )}
            {mayLicense(staff) && (
              <>
                {' '}
                <a href={`/desk/licences/new?article=${article.slug}`}>License it</a>
              </>
            )}
          </>
        )}
      </p>
      {typeof done === 'string' && doneWords[done] !== undefined && <DeskDone>{doneWords[done]}</DeskDone>}
      <WorkflowPanel articleId={article.id} staff={staff} />
      <RemarksPanel articleId={article.id} staff={staff} />
      <PreviewPanel articleId={article.id} />
      <AccessSection article={article} />
      <AdFreeSection articleId={article.id} adFree={article.adFree} />
      <CommentsSection articleId={article.id} viewerId={staff.id} />
      <AuditLines rows={audit} now={ctx.now} settings={settings} />
    </>
  )
}
