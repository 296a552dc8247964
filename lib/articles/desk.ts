import { and, desc, eq, inArray, isNotNull, isNull, or, sql, type SQL } from 'drizzle-orm'
import { z } from 'zod'
import { articleAuthors, articles, authors, workingCopies } from '#db/schema/articles.ts'
import { people } from '#db/schema/people.ts'
import { recordAudit, subjectOf } from '#lib/audit/audit.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import { isEarlier } from '#lib/keyset.ts'
import { revisionOf } from './access.ts'
import { bodySchema, type Body } from './body/document.ts'
import { pictureIdsIn } from './body/rebuild.ts'
import { picturesById, picturesOf } from './internal/article.ts'
import type { Access, ArticleState, ShownPicture } from './model.ts'
import { matchesOf } from './word-index.ts'
import type { Written } from './written.ts'

/** An article in the desk's list. */
export interface DeskArticle {
  id: string
  slug: string
  headline: string
  /** Their names, as the byline has them. */
  byline: string
  state: ArticleState
  access: Access
  publishedAt: Date | null
  updatedAt: Date
  /** Who at the desk it waits for; null while it waits for nobody. */
  assignedTo: { id: string; name: string } | null
  /** Whether something of it is written and not saved as its next revision. */
  hasWorkingCopy: boolean
  thrownAwayAt: Date | null
}

export interface DeskQuery {
  /** As typed: words of the headline, the authors or the public text, or an address. */
  q: string
  /** Whether the last word may be typed in part, as where something is found while it is typed. */
  isUnfinished?: boolean
  state?: ArticleState | undefined
  access?: Access | undefined
  /** Whom they wait for; null: for nobody. Left out: whomever. */
  assignedTo?: string | null | undefined
  /** Only those of which this person is an author. */
  writtenBy?: string | undefined
  /** What was thrown away, and nothing else. Otherwise none of it is found. */
  isThrownAway?: boolean | undefined
  /** The list goes on after this article. */
  after?: { at: Date; id: string } | undefined
  limit: number
}

/** The outer table is named in full: Drizzle leaves names off a column where a statement has but one table. */
const byline = sql<string>`(
  select coalesce(string_agg(author.name, ', ' order by credited.position), '')
  from ${articleAuthors} credited join ${authors} author on author.id = credited.author_id where credited.article_id = "articles"."id")`

const authorPersonIds = sql<string[]>`array(
  select author.person_id from ${articleAuthors} credited join ${authors} author on author.id = credited.author_id
  where credited.article_id = "articles"."id" and author.person_id is not null)`

/** What is being written of one that readers do not see is what it is called; of any other, what readers see. */
const headline = sql<string>`case when ${articles.state} in ('published', 'scheduled') then ${articles.headline}
  else coalesce(${workingCopies.content} ->> 'headline', ${articles.headline}) end`

const listFields = {
  id: articles.id,
  slug: articles.slug,
  headline,
  byline,
  state: articles.state,
  access: articles.access,
  publishedAt: articles.publishedAt,
  updatedAt: articles.updatedAt,
  assignedTo: { id: people.id, name: sql<string>`coalesce(${people.name}, ${people.email})` },
  hasWorkingCopy: sql<boolean>`${workingCopies.articleId} is not null`,
  thrownAwayAt: articles.thrownAwayAt,
}

/** Articles of every state, those changed last first. */
export async function findArticles(ctx: Context, query: DeskQuery): Promise<DeskArticle[]> {
  const { after, state, access, writtenBy, assignedTo } = query
  const limit = Math.max(1, Math.min(query.limit, 100))
  const isMeant = await meantBy(ctx, query.q.trim(), query.isUnfinished ?? false, limit)
  return ctx.db
    .select(listFields)
    .from(articles)
    .leftJoin(workingCopies, eq(workingCopies.articleId, articles.id))
    .leftJoin(people, eq(people.id, articles.assignedTo))
    .where(
      and(
        isMeant,
        query.isThrownAway ? isNotNull(articles.thrownAwayAt) : isNull(articles.thrownAwayAt),
        writtenBy === undefined ? undefined : isWrittenBy(writtenBy),
        state && eq(articles.state, state),
        access && eq(articles.access, access),
        isAssigned(assignedTo),
        isEarlier(articles.updatedAt, articles.id, after),
      ),
    )
    .orderBy(desc(articles.updatedAt), desc(articles.id))
    .limit(limit)
}

function isWrittenBy(personId: string): SQL {
  return sql`${articles.id} in (
    select credited.article_id from ${articleAuthors} credited join ${authors} author on author.id = credited.author_id
    where author.person_id = ${personId})`
}

function isAssigned(to: string | null | undefined): SQL | undefined {
  if (to === undefined) return undefined
  return to === null ? isNull(articles.assignedTo) : eq(articles.assignedTo, to)
}

/** Shorter beginnings are those of half the language. */
const shortestBeginning = 3

async function meantBy(ctx: Context, typed: string, isUnfinished: boolean, limit: number): Promise<SQL | undefined> {
  if (typed === '') return undefined
  const slug = typed.slice(typed.lastIndexOf('/') + 1)
  const whole = sql`websearch_to_tsquery('magazine', ${typed})`
  const words = typed.match(/[\p{L}\p{N}]+/gu) ?? []
  const isBegun = isUnfinished && (words.at(-1) ?? '').length >= shortestBeginning
  const asked = isBegun ? sql`(${whole} || to_tsquery('magazine', ${`${words.join(' & ')}:*`}))` : whole
  const { areMany } = await matchesOf(ctx, asked, limit)
  if (areMany) return or(eq(articles.slug, slug), sql`${articles.search} @@ ${asked}`)
  // Materialised, because with the limit in sight the planner would rather go through all of them, the newest first.
  return sql`${articles.id} in (
    with found as materialized (select id from ${articles} meant where meant.slug = ${slug} or meant.search @@ ${asked})
    select id from found)`
}

/** One article with its text, as the desk works on it. */
export interface ArticleAtDesk extends DeskArticle {
  standfirst: string
  /** The article's own words about the picture at its head; empty where it has none. */
  pictureCaption: string
  body: Body
  pictures: Record<string, ShownPicture>
  previewBlocks: number
  adFree: boolean
  /** For the desk alone. */
  deskNotes: string
  /** Accounts of those whom the byline names. */
  authorPersonIds: string[]
  /** What a change must name, so that two editors do not undo each other. */
  revision: number
}

/** An article of any state; null when there is none of this id. */
export async function articleAtDesk(ctx: Context, id: string): Promise<ArticleAtDesk | null> {
  const [row] = await ctx.db
    .select({
      ...listFields,
      standfirst: articles.standfirst,
      pictureCaption: articles.pictureCaption,
      body: articles.body,
      previewBlocks: articles.previewBlocks,
      adFree: articles.adFree,
      deskNotes: articles.deskNotes,
      authorPersonIds,
    })
    .from(articles)
    .leftJoin(workingCopies, eq(workingCopies.articleId, articles.id))
    .leftJoin(people, eq(people.id, articles.assignedTo))
    .where(eq(articles.id, id))
  if (row === undefined) return null
  const body = bodySchema.parse(row.body)
  return { ...row, body, pictures: await picturesOf(ctx, body), revision: await revisionOf(ctx, id) }
}

/** The pictures that what is written shows, at its head and in its text, by their id. */
export function picturesOfWritten(ctx: Context, written: Written): Promise<Record<string, ShownPicture>> {
  const ids = pictureIdsIn(written.body)
  return picturesById(ctx, written.pictureId === null ? ids : [...ids, written.pictureId])
}

/** Headlines of articles of any state, by id; what is no article's id has none. */
export async function headlinesOf(ctx: Context, ids: string[]): Promise<ReadonlyMap<string, string>> {
  const known = ids.filter((id) => z.uuid().safeParse(id).success)
  if (known.length === 0) return new Map()
  const rows = await ctx.db
    .select({ id: articles.id, headline: articles.headline })
    .from(articles)
    .where(inArray(articles.id, known))
  return new Map(rows.map(({ id, headline }) => [id, headline]))
}

/**
 * Keeps what the desk notes about an article for itself. The log has that they changed, and not what they say: they may be
 * about people, and it forgets nothing.
 * @throws Refusal (not_found)
 */
export function saveDeskNotes(ctx: Context, articleId: string, deskNotes: string, actorId: string): Promise<void> {
  return inTransaction(ctx, async (tx) => {
    const [row] = await tx.db
      .select({ deskNotes: articles.deskNotes })
      .from(articles)
      .where(eq(articles.id, articleId))
      .for('no key update')
    if (row === undefined) throw new Refusal('not_found', 'That article is no longer here.')
    if (row.deskNotes === deskNotes) return
    await tx.db.update(articles).set({ deskNotes }).where(eq(articles.id, articleId))
    await recordAudit(tx, {
      actorId,
      action: 'changed the notes on an article',
      subject: subjectOf('article', articleId),
      details: { letters: deskNotes.length },
    })
  })
}
