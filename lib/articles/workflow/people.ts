import { and, asc, eq, inArray, isNull, sql } from 'drizzle-orm'
import { articleAuthors, articles, authors } from '#db/schema/articles.ts'
import { people, personRoles } from '#db/schema/people.ts'
import type { Context } from '#lib/context.ts'
import type { StaffRole } from '#lib/people/model.ts'
import type { ArticleState } from '../model.ts'

/** Somebody at the desk, as the desk calls them. */
export interface Colleague {
  id: string
  name: string
  email: string
}

/** How an article stands, and with whom. */
export interface ArticleAtWork {
  id: string
  slug: string
  headline: string
  state: ArticleState
  publishedAt: Date | null
  plannedFor: string | null
  assignedTo: string | null
  isThrownAway: boolean
  /** The people behind its byline, where they have accounts. */
  authorPersonIds: string[]
}

/** Null when there is none of this id. */
export async function articleAtWork(ctx: Context, articleId: string): Promise<ArticleAtWork | null> {
  const [row] = await ctx.db
    .select({
      id: articles.id,
      slug: articles.slug,
      headline: articles.headline,
      state: articles.state,
      publishedAt: articles.publishedAt,
      plannedFor: articles.plannedFor,
      assignedTo: articles.assignedTo,
      isThrownAway: sql<boolean>`${articles.thrownAwayAt} is not null`,
    })
    .from(articles)
    .where(eq(articles.id, articleId))
  return row === undefined ? null : { ...row, authorPersonIds: (await authorsOf(ctx, articleId)).map(({ id }) => id) }
}

/** The people behind an article's byline, in its order. */
export async function authorsOf(ctx: Context, articleId: string): Promise<Colleague[]> {
  const rows = await ctx.db
    .select({ id: people.id, name: people.name, email: people.email })
    .from(articleAuthors)
    .innerJoin(authors, eq(authors.id, articleAuthors.authorId))
    .innerJoin(people, and(eq(people.id, authors.personId), isNull(people.deletedAt)))
    .where(eq(articleAuthors.articleId, articleId))
    .orderBy(asc(articleAuthors.position))
  return rows.map(named)
}

const editing: StaffRole[] = ['editor', 'managing_editor']

/** Whoever an article may wait for: those who may edit any. */
export async function editorsAtDesk(ctx: Context): Promise<Colleague[]> {
  const rows = await ctx.db
    .selectDistinct({ id: people.id, name: people.name, email: people.email })
    .from(personRoles)
    .innerJoin(people, eq(people.id, personRoles.personId))
    .where(and(inArray(personRoles.role, editing), isNull(people.deletedAt)))
  return rows.map(named).toSorted((one, other) => one.name.localeCompare(other.name))
}

/** People of these ids who still have accounts. */
export async function colleagues(ctx: Context, ids: readonly string[]): Promise<Colleague[]> {
  if (ids.length === 0) return []
  const rows = await ctx.db
    .select({ id: people.id, name: people.name, email: people.email })
    .from(people)
    .where(and(inArray(people.id, [...ids]), isNull(people.deletedAt)))
  return rows.map(named)
}

function named({ id, name, email }: { id: string; name: string | null; email: string }): Colleague {
  return { id, name: name ?? email, email }
}
