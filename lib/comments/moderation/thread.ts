import { eq } from 'drizzle-orm'
import { articles } from '#db/schema/articles.ts'
import { recordAudit, subjectOf } from '#lib/audit/audit.ts'
import { announceChange } from '#lib/cache/jobs.ts'
import { tags } from '#lib/cache/tags.ts'
import { after, day } from '#lib/clock.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import type { Person } from '#lib/people/model.ts'
import { commentSettings } from '#lib/settings/queries.ts'
import { isOpenAt } from '../model.ts'
import { record } from './internal/log.ts'
import { maySetThread } from './policy.ts'

/** How the conversation under one article goes. */
export interface ThreadRules {
  comments: 'open' | 'closed'
  /** When it closes by itself; null leaves it to the magazine's setting. */
  closeAt: Date | null
  /** Null leaves it to the topics and the magazine's setting. */
  moderation: 'pre' | 'post' | null
}

export type ThreadChange =
  | { to: 'closed' | 'open' }
  /** Closed by itself so many days from now. */
  | { to: 'days'; days: number }
  | { to: 'moderation'; moderation: ThreadRules['moderation'] }

export interface ThreadChanged {
  logId: string
  /** Tags of what shows it. */
  changed: string[]
}

export async function threadRules(ctx: Context, articleId: string): Promise<ThreadRules | null> {
  const [row] = await ctx.db.select(columns).from(articles).where(eq(articles.id, articleId))
  return row ?? null
}

const gone = 'That article is no longer here.'

const columns = { comments: articles.comments, closeAt: articles.commentsCloseAt, moderation: articles.moderation }

/** Closes a thread now or in some days, opens it again, or says whether its comments wait for a moderator. */
export async function changeThread(
  ctx: Context,
  actor: Person,
  articleId: string,
  change: ThreadChange,
): Promise<ThreadChanged> {
  requireRight(actor)
  return inTransaction(ctx, async (tx) => {
    const [from] = await tx.db
      .select({ ...columns, publishedAt: articles.publishedAt })
      .from(articles)
      .where(eq(articles.id, articleId))
      .for('no key update')
    if (!from) throw new Refusal('not_found', gone)
    const to = await changedRules(tx, from, change)
    const changed = await writeRules(tx, articleId, to)
    const action =
      change.to === 'moderation'
        ? 'changed how the thread is moderated'
        : change.to === 'open'
          ? 'reopened the thread'
          : 'closed the thread'
    const reason = reasonOf(change)
    const deed = { thread: { from: asJson(from), to: asJson(to) } }
    const logId = await record(tx, { action, actorId: actor.id, articleId, reason, deed })
    await recordAudit(tx, {
      actorId: actor.id,
      action,
      subject: subjectOf('article', articleId),
      details: reason === '' ? {} : { how: reason },
    })
    return { logId, changed }
  })
}

/**
 * Saves what the form beside an article says of its thread, all of it or nothing.
 * @param asked.moderation where it is so already, nothing is noted
 * @param asked.thread null leaves open or closed as it is
 * @returns tags of what shows it
 * @throws Refusal (forbidden; not_found)
 */
export async function saveThread(
  ctx: Context,
  actor: Person,
  articleId: string,
  asked: { moderation: ThreadRules['moderation']; thread: Exclude<ThreadChange, { to: 'moderation' }> | null },
): Promise<string[]> {
  requireRight(actor)
  return inTransaction(ctx, async (tx) => {
    const [rules] = await tx.db.select(columns).from(articles).where(eq(articles.id, articleId)).for('no key update')
    if (!rules) throw new Refusal('not_found', gone)
    const changes: ThreadChange[] = [
      ...(rules.moderation === asked.moderation ? [] : [{ to: 'moderation' as const, moderation: asked.moderation }]),
      ...(asked.thread === null ? [] : [asked.thread]),
    ]
    const changed = new Set<string>()
    for (const change of changes)
      for (const tag of (await changeThread(tx, actor, articleId, change)).changed) changed.add(tag)
    return [...changed]
  })
}

function requireRight(actor: Person): void {
  if (!maySetThread(actor)) throw new Refusal('forbidden', 'Only editors and moderators close threads.')
}

async function changedRules(
  tx: Context,
  { publishedAt, ...from }: ThreadRules & { publishedAt: Date | null },
  change: ThreadChange,
): Promise<ThreadRules> {
  switch (change.to) {
    case 'closed':
      return { ...from, comments: 'closed' }
    case 'days':
      return { ...from, comments: 'open', closeAt: after(tx.now, change.days * day) }
    case 'moderation':
      return { ...from, moderation: change.moderation }
    case 'open': {
      const settings = await commentSettings(tx)
      const isOpen = isOpenAt({ commentSetting: 'open', closeAt: null, publishedAt }, settings, tx.now)
      // Where the magazine's own time for threads is over, an opened one gets as long again.
      const closeAt = isOpen ? null : after(tx.now, (settings.closeAfterDays ?? 0) * day)
      return { ...from, comments: 'open', closeAt }
    }
  }
}

function reasonOf(change: ThreadChange): string {
  if (change.to === 'days') return `in ${change.days} ${change.days === 1 ? 'day' : 'days'}`
  if (change.to !== 'moderation') return ''
  if (change.moderation === null) return 'as the topics and the settings say'
  return change.moderation === 'pre' ? 'comments wait for a moderator' : 'comments appear at once'
}

function asJson({ comments, closeAt, moderation }: ThreadRules) {
  return { comments, closeAt: closeAt?.toISOString() ?? null, moderation }
}

async function writeRules(tx: Context, articleId: string, rules: ThreadRules): Promise<string[]> {
  const [row] = await tx.db
    .update(articles)
    .set({ comments: rules.comments, commentsCloseAt: rules.closeAt, moderation: rules.moderation })
    .where(eq(articles.id, articleId))
    .returning({ slug: articles.slug })
  const changed = [tags.article(articleId), tags.articleSlug(row?.slug ?? ''), tags.comments(articleId)]
  await announceChange(tx, changed)
  return changed
}

/** Puts a thread back as it was, unless it was changed since. */
export async function restoreThread(
  tx: Context,
  articleId: string,
  { from, to }: { from: ThreadRules; to: ThreadRules },
): Promise<void> {
  const [now] = await tx.db.select(columns).from(articles).where(eq(articles.id, articleId)).for('no key update')
  if (JSON.stringify(now && asJson(now)) !== JSON.stringify(asJson(to)))
    throw new Refusal('conflict', 'The thread was changed again since.')
  await writeRules(tx, articleId, from)
}
