import { and, asc, eq, isNotNull, isNull, notInArray, sql } from 'drizzle-orm'
import { articles, authors } from '#db/schema/articles.ts'
import { recordAudit, subjectOf } from '#lib/audit/audit.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import { wallSettings } from '#lib/settings/queries.ts'
import { writeArticle } from './internal/write.ts'

/**
 * Begins an article: an empty draft, credited to whoever begins it where an author is theirs. Begun twice under one id it
 * is one article.
 * @param id made up by the page that asks
 */
export function beginArticle(ctx: Context, { id, personId }: { id: string; personId: string }): Promise<void> {
  return inTransaction(ctx, async (tx) => {
    const address = `untitled-${id.slice(-12)}`
    await tx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`begin ${id}`}, 0))`)
    const [there] = await tx.db.select({ id: articles.id }).from(articles).where(eq(articles.id, id))
    if (there !== undefined) return
    const own = await tx.db
      .select({ id: authors.id, slug: authors.slug, name: authors.name })
      .from(authors)
      .where(eq(authors.personId, personId))
      .orderBy(asc(authors.createdAt), asc(authors.id))
      .limit(1)
    await writeArticle(tx, {
      articleId: null,
      newId: id,
      before: null,
      after: {
        slug: address,
        headline: '',
        shortHeadline: '',
        socialHeadline: '',
        searchHeadline: '',
        standfirst: '',
        body: { type: 'doc', content: [] },
        access: (await wallSettings(tx)).defaultAccess,
        previewBlocks: 3,
        comments: 'open',
        state: 'draft',
        publishedAt: null,
        pictureId: null,
        pictureAlt: '',
        pictureCaption: '',
        pictureCredit: '',
        authors: own,
        topics: [],
        related: [],
      },
      updatedAt: tx.now,
      origin: null,
      reason: 'Begun',
      personId,
      changed: [],
    })
    await recordAudit(tx, {
      actorId: personId,
      action: 'began an article',
      subject: subjectOf('article', id),
      details: {},
    })
  })
}

/** Throws away what readers never saw. Its history stays, and it can be taken back. @throws Refusal when readers saw it */
export function throwAway(ctx: Context, articleId: string, personId: string): Promise<void> {
  return inTransaction(ctx, async (tx) => {
    const [row] = await tx.db
      .update(articles)
      .set({ thrownAwayAt: tx.now })
      .where(
        and(
          eq(articles.id, articleId),
          isNull(articles.thrownAwayAt),
          // What has a date of publication may have been read: it is taken down, and never thrown away.
          isNull(articles.publishedAt),
          notInArray(articles.state, ['scheduled', 'published', 'unpublished']),
        ),
      )
      .returning({ id: articles.id })
    if (row === undefined)
      throw new Refusal('conflict', 'Only what was never published is thrown away. Nothing was changed.')
    await recordAudit(tx, {
      actorId: personId,
      action: 'threw an article away',
      subject: subjectOf('article', articleId),
      details: {},
    })
  })
}

/** Takes back what was thrown away; what was not is as it should be. */
export function takeBack(ctx: Context, articleId: string, personId: string): Promise<void> {
  return inTransaction(ctx, async (tx) => {
    const [row] = await tx.db
      .update(articles)
      .set({ thrownAwayAt: null })
      .where(and(eq(articles.id, articleId), isNotNull(articles.thrownAwayAt)))
      .returning({ id: articles.id })
    if (row === undefined) return
    await recordAudit(tx, {
      actorId: personId,
      action: 'took an article back that was thrown away',
      subject: subjectOf('article', articleId),
      details: {},
    })
  })
}
