import { eq, sql } from 'drizzle-orm'
import { v7 } from 'uuid'
import { articleRevisions } from '#db/schema/articles.ts'
import { claims } from '#db/schema/claims.ts'
import { commentDrafts, commentLikes, commentRevisions, threadFollows } from '#db/schema/comments.ts'
import { checkoutAttempts, donations, giftMemberships } from '#db/schema/donations.ts'
import { sanctions, commentReports } from '#db/schema/moderation.ts'
import { notices } from '#db/schema/notices.ts'
import { people, sessions } from '#db/schema/people.ts'
import { mails } from '#db/schema/platform.ts'
import { recordAudit, subjectOf } from '#lib/audit/audit.ts'
import { giveAddress } from '#lib/books/addresses.ts'
import { takeFiles } from '#lib/cases/files.ts'
import { after, day } from '#lib/clock.ts'
import type { Context } from '#lib/context.ts'
import { earned, given as postal } from '#tests/books/parcels.ts'
import { makeCampaign } from '#tests/books/stock.ts'
import { plantCase } from '#tests/cases/planted-case.ts'
import { write } from '#tests/comments/conversation.ts'
import { offered } from '#tests/licences/enquiries.ts'
import { makeArticle, makeMember, makePerson } from '#tests/support/factories.ts'
import type { Person } from '#lib/people/model.ts'

/** Something of each kind, each with a word of its own. */
export async function plantEverything(ctx: Context, administratorId: string): Promise<{ person: Person }> {
  const campaign = await makeCampaign(ctx)
  const claim = await earned(ctx, campaign, 'For MARK-DEDICATION')
  const { personId } = claim
  const email = `planted-${personId}@example.org`
  await ctx.db.update(people).set({ email, name: 'MARK-NAME', emailVerified: ctx.now }).where(eq(people.id, personId))
  const person = { id: personId, email, name: 'MARK-NAME', roles: [] }
  await giveAddress(ctx, { claimId: claim.id, personId, typed: postal })
  await makeMember(ctx, person, 'patron')
  const article = await makeArticle(ctx)
  const other = await makePerson(ctx, { name: 'Other Reader' })
  await makeMember(ctx, other, 'supporter')
  const foreign = await write(ctx, other, article.slug, { text: 'SOMEBODY-ELSES words' })
  const own = await write(ctx, person, article.slug, { text: 'MARK-COMMENT <script>alert(1)</script>' })
  await ctx.db
    .insert(commentRevisions)
    .values({ commentId: own, revision: 7, text: 'MARK-EARLIER', replacedAt: ctx.now })
  await ctx.db
    .insert(commentDrafts)
    .values({ personId, articleId: article.id, text: 'MARK-DRAFT', savedAt: ctx.now })
    .onConflictDoNothing()
  await ctx.db.insert(commentLikes).values({ commentId: foreign, personId, likedAt: ctx.now })
  await ctx.db
    .insert(threadFollows)
    .values({ articleId: article.id, personId, followedAt: ctx.now })
    .onConflictDoNothing()
  await ctx.db.insert(commentReports).values({
    commentId: foreign,
    revision: 1,
    personId,
    reason: 'abuse',
    explanation: 'MARK-REPORT',
    reportedAt: ctx.now,
  })
  await ctx.db.insert(commentReports).values({
    commentId: own,
    revision: 1,
    personId: other.id,
    reason: 'abuse',
    explanation: 'SOMEBODY-ELSES report',
    reportedAt: ctx.now,
  })
  await ctx.db.insert(sanctions).values({
    personId,
    kind: 'pre_moderation',
    reason: 'MARK-SANCTION',
    startsAt: ctx.now,
    imposedBy: administratorId,
  })
  await ctx.db.insert(notices).values({ personId, kind: 'appeal', text: 'MARK-NOTICE', at: ctx.now, dedupeKey: v7() })
  await ctx.db.insert(donations).values({
    personId,
    frequency: 'once',
    amount: 1234,
    currency: 'GBP',
    stripeRef: 'pi_MARKDONATION',
    paidAt: ctx.now,
  })
  const [attempt] = await ctx.db
    .insert(checkoutAttempts)
    .values({ personId, frequency: 'once', amount: 9900, currency: 'GBP', returnPath: '/mark-attempt' })
    .returning()
  await ctx.db.insert(giftMemberships).values({
    attemptId: attempt?.id ?? '',
    buyerId: personId,
    tier: 'supporter',
    months: 12,
    giverName: 'MARK-GIVER',
    recipientName: 'MARK-RECIPIENT',
    recipientEmail: 'friend@example.org',
    message: 'MARK-GIFT',
    deliverAt: ctx.now,
    createdAt: ctx.now,
    state: 'paid',
    code: 'SECRET-GIFT-CODE',
  })
  await ctx.db.insert(sessions).values({
    sessionToken: 'SECRET-SESSION-HASH',
    userId: personId,
    expires: after(ctx.now, day),
    userAgent: 'MARK-BROWSER',
  })
  await ctx.db.insert(mails).values({
    kind: 'mark-mail-kind',
    recipient: email,
    data: { said: 'NOT-HANDED-OVER' },
    dedupeKey: v7(),
    createdAt: ctx.now,
  })
  const caseId = await plantCase(ctx, { email, name: 'MARK-NAME', message: 'MARK-LETTER', articleId: article.id })
  const [file] = await takeFiles(ctx, [{ name: 'proof.txt', bytes: Buffer.from('MARK-FILE in a letter') }])
  if (!file) throw new Error('no file')
  await ctx.db.execute(sql`insert into case_files (id, case_id, event_id, name, media_type, bytes, hash)
    select ${v7()}, case_id, id, ${file.name}, ${file.mediaType}, ${file.bytes}, ${file.hash}
    from case_events where case_id = ${caseId} and kind = 'received'`)
  await ctx.db.execute(sql`insert into case_events (id, number, case_id, kind, actor, person_id, text, at)
    values (${v7()}, default, ${caseId}, 'note', 'desk', ${administratorId}, 'INTERNAL-NOTE', ${ctx.now.toISOString()})`)
  await offered(ctx, { email, contactName: 'MARK-CONTACT', slug: article.slug })
  await ctx.db
    .insert(articleRevisions)
    .values({ articleId: article.id, number: 1, content: {}, reason: 'MARK-REVISION', personId })
  await recordAudit(ctx, {
    actorId: personId,
    action: 'MARK-AUDIT',
    subject: subjectOf('article', article.id),
    details: {},
  })
  await ctx.db.update(claims).set({ carrier: 'MARK-CARRIER' }).where(eq(claims.id, claim.id))
  return { person }
}
