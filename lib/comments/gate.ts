import { and, eq, gt, isNull, lte, or } from 'drizzle-orm'
import { articleAuthors, articles, authors } from '#db/schema/articles.ts'
import { sanctions } from '#db/schema/moderation.ts'
import { people } from '#db/schema/people.ts'
import { isVisibleAt, type Access } from '#lib/articles/model.ts'
import type { Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import { benefitsAt } from '#lib/membership/model.ts'
import { ledgerOf } from '#lib/membership/queries.ts'
import type { Person } from '#lib/people/model.ts'
import { commentSettings } from '#lib/settings/queries.ts'
import { emailHash } from './email-hash.ts'
import { isOpenAt, type CommentBadge, type Sanction } from './model.ts'
import { mayWrite, type Commenter, type MayWrite } from './policy.ts'

/** The article a thread stands under, as far as writing goes. */
export interface ThreadArticle {
  id: string
  slug: string
  access: Access
  isOpen: boolean
}

/** Which article: by the address a reader sees, or by its id. */
export type ArticleAsked = { slug: string } | { id: string }

/** @throws Refusal `not_found` when readers cannot see it */
export async function threadArticle(ctx: Context, asked: ArticleAsked): Promise<ThreadArticle> {
  const [settings, [article]] = await Promise.all([
    commentSettings(ctx),
    ctx.db
      .select({
        id: articles.id,
        slug: articles.slug,
        access: articles.access,
        state: articles.state,
        publishedAt: articles.publishedAt,
        commentSetting: articles.comments,
        closeAt: articles.commentsCloseAt,
      })
      .from(articles)
      .where('slug' in asked ? eq(articles.slug, asked.slug) : eq(articles.id, asked.id)),
  ])
  if (!article || !isVisibleAt(article, ctx.now)) throw new Refusal('not_found', 'That article is no longer here.')
  const { id, slug, access } = article
  return { id, slug, access, isOpen: isOpenAt(article, settings, ctx.now) }
}

/** What of a person decides whether they may write, at this moment. */
async function commenterOf(ctx: Context, person: Person): Promise<Commenter & { badge: CommentBadge }> {
  const [ledger, inForce] = await Promise.all([ledgerOf(ctx, person.id), sanctionsInForce(ctx, person)])
  const held = benefitsAt(ledger, ctx.now)
  return {
    roles: person.roles,
    benefits: held.map((one) => one.benefit),
    wasMember: ledger.length > 0,
    sanctions: inForce,
    badge: person.roles.length > 0 ? 'staff' : held.some((one) => one.tier === 'patron') ? 'patron' : 'supporter',
  }
}

/** Measures against a person that have begun and are neither over nor ended; also those from before they left and came back. */
async function sanctionsInForce(ctx: Context, { id, email }: Person): Promise<Sanction[]> {
  return ctx.db
    .select({ id: sanctions.id, kind: sanctions.kind, note: sanctions.note, until: sanctions.until })
    .from(sanctions)
    .where(
      and(
        or(eq(sanctions.personId, id), eq(sanctions.emailHash, emailHash(ctx.config, email))),
        isNull(sanctions.endedAt),
        lte(sanctions.startsAt, ctx.now),
        or(isNull(sanctions.until), gt(sanctions.until, ctx.now)),
      ),
    )
}

/** What a refused writer is told. */
export function refusalFor(verdict: Extract<MayWrite, { allowed: false }>): Refusal {
  switch (verdict.rule) {
    case 'must_sign_in':
      return new Refusal('unauthenticated', 'Sign in to comment.')
    case 'must_support':
      return new Refusal('forbidden', 'Only supporters and patrons, who donate regularly, can comment. Join today.')
    case 'lapsed':
      return new Refusal(
        'forbidden',
        'Your membership has ended, and only supporters and patrons can comment. What you wrote is kept as a draft.',
      )
    case 'may_not_read':
      return new Refusal('forbidden', 'Only those who may read this article can comment on it.')
    case 'thread_is_closed':
      return new Refusal('conflict', 'Comments under this article are closed.')
    case 'banned':
      return new Refusal('forbidden', withNote('A moderator has ended your right to comment here.', verdict.sanction))
    case 'suspended':
      return new Refusal('forbidden', withNote('You are suspended from commenting.', verdict.sanction))
  }
}

function withNote(sentence: string, { note }: Sanction): string {
  return note === '' ? sentence : `${sentence} The moderator writes: ${note}`
}

/**
 * Whether somebody may write under an article now, for showing the form or the reason.
 * @param person null for a visitor
 * @throws Refusal `not_found` when readers cannot see the article
 */
export async function writingVerdict(ctx: Context, person: Person | null, asked: ArticleAsked): Promise<MayWrite> {
  const article = await threadArticle(ctx, asked)
  return mayWrite(person && (await commenterOf(ctx, person)), article)
}

export interface Admitted {
  person: Person
  article: ThreadArticle
  badge: CommentBadge
  /** Whether what they write waits for a moderator, whoever they are and whatever they write. */
  waits: boolean
}

/**
 * The one gate before every write: a comment, an answer, a change, a like. Asked at the moment of writing.
 * @param person null for a visitor
 * @throws Refusal saying why not
 */
export async function admit(ctx: Context, person: Person | null, asked: ArticleAsked): Promise<Admitted> {
  const article = await threadArticle(ctx, asked)
  const commenter = person && (await commenterOf(ctx, person))
  const verdict = mayWrite(commenter, article)
  if (!verdict.allowed) throw refusalFor(verdict)
  if (!person || !commenter) throw refusalFor({ allowed: false, rule: 'must_sign_in' })
  return {
    person,
    article,
    badge: await badgeUnder(ctx, article.id, person, commenter.badge),
    waits: verdict.waitsFor === 'moderator',
  }
}

/**
 * Asked again in the transaction that writes, because judging a text takes its time: a sanction that is being imposed
 * meanwhile is waited for, and so is the deletion of the account; a thread may have been closed, a membership have ended.
 * @throws Refusal when its writer may write no longer
 */
export async function admitAgain(tx: Context, { person, article }: Admitted): Promise<Admitted> {
  const [row] = await tx.db
    .select({ deletedAt: people.deletedAt })
    .from(people)
    .where(eq(people.id, person.id))
    .for('key share')
  if (!row || row.deletedAt !== null) throw refusalFor({ allowed: false, rule: 'must_sign_in' })
  return admit(tx, person, { id: article.id })
}

/** Whoever wrote the article answers as its author, whatever else they are. */
async function badgeUnder(
  ctx: Context,
  articleId: string,
  person: Person,
  otherwise: CommentBadge,
): Promise<CommentBadge> {
  const [author] = await ctx.db
    .select({ id: authors.id })
    .from(articleAuthors)
    .innerJoin(authors, eq(authors.id, articleAuthors.authorId))
    .where(and(eq(articleAuthors.articleId, articleId), eq(authors.personId, person.id)))
    .limit(1)
  return author ? 'author' : otherwise
}
