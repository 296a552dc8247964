import type { Metadata } from 'next'
import { z } from 'zod'
import { auditOf, subjectOf } from '#lib/audit/audit.ts'
import { articleAtDesk, headlinesOf, picturesOfWritten, type ArticleAtDesk } from '#lib/articles/desk.ts'
import {
  mayDeleteForGood,
  mayEdit,
  mayFindArticles,
  mayManageCredits,
  mayOpen,
  maySeeArticlesAtDesk,
  type StaffMember,
} from '#lib/articles/policy.ts'
import { sightOf } from '#lib/articles/workflow/sight.ts'
import { workingCopyOf } from '#lib/articles/working-copy.ts'
import { mayCorrect } from '#lib/cases/policy.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { publicUrl } from '#app/_server/site.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { presentCopy } from '#app/_server/working-copy.ts'
import { saidOf } from '#app/_ui/said-of.ts'
import { AuditLines } from '../../_ui/audit-lines.tsx'
import { DeskMissing } from '../../_ui/desk-missing.tsx'
import { DeskDone } from '../../_ui/desk-state.tsx'
import { AccessSection } from './access-section.tsx'
import { AdFreeSection } from './ad-free-section.tsx'
import { ArticleHead } from './article-head.tsx'
import { CommentsSection } from './comments-section.tsx'
import { HistorySection } from './history-section.tsx'
import { NotesSection } from './notes-section.tsx'
import { ReadOnly } from './read-only.tsx'
import { ThrowAwaySection, ThrownAway } from './thrown-away.tsx'
import { MarginProvider } from './_workflow/margin.tsx'
import { PreviewPanel } from './_workflow/preview-panel.tsx'
import { RemarksPanel } from './_workflow/remarks-panel.tsx'
import { WorkflowPanel } from './_workflow/workflow-panel.tsx'
import { moveDone } from './_workflow/words.ts'
import { WritingDesk, type WritingFacts } from './_writing/writing-desk.tsx'

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
  access: 'Access is saved. Readers see it at once.',
  notes: 'The notes are kept.',
  restored: 'The earlier version is here to be worked on. What stood here before is set aside under “Revisions”.',
  'thrown-away': 'The article is thrown away.',
  'taken-back': 'The article is here again.',
}

/** One article at the desk: its text to write in, and beside it all else that is said of it. */
export default async function ArticlePage({ params, searchParams }: Props) {
  const { id } = await params
  const staff = await requireStaff(`/desk/articles/${encodeURIComponent(id)}`, mayFindArticles)
  const ctx = await requestContext()
  const article = z.uuid().safeParse(id).success ? await articleAtDesk(ctx, id) : null
  const member: StaffMember = { personId: staff.id, roles: staff.roles }
  if (!article || !mayOpen(member, article))
    return <DeskMissing what="article" back="/desk/articles" backName="Articles" />
  const isEditor = maySeeArticlesAtDesk(staff)
  const isOpen = mayEdit(member, article)
  const [settings, audit, { done }, facts] = await Promise.all([
    magazine(),
    auditOf(ctx, [subjectOf('article', id)]),
    searchParams,
    isOpen ? writingOf(article, member, mayCorrect(staff)) : null,
  ])
  const above = (
    <>
      <WorkflowPanel articleId={id} staff={staff} />
      <RemarksPanel articleId={id} staff={staff} />
      {isOpen && <PreviewPanel articleId={id} />}
    </>
  )
  const below = (
    <>
      {isEditor && (
        <>
          <AccessSection article={article} />
          <CommentsSection articleId={id} viewerId={staff.id} />
          <AdFreeSection articleId={id} adFree={article.adFree} />
        </>
      )}
      {isOpen && <NotesSection articleId={id} notes={article.deskNotes} />}
      <HistorySection articleId={id} settings={settings} />
      {isOpen && <ThrowAwaySection article={article} />}
    </>
  )
  return (
    <>
      <ArticleHead article={article} staff={staff} settings={settings} />
      {saidOf(doneWords, done) !== undefined && <DeskDone>{saidOf(doneWords, done)}</DeskDone>}
      {article.thrownAwayAt && (
        <ThrownAway
          articleId={id}
          at={article.thrownAwayAt}
          now={ctx.now}
          settings={settings}
          mayDelete={mayDeleteForGood(staff)}
        />
      )}
      {facts === null ? (
        <ReadOnly article={article} above={above} below={below} />
      ) : (
        <MarginProvider>
          <WritingDesk {...facts} above={above} below={below} />
        </MarginProvider>
      )}
      {isEditor && <AuditLines rows={audit} now={ctx.now} settings={settings} />}
    </>
  )
}

async function writingOf(article: ArticleAtDesk, staff: StaffMember, mayCorrectIt: boolean) {
  const ctx = await requestContext()
  const copy = await workingCopyOf(ctx, article.id)
  if (copy === null) return null
  const [settings, base, shown, pictures, headlines] = await Promise.all([
    magazine(),
    publicUrl(),
    presentCopy(ctx, copy),
    picturesOfWritten(ctx, copy.written),
    headlinesOf(ctx, copy.written.related),
  ])
  const facts: WritingFacts = {
    articleId: article.id,
    personId: staff.personId,
    state: sightOf(article.state),
    isKnown: article.publishedAt !== null,
    isFree: article.access === 'public',
    mayMakeCredits: mayManageCredits(staff),
    mayCorrect: mayCorrectIt,
    site: {
      name: settings.name,
      host: new URL(base).host,
      timeZone: settings.timeZone,
      locale: settings.locale,
    },
    pictures,
    headlines: Object.fromEntries(headlines),
  }
  return { facts, copy: shown }
}
