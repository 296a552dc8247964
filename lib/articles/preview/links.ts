import { and, desc, eq, gt, isNull } from 'drizzle-orm'
import { v7 } from 'uuid'
import { z } from 'zod'
import { articles } from '#db/schema/articles.ts'
import { previewLinks } from '#db/schema/newsroom.ts'
import { recordAudit, subjectOf } from '#lib/audit/audit.ts'
import { after, day } from '#lib/clock.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import { plainText } from '#lib/plain-text.ts'
import { hashToken, makeToken } from '#lib/secret-token.ts'
import type { StaffMember } from '../policy.ts'
import { mayRemark } from '../remarks/policy.ts'
import { articleAtWork } from '../workflow/people.ts'

/** Days a link is good for when nobody says otherwise. */
const usualDays = 7

export const previewLinkSchema = z.object({
  /** For whom it is, in the desk's words. */
  label: plainText.trim().max(100, 'Write at most 100 characters.').default(''),
  days: z.coerce.number().int().min(1, 'At least one day.').max(60, 'At most 60 days.').default(usualDays),
})

export interface PreviewLink {
  id: string
  label: string
  createdAt: Date
  expiresAt: Date
  state: 'open' | 'expired' | 'revoked'
}

/**
 * Makes a secret address at which anybody who has it sees the article as it is being worked on.
 * @returns the secret part of the address, which is kept nowhere
 * @throws Refusal: not_found; forbidden
 */
export function makePreviewLink(
  ctx: Context,
  articleId: string,
  input: z.input<typeof previewLinkSchema>,
  staff: StaffMember,
): Promise<string> {
  const { label, days } = previewLinkSchema.parse(input)
  const token = makeToken()
  return inTransaction(ctx, async (tx) => {
    await requireRight(tx, articleId, staff)
    const id = v7({ msecs: tx.now.getTime() })
    const expiresAt = after(tx.now, days * day)
    const row = { id, articleId, tokenHash: hashToken(token), label, personId: staff.personId }
    await tx.db.insert(previewLinks).values({ ...row, createdAt: tx.now, expiresAt })
    await recordAudit(tx, {
      actorId: staff.personId,
      action: 'made a preview link',
      subject: subjectOf('article', articleId),
      details: { for: label, until: expiresAt.toISOString() },
    })
    return token
  })
}

/** From now on the address leads nowhere. @throws Refusal: not_found; forbidden */
export function revokePreviewLink(ctx: Context, linkId: string, staff: StaffMember): Promise<void> {
  return inTransaction(ctx, async (tx) => {
    const [link] = await tx.db.select().from(previewLinks).where(eq(previewLinks.id, linkId)).for('update')
    if (link === undefined) throw new Refusal('not_found', 'That link is no longer here.')
    await requireRight(tx, link.articleId, staff)
    if (link.revokedAt !== null) return
    await tx.db.update(previewLinks).set({ revokedAt: tx.now }).where(eq(previewLinks.id, linkId))
    await recordAudit(tx, {
      actorId: staff.personId,
      action: 'revoked a preview link',
      subject: subjectOf('article', link.articleId),
      details: { for: link.label },
    })
  })
}

/** The latest first; at most 50. */
export async function previewLinksOf(ctx: Context, articleId: string): Promise<PreviewLink[]> {
  const rows = await ctx.db
    .select()
    .from(previewLinks)
    .where(eq(previewLinks.articleId, articleId))
    .orderBy(desc(previewLinks.createdAt), desc(previewLinks.id))
    .limit(50)
  return rows.map(({ id, label, createdAt, expiresAt, revokedAt }) => ({
    id,
    label,
    createdAt,
    expiresAt,
    state: revokedAt !== null ? 'revoked' : expiresAt <= ctx.now ? 'expired' : 'open',
  }))
}

/** The one article that a secret address shows now; null when it shows none, or none any more. */
export async function articleAtPreview(ctx: Context, token: string): Promise<string | null> {
  if (!/^[\w-]{43}$/.test(token)) return null
  const [link] = await ctx.db
    .select({ articleId: previewLinks.articleId })
    .from(previewLinks)
    .innerJoin(articles, and(eq(articles.id, previewLinks.articleId), isNull(articles.thrownAwayAt)))
    .where(
      and(
        eq(previewLinks.tokenHash, hashToken(token)),
        isNull(previewLinks.revokedAt),
        gt(previewLinks.expiresAt, ctx.now),
      ),
    )
  return link?.articleId ?? null
}

async function requireRight(ctx: Context, articleId: string, staff: StaffMember): Promise<void> {
  const article = await articleAtWork(ctx, articleId)
  if (article === null) throw new Refusal('not_found', 'That article is no longer here.')
  if (!mayRemark(staff, article)) throw new Refusal('forbidden', 'Its authors and the editors show an article around.')
}
