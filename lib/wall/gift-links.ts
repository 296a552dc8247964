import { and, count, desc, eq, gt, gte, isNull, lt, sql } from 'drizzle-orm'
import { articles } from '#db/schema/articles.ts'
import { giftLinks } from '#db/schema/wall.ts'
import { isVisibleAt, type Access, type ArticleState } from '#lib/articles/model.ts'
import { mayGive, type Reader } from '#lib/articles/policy.ts'
import { after, calendarMonth, day } from '#lib/clock.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import { hashToken, makeToken } from '#lib/secret-token.ts'
import { magazineSettings, wallSettings } from '#lib/settings/queries.ts'

export interface Giving {
  /** A UUID the form made: the same form sent twice is one link. */
  id: string
  slug: string
  giver: Reader & { personId: string }
}

export interface MadeLink {
  /** Stands in the link and nowhere else: it is told this once. */
  token: string
  most: number
  expiresAt: Date
}

/**
 * Makes a link that opens an article to anybody, so often and so long.
 * @throws Refusal `not_found` when there is no such article; `forbidden` for whoever may not read it as a member;
 * `too_many` when the month's links are used up; `conflict` when this form has made its link
 */
export async function giveArticle(ctx: Context, { id, slug, giver }: Giving): Promise<MadeLink> {
  const [wall, { timeZone, locale }] = await Promise.all([wallSettings(ctx), magazineSettings(ctx)])
  return inTransaction(ctx, async (tx) => {
    await tx.db.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`gift links ${giver.personId}`}, 0))`)
    const [article] = await tx.db
      .select({
        id: articles.id,
        access: articles.access,
        state: articles.state,
        publishedAt: articles.publishedAt,
      })
      .from(articles)
      .where(eq(articles.slug, slug))
    if (!article || !isVisibleAt(article, tx.now)) throw new Refusal('not_found', 'That article is no longer here.')
    if (!mayGive(article.access, giver)) throw new Refusal('forbidden', 'You cannot give this article.')
    const { start, next } = calendarMonth(tx.now, timeZone)
    const [made] = await tx.db
      .select({ count: count() })
      .from(giftLinks)
      .where(and(eq(giftLinks.personId, giver.personId), gte(giftLinks.createdAt, start)))
    if ((made?.count ?? 0) >= wall.giftLinksPerMonth) {
      const on = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', timeZone }).format(next)
      throw new Refusal(
        'too_many',
        `You have given as many articles as one can in a month. From ${on} you can give more.`,
      )
    }
    const token = makeToken(18)
    const expiresAt = after(tx.now, wall.giftDays * day)
    const written = await tx.db
      .insert(giftLinks)
      .values({
        id,
        articleId: article.id,
        personId: giver.personId,
        tokenHash: hashToken(token),
        most: wall.giftOpenings,
        createdAt: tx.now,
        expiresAt,
      })
      .onConflictDoNothing()
      .returning({ id: giftLinks.id })
    if (written.length === 0)
      throw new Refusal('conflict', 'That link has been made, and is shown only once. You can make another.')
    return { token, most: wall.giftOpenings, expiresAt }
  })
}

export type GiftState = 'good' | 'used_up' | 'over' | 'withdrawn' | 'article_gone'

export interface GiftLink {
  id: string
  article: { id: string; slug: string; headline: string; access: Access }
  state: GiftState
  /** How many more browsers it opens. */
  left: number
  expiresAt: Date
}

const giftFields = {
  id: giftLinks.id,
  most: giftLinks.most,
  openings: giftLinks.openings,
  expiresAt: giftLinks.expiresAt,
  withdrawnAt: giftLinks.withdrawnAt,
  article: {
    id: articles.id,
    slug: articles.slug,
    headline: articles.headline,
    access: articles.access,
    state: articles.state,
    publishedAt: articles.publishedAt,
  },
}

interface GiftRow {
  id: string
  most: number
  openings: number
  expiresAt: Date
  withdrawnAt: Date | null
  article: GiftLink['article'] & { state: ArticleState; publishedAt: Date | null }
}

function toLink(row: GiftRow, now: Date): GiftLink {
  const { state: standing, publishedAt, ...article } = row.article
  const left = row.most - row.openings
  const state = (): GiftState => {
    if (!isVisibleAt({ state: standing, publishedAt }, now)) return 'article_gone'
    if (row.withdrawnAt !== null) return 'withdrawn'
    if (row.expiresAt <= now) return 'over'
    return left > 0 ? 'good' : 'used_up'
  }
  return { id: row.id, article, state: state(), left, expiresAt: row.expiresAt }
}

/** The link a token stands for; null when it stands for none. */
export async function giftByToken(ctx: Context, token: string): Promise<GiftLink | null> {
  if (!/^[\w-]{24}$/.test(token)) return null
  const [row] = await ctx.db
    .select(giftFields)
    .from(giftLinks)
    .innerJoin(articles, eq(articles.id, giftLinks.articleId))
    .where(eq(giftLinks.tokenHash, hashToken(token)))
  return row ? toLink(row, ctx.now) : null
}

/** Whether what a link once opened in a browser is still open to it: the last opening counts as well as the first. */
export async function isStillGiven(ctx: Context, linkId: string): Promise<boolean> {
  const [row] = await ctx.db
    .select(giftFields)
    .from(giftLinks)
    .innerJoin(articles, eq(articles.id, giftLinks.articleId))
    .where(eq(giftLinks.id, linkId))
  const state = row && toLink(row, ctx.now).state
  return state === 'good' || state === 'used_up'
}

/** Counts one opening of one browser's. However many ask at once, no more are let in than the link allows. @returns whether it opened */
export async function openGift(ctx: Context, linkId: string): Promise<boolean> {
  const opened = await ctx.db
    .update(giftLinks)
    .set({ openings: sql`${giftLinks.openings} + 1` })
    .where(
      and(
        eq(giftLinks.id, linkId),
        lt(giftLinks.openings, giftLinks.most),
        gt(giftLinks.expiresAt, ctx.now),
        isNull(giftLinks.withdrawnAt),
      ),
    )
    .returning({ id: giftLinks.id })
  return opened.length > 0
}

/** The links a member has made, the newest first; at most 50. */
export async function giftsGivenBy(ctx: Context, personId: string): Promise<GiftLink[]> {
  const rows = await ctx.db
    .select(giftFields)
    .from(giftLinks)
    .innerJoin(articles, eq(articles.id, giftLinks.articleId))
    .where(eq(giftLinks.personId, personId))
    .orderBy(desc(giftLinks.createdAt))
    .limit(50)
  return rows.map((row) => toLink(row, ctx.now))
}

/** Ends a link of one's own at once, also for those it has let in. @throws Refusal when it is not one's own */
export async function withdrawGift(ctx: Context, personId: string, linkId: string): Promise<void> {
  const ended = await ctx.db
    .update(giftLinks)
    .set({ withdrawnAt: sql`coalesce(${giftLinks.withdrawnAt}, ${ctx.now.toISOString()}::timestamptz)` })
    .where(and(eq(giftLinks.id, linkId), eq(giftLinks.personId, personId)))
    .returning({ id: giftLinks.id })
  if (ended.length === 0) throw new Refusal('not_found', 'There is no such link.')
}
