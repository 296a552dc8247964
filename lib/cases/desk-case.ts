import { and, asc, desc, eq, inArray, isNull, ne, sql, type SQL } from 'drizzle-orm'
import { z } from 'zod'
import { articleAuthors, articles, authors } from '#db/schema/articles.ts'
import { caseEvents, caseFiles, cases, type SubmittedFile } from '#db/schema/cases.ts'
import { people, personRoles } from '#db/schema/people.ts'
import type { Context } from '#lib/context.ts'
import {
  caseEventKinds,
  caseReference,
  type CaseActor,
  type CaseEventKind,
  type CaseKind,
  type CaseState,
  type Finding,
  type Severity,
} from './model.ts'

/** A case as the desk works on it. */
export interface CaseAtDesk {
  id: string
  reference: string
  kind: CaseKind
  state: CaseState
  severity: Severity | null
  finding: Finding | null
  /** Who wrote. */
  name: string
  email: string
  message: string
  /** What this kind asks for besides, by the fields' names. */
  details: Record<string, string>
  receivedAt: Date
  dueAt: Date
  acknowledgedAt: Date | null
  /** When the reader's data was removed, long after it was closed. */
  forgottenAt: Date | null
  /** Something came that nobody at the desk has opened since. */
  isUnread: boolean
  article: { id: string; slug: string; headline: string } | null
  ownerId: string | null
  /** The case that goes on in this one's place. */
  mergedInto: OtherCase | null
  /** Those that go on in this one, whatever they were merged into first. */
  merged: OtherCase[]
  /** All that was written and done about it and about those that go on here, in order. */
  record: CaseEntry[]
  /** The number of its latest event: what a form must name, so that two who work at once do not undo each other. */
  version: number
}

export interface OtherCase {
  id: string
  reference: string
  /** Whose it is. */
  name: string
  email: string
  /** Of its record, as `CaseAtDesk.version`. */
  version: number
}

export interface CaseEntry {
  id: string
  caseId: string
  kind: CaseEventKind
  actor: CaseActor
  /** Of the staff or the author; null for the reader and for what happens by itself. */
  by: string | null
  text: string
  details: Record<string, string>
  at: Date
  files: (SubmittedFile & { id: string; caseId: string })[]
}

/** One case with its whole record; null when there is none of this id. */
export async function caseAtDesk(ctx: Context, id: string): Promise<CaseAtDesk | null> {
  const [row] = await ctx.db.select().from(cases).where(eq(cases.id, id))
  if (row === undefined) return null
  const mergedIds = await idsMergedInto(ctx, id)
  const others = row.mergedInto === null ? mergedIds : [...mergedIds, row.mergedInto]
  const [articleRow, otherRows, record] = await Promise.all([
    row.articleId === null
      ? undefined
      : ctx.db
          .select({ id: articles.id, slug: articles.slug, headline: articles.headline })
          .from(articles)
          .where(eq(articles.id, row.articleId)),
    others.length === 0 ? [] : ctx.db.select().from(cases).where(inArray(cases.id, others)),
    recordOf(ctx, [id, ...mergedIds]),
  ])
  const versionOf = (caseId: string) =>
    Math.max(0, ...record.filter((entry) => entry.caseId === caseId).map(({ number: place }) => place))
  const known = new Map(otherRows.map((other) => [other.id, { ...inShort(other), version: versionOf(other.id) }]))
  const { number, articleId: _, submissionId: __, search: ___, mergedInto, ...fields } = row
  return {
    ...fields,
    reference: caseReference(number, row.receivedAt),
    isUnread: row.unreadSince !== null,
    article: articleRow?.[0] ?? null,
    mergedInto: mergedInto === null ? null : (known.get(mergedInto) ?? null),
    merged: mergedIds.flatMap((other) => known.get(other) ?? []),
    record: record.map(({ number: _number, ...entry }) => entry),
    version: versionOf(id),
  }
}

function inShort({ id, number, receivedAt, name, email }: typeof cases.$inferSelect) {
  return { id, reference: caseReference(number, receivedAt), name, email }
}

const idsSchema = z.array(z.object({ id: z.uuid() }))

/** The cases that go on in this one: one that was merged may itself have had others merged into it. */
export async function idsMergedInto(ctx: Context, id: string): Promise<string[]> {
  const rows = await ctx.db.execute(sql`
    with recursive merged as (
      select id from cases where merged_into = ${id}
      union select further.id from cases further join merged on further.merged_into = merged.id
    ) select id from merged order by id`)
  return idsSchema.parse([...rows]).map((row) => row.id)
}

async function recordOf(ctx: Context, ids: string[]): Promise<(CaseEntry & { number: number })[]> {
  const [events, files] = await Promise.all([
    ctx.db
      .select({
        id: caseEvents.id,
        number: caseEvents.number,
        caseId: caseEvents.caseId,
        kind: caseEvents.kind,
        actor: caseEvents.actor,
        name: people.name,
        email: people.email,
        text: caseEvents.text,
        details: caseEvents.details,
        at: caseEvents.at,
      })
      .from(caseEvents)
      .leftJoin(people, eq(people.id, caseEvents.personId))
      .where(inArray(caseEvents.caseId, ids))
      .orderBy(asc(caseEvents.number)),
    ctx.db.select().from(caseFiles).where(inArray(caseFiles.caseId, ids)).orderBy(asc(caseFiles.id)),
  ])
  const kind = z.enum(caseEventKinds)
  return events.map(({ name, email, ...event }) => ({
    ...event,
    kind: kind.parse(event.kind),
    by: name ?? email,
    files: files.filter(({ eventId }) => eventId === event.id),
  }))
}

export interface RelatedCase {
  id: string
  reference: string
  name: string
  kind: CaseKind
  state: CaseState
  message: string
  receivedAt: Date
  /** Whether the same address wrote it. */
  isBySame: boolean
}

/** Other cases about the same article, or from the same address, the latest first; at most ten of each. */
export async function relatedCases(
  ctx: Context,
  one: { id: string; email: string; article: { id: string } | null },
): Promise<RelatedCase[]> {
  const latest = (where: SQL) =>
    ctx.db
      .select({
        id: cases.id,
        number: cases.number,
        name: cases.name,
        email: cases.email,
        kind: cases.kind,
        state: cases.state,
        message: cases.message,
        receivedAt: cases.receivedAt,
      })
      .from(cases)
      .where(and(where, ne(cases.id, one.id)))
      .orderBy(desc(cases.receivedAt))
      .limit(10)
  const [ofArticle, ofReader] = await Promise.all([
    one.article === null ? [] : latest(eq(cases.articleId, one.article.id)),
    latest(eq(cases.email, one.email)),
  ])
  const found = new Map([...ofArticle, ...ofReader].map((row) => [row.id, row]))
  return [...found.values()]
    .toSorted((a, b) => b.receivedAt.getTime() - a.receivedAt.getTime())
    .map(({ number, email, ...row }) => ({
      ...row,
      reference: caseReference(number, row.receivedAt),
      isBySame: email === one.email,
    }))
}

/** The desk has seen what came, up to now. */
export async function markCaseRead(ctx: Context, ids: string[]): Promise<void> {
  await ctx.db
    .update(cases)
    .set({ unreadSince: null })
    .where(and(inArray(cases.id, ids), sql`${cases.unreadSince} <= ${sql.param(ctx.now, cases.unreadSince)}`))
}

/** Who may own a case, by name: those whose work it is (lib/cases/policy.ts). */
export async function caseWorkers(ctx: Context): Promise<{ id: string; name: string }[]> {
  const rows = await ctx.db
    .selectDistinct({ id: people.id, name: people.name, email: people.email })
    .from(personRoles)
    .innerJoin(people, eq(people.id, personRoles.personId))
    .where(and(inArray(personRoles.role, ['managing_editor', 'administrator']), isNull(people.deletedAt)))
    .orderBy(asc(people.name))
  return rows.map(({ id, name, email }) => ({ id, name: name ?? email }))
}

export interface ArticleAuthor {
  id: string
  name: string
  /** Of the author's account; null where there is none. */
  email: string | null
}

/** Who wrote an article, in the byline's order. */
export async function authorsOf(ctx: Context, articleId: string): Promise<ArticleAuthor[]> {
  return ctx.db
    .select({ id: authors.id, name: authors.name, email: people.email })
    .from(articleAuthors)
    .innerJoin(authors, eq(authors.id, articleAuthors.authorId))
    .leftJoin(people, and(eq(people.id, authors.personId), isNull(people.deletedAt)))
    .where(eq(articleAuthors.articleId, articleId))
    .orderBy(asc(articleAuthors.position))
}
