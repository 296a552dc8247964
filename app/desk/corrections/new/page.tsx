import type { Metadata } from 'next'
import { v7 } from 'uuid'
import { z } from 'zod'
import { articleAtDesk, findArticles, type ArticleAtDesk } from '#lib/articles/desk.ts'
import { mayCorrect } from '#lib/cases/policy.ts'
import { day } from '#lib/clock.ts'
import type { Context } from '#lib/context.ts'
import { articleAt, caseToCorrect, correctionAtDesk, type CaseToCorrect } from '#lib/corrections/desk.ts'
import { requestContext } from '#app/_server/context.ts'
import { magazine } from '#app/_server/published.ts'
import { refusedForm } from '#app/_server/refused-forms.ts'
import { requireStaff } from '#app/_server/staff.ts'
import { ArticleBody } from '#app/_ui/article-body.tsx'
import { DeskMissing } from '../../_ui/desk-missing.tsx'
import { DeskNotDone } from '../../_ui/desk-state.tsx'
import { DeskSearch } from '../../_ui/desk-search.tsx'
import { listAddress } from '../../_ui/list-address.ts'
import { CorrectionForm, type CorrectionBasis } from './correction-form.tsx'
import { Preview } from './preview.tsx'
import { readForm } from './read-form.ts'

export const instant = false
export const metadata: Metadata = { title: 'New correction', robots: { index: false } }

const path = '/desk/corrections/new'
const querySchema = z.object({
  article: z.string().max(200).optional().catch(undefined),
  case: z.uuid().optional().catch(undefined),
  follows: z.uuid().optional().catch(undefined),
  q: z.string().max(200).optional().catch(undefined),
})

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

/** A correction is begun from an article, a case or an earlier correction; without any of them, an article is looked for. */
export default async function NewCorrectionPage({ searchParams }: Props) {
  const staff = await requireStaff(path, mayCorrect)
  const ctx = await requestContext()
  const query = querySchema.parse(await searchParams)
  const [about, earlier] = await Promise.all([
    query.case === undefined ? null : caseToCorrect(ctx, query.case),
    query.follows === undefined ? null : correctionAtDesk(ctx, query.follows),
  ])
  if ((query.case !== undefined && about === null) || (query.follows !== undefined && earlier === null))
    return <DeskMissing what="case or correction" back="/desk/corrections" backName="Corrections" />
  const articleId =
    earlier?.articleId ?? (query.article === undefined ? about?.articleId : await articleAt(ctx, query.article)) ?? null
  const article = articleId === null ? null : await articleAtDesk(ctx, articleId)
  if (article === null) return <ChooseArticle ctx={ctx} q={query.q ?? query.article ?? ''} caseId={about?.id} />
  const [settings, start] = await Promise.all([magazine(), refusedForm('correction')])
  const seen = start.typed.seen ? readForm(start.typed, staff.id) : null
  return (
    <>
      <Crumbs />
      <h1>Correct “{article.headline}”</h1>
      <p className="desk-intro">
        {about && (
          <>
            From case <a href={`/desk/cases/${about.id}`}>{about.reference}</a> by {about.name}, who is told when it is
            published.{' '}
          </>
        )}
        {earlier && <>It follows number {earlier.number}, which stays as it is. </>}
        <a href={`/articles/${article.slug}`}>The article as readers see it</a>
      </p>
      {article.state !== 'published' && (
        <p className="desk-intro">Readers cannot see this article now, so nothing can be corrected on it.</p>
      )}
      {about?.isClosed && (
        <DeskNotDone>
          This case is closed. <a href={`/desk/cases/${about.id}`}>Reopen it</a> before you publish something from it.
        </DeskNotDone>
      )}
      {about && (
        <details className="mt-3">
          <summary>What the reader wrote</summary>
          <p className="desk-difference">{about.message}</p>
        </details>
      )}
      <details className="mt-3">
        <summary>The article as it stands</summary>
        <div className="desk-sheet">
          <p className="text-2xl leading-tight font-semibold">{article.headline}</p>
          <p className="mt-2 text-soft">{article.standfirst}</p>
          {article.pictureCaption !== '' && <p className="label mt-2">Caption: {article.pictureCaption}</p>}
          <ArticleBody body={article.body} pictures={article.pictures} />
        </div>
      </details>
      <CorrectionForm
        start={start}
        basis={basisOf(ctx, article, about, earlier?.id ?? null)}
        preview={seen && <Preview asked={seen} settings={settings} />}
      />
    </>
  )
}

function basisOf(
  ctx: Context,
  article: ArticleAtDesk,
  about: CaseToCorrect | null,
  follows: string | null,
): CorrectionBasis {
  const isReply = about?.kind === 'right_of_reply'
  const since = article.publishedAt ?? ctx.now
  return {
    article: article.id,
    revision: article.revision,
    case: about?.id ?? '',
    follows: follows ?? '',
    submissionId: v7(),
    asksFinding: about !== null && !about.isFound,
    begins: {
      'passage.0': isReply ? '' : (about?.passage ?? ''),
      kind: isReply ? 'right_of_reply' : 'correction',
      note: isReply ? about.message : '',
      'reply.author': isReply ? about.name : '',
      'reply.text': isReply ? about.message : '',
      severity: about?.severity ?? '',
      daysStood: String(Math.max(0, Math.floor((ctx.now.getTime() - since.getTime()) / day))),
      frontPageDays: '0',
    },
  }
}

function Crumbs() {
  return (
    <p className="desk-crumbs">
      <a href="/desk/corrections">Corrections</a>
    </p>
  )
}

async function ChooseArticle({ ctx, q, caseId }: { ctx: Context; q: string; caseId: string | undefined }) {
  const found = await findArticles(ctx, { q, state: 'published', limit: 20 })
  return (
    <>
      <Crumbs />
      <h1>Which article?</h1>
      <DeskSearch
        path={path}
        q={q}
        asked="Words of the article, its author or its address"
        placeholder="Words, an author, an address"
        kept={{ case: caseId }}
      />
      {found.length === 0 ? (
        <p className="desk-intro mt-4">No published article is found.</p>
      ) : (
        <ul className="mt-4 space-y-2">
          {found.map((article) => (
            <li key={article.id} data-desk-row>
              <a href={listAddress(path, { article: article.slug, case: caseId })}>{article.headline}</a>{' '}
              <span className="text-soft">{article.byline}</span>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
