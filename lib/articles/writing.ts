import { and, eq, ilike, isNull, or, sql } from 'drizzle-orm'
import { articles, authors, topics } from '#db/schema/articles.ts'
import { recordAudit, subjectOf } from '#lib/audit/audit.ts'
import { announceChange } from '#lib/cache/jobs.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import { findOrMakeAuthors, findOrMakeTopics } from './internal/credits.ts'
import { mayEdit, mayOpen, mayManageCredits, type StaffMember, type WrittenArticle } from './policy.ts'
import { isTaken, newSlug } from './slugs.ts'

/** What policy asks of an article; null when there is none of this id. */
async function factsOf(ctx: Context, articleId: string): Promise<WrittenArticle | null> {
  const [row] = await ctx.db
    .select({
      state: articles.state,
      authorPersonIds: sql<string[]>`array(
        select author.person_id from article_authors credited join ${authors} author on author.id = credited.author_id
        where credited.article_id = "articles"."id" and author.person_id is not null)`,
    })
    .from(articles)
    .where(eq(articles.id, articleId))
  return row ?? null
}

const missing = 'That article is no longer here, or not yours to open.'

/** @throws Refusal (not_found) when the article is not there, or not theirs to open */
export async function requireOpen(ctx: Context, staff: StaffMember, articleId: string): Promise<WrittenArticle> {
  const article = await factsOf(ctx, articleId)
  if (article === null || !mayOpen(staff, article)) throw new Refusal('not_found', missing)
  return article
}

/** @throws Refusal: as `requireOpen`; forbidden when it is theirs to read and not to change */
export async function requireEdit(ctx: Context, staff: StaffMember, articleId: string): Promise<void> {
  const article = await requireOpen(ctx, staff, articleId)
  if (!mayEdit(staff, article))
    throw new Refusal('forbidden', 'This article is with the editors now: it can be read here, and not changed by you.')
}

/** Whether an article may have this address, and if another has it or had it, one like it that it may have. */
export async function addressFor(
  ctx: Context,
  articleId: string,
  wanted: string,
): Promise<{ isFree: boolean; suggestion: string }> {
  if (!(await isTaken(ctx, wanted, articleId))) return { isFree: true, suggestion: wanted }
  return { isFree: false, suggestion: await newSlug(ctx, wanted) }
}

export interface FoundCredit {
  id: string
  slug: string
  name: string
}

/** Authors or topics whose names have these letters, those that begin with them first; at most ten. */
export function findCredits(ctx: Context, kind: 'authors' | 'topics', typed: string): Promise<FoundCredit[]> {
  const table = kind === 'authors' ? authors : topics
  const letters = typed.trim().replace(/[\\%_]/g, (letter) => `\\${letter}`)
  return ctx.db
    .select({ id: table.id, slug: table.slug, name: table.name })
    .from(table)
    .where(and(isNull(table.mergedInto), or(ilike(table.name, `%${letters}%`), eq(table.slug, typed.trim()))))
    .orderBy(sql`${table.name} not ilike ${`${letters}%`}`, table.name, table.id)
    .limit(10)
}

/**
 * An author or a topic of this name, made if there is none.
 * @returns with the tags of what changed
 * @throws Refusal (forbidden) for who may not make one
 */
export async function makeCredit(
  ctx: Context,
  staff: StaffMember,
  kind: 'authors' | 'topics',
  name: string,
): Promise<{ credit: FoundCredit; changed: string[] }> {
  if (!mayManageCredits(staff)) throw new Refusal('forbidden', 'Editors make new authors and topics.')
  return inTransaction(ctx, async (tx) => {
    const changed: string[] = []
    const make = kind === 'authors' ? findOrMakeAuthors : findOrMakeTopics
    const [credit] = await make(tx, [{ name }], changed)
    if (credit === undefined) throw new Refusal('invalid', 'Write a name.')
    if (changed.length > 0)
      await recordAudit(tx, {
        actorId: staff.personId,
        action: kind === 'authors' ? 'made an author' : 'made a topic',
        subject: subjectOf(kind === 'authors' ? 'author' : 'topic', credit.id),
        details: { name: credit.name },
      })
    await announceChange(tx, changed)
    return { credit, changed }
  })
}
