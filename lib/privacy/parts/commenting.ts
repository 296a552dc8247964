import { asc, eq, or } from 'drizzle-orm'
import { articles } from '#db/schema/articles.ts'
import {
  commentDrafts,
  commentLikes,
  commentRevisions,
  comments,
  mutedPeople,
  threadFollows,
  threadVisits,
} from '#db/schema/comments.ts'
import { appeals, commentReports, moderationLog, sanctions } from '#db/schema/moderation.ts'
import { notices } from '#db/schema/notices.ts'
import { people } from '#db/schema/people.ts'
import { commentUrl } from '#lib/comments/addresses.ts'
import { emailHash } from '#lib/comments/email-hash.ts'
import { articleUrl, ofPerson, type Part } from './part.ts'

const written: Part = {
  key: 'comments',
  title: 'Comments',
  about:
    'Everything you wrote under articles, also what was not shown or has been removed, and what it said before you changed it.',
  async read(ctx, subject) {
    const rows = await ctx.db
      .select({ one: comments, slug: articles.slug, headline: articles.headline })
      .from(comments)
      .innerJoin(articles, eq(articles.id, comments.articleId))
      .where(
        or(
          ofPerson(comments.personId, subject),
          // From a magazine that moved in here: known by the address, until its writer signs in.
          eq(comments.importedEmailHash, emailHash(ctx.config, subject.email)),
        ),
      )
      .orderBy(asc(comments.createdAt), asc(comments.id))
    const earlier = await ctx.db
      .select({ commentId: commentRevisions.commentId, text: commentRevisions.text })
      .from(commentRevisions)
      .innerJoin(comments, eq(comments.id, commentRevisions.commentId))
      .where(ofPerson(comments.personId, subject))
      .orderBy(asc(commentRevisions.revision))
    const textsBefore = Map.groupBy(earlier, ({ commentId }) => commentId)
    return rows.map(({ one, slug, headline }) => ({
      article: headline,
      posted: one.createdAt,
      text: one.text,
      state: one.state,
      badge: one.badge,
      likes: one.likes,
      changed: one.editedAt,
      earlierTexts: (textsBefore.get(one.id) ?? []).map(({ text }) => text),
      pickedOut: one.pickedAt,
      signedWith: one.importedName,
      answers: one.parentId === null ? null : commentUrl(ctx, slug, one.parentId),
      url: commentUrl(ctx, slug, one.id),
    }))
  },
}

const drafts: Part = {
  key: 'drafts',
  title: 'Drafts of comments',
  about: 'What you began to write and did not post. Drafts are forgotten after a year.',
  async read(ctx, subject) {
    const rows = await ctx.db
      .select({
        text: commentDrafts.text,
        saved: commentDrafts.savedAt,
        slug: articles.slug,
        headline: articles.headline,
      })
      .from(commentDrafts)
      .innerJoin(articles, eq(articles.id, commentDrafts.articleId))
      .where(ofPerson(commentDrafts.personId, subject))
      .orderBy(asc(commentDrafts.savedAt))
    return rows.map(({ text, saved, slug, headline }) => ({
      article: headline,
      text,
      saved,
      url: articleUrl(ctx, slug),
    }))
  },
}

const likes: Part = {
  key: 'likes',
  title: 'Comments you like',
  about: 'Nobody else sees which these are.',
  isTable: true,
  async read(ctx, subject) {
    const rows = await ctx.db
      .select({ at: commentLikes.likedAt, id: comments.id, slug: articles.slug, headline: articles.headline })
      .from(commentLikes)
      .innerJoin(comments, eq(comments.id, commentLikes.commentId))
      .innerJoin(articles, eq(articles.id, comments.articleId))
      .where(ofPerson(commentLikes.personId, subject))
      .orderBy(asc(commentLikes.likedAt))
    return rows.map(({ at, id, slug, headline }) => ({ at, article: headline, url: commentUrl(ctx, slug, id) }))
  },
}

const follows: Part = {
  key: 'follows',
  title: 'What you follow, read and mute',
  about: 'Threads you follow, when you last read which, and whose comments you would rather not read.',
  isTable: true,
  async read(ctx, subject) {
    const followed = await ctx.db
      .select({ at: threadFollows.followedAt, slug: articles.slug, headline: articles.headline })
      .from(threadFollows)
      .innerJoin(articles, eq(articles.id, threadFollows.articleId))
      .where(ofPerson(threadFollows.personId, subject))
      .orderBy(asc(threadFollows.followedAt))
    const visited = await ctx.db
      .select({ at: threadVisits.visitedAt, slug: articles.slug, headline: articles.headline })
      .from(threadVisits)
      .innerJoin(articles, eq(articles.id, threadVisits.articleId))
      .where(ofPerson(threadVisits.personId, subject))
      .orderBy(asc(threadVisits.visitedAt))
    const muted = await ctx.db
      .select({ at: mutedPeople.mutedAt, name: people.name })
      .from(mutedPeople)
      .innerJoin(people, eq(people.id, mutedPeople.mutedId))
      .where(ofPerson(mutedPeople.personId, subject))
      .orderBy(asc(mutedPeople.mutedAt))
    const thread = (what: string) => (row: { at: Date; slug: string; headline: string }) => ({
      what,
      at: row.at,
      of: row.headline,
      url: articleUrl(ctx, row.slug),
    })
    return [
      ...followed.map(thread('You follow the thread')),
      ...visited.map(thread('You read the thread')),
      // Under the name that their comments show, too.
      ...muted.map(({ at, name }) => ({ what: 'You mute', at, of: name ?? 'A reader', url: null })),
    ]
  },
}

const told: Part = {
  key: 'notices',
  title: 'Notices',
  about: 'What you were told of conversations you take part in.',
  isTable: true,
  async read(ctx, subject) {
    const rows = await ctx.db.select().from(notices).where(ofPerson(notices.personId, subject)).orderBy(asc(notices.at))
    return rows.map(({ kind, text, at, seenAt, mailedAt }) => ({
      at,
      about: kind,
      text: text === '' ? null : text,
      seen: seenAt,
      inAMail: mailedAt,
    }))
  },
}

const reports: Part = {
  key: 'reports',
  title: 'Comments you reported',
  about: 'What you had against comments of others, and what was decided.',
  async read(ctx, subject) {
    const rows = await ctx.db
      .select({ report: commentReports, slug: articles.slug, headline: articles.headline })
      .from(commentReports)
      .innerJoin(comments, eq(comments.id, commentReports.commentId))
      .innerJoin(articles, eq(articles.id, comments.articleId))
      .where(ofPerson(commentReports.personId, subject))
      .orderBy(asc(commentReports.reportedAt))
    return rows.map(({ report, slug, headline }) => ({
      article: headline,
      at: report.reportedAt,
      reason: report.reason.replaceAll('_', ' '),
      explanation: report.explanation === '' ? null : report.explanation,
      decided: report.decidedAt,
      outcome: report.outcome,
      url: commentUrl(ctx, slug, report.commentId),
    }))
  },
}

/*
 * Who reported or decided, and what others said, is theirs: GDPR Art. 15(4). What was decided about somebody, and why, is
 * about that person: https://ico.org.uk/for-organisations/uk-gdpr-guidance-and-resources/individual-rights/right-of-access/
 */
const measures: Part = {
  key: 'moderation',
  title: 'Decisions about your comments',
  about:
    'Measures of moderators, why they were taken and what you were told; what was done about your comments; your appeals. Who decided, and who reported something, is not told.',
  async read(ctx, subject) {
    const taken = await ctx.db
      .select()
      .from(sanctions)
      .where(ofPerson(sanctions.personId, subject))
      .orderBy(asc(sanctions.startsAt))
    const done = await ctx.db
      .select({ at: moderationLog.at, action: moderationLog.action, reason: moderationLog.reason })
      .from(moderationLog)
      .where(ofPerson(moderationLog.personId, subject))
      .orderBy(asc(moderationLog.at))
    const asked = await ctx.db
      .select()
      .from(appeals)
      .where(ofPerson(appeals.personId, subject))
      .orderBy(asc(appeals.at))
    return [
      ...taken.map((one) => ({
        what: `Measure: ${one.kind.replaceAll('_', ' ')}`,
        from: one.startsAt,
        until: one.until,
        ended: one.endedAt,
        reason: one.reason,
        youWereTold: one.note === '' ? null : one.note,
      })),
      ...done.map(({ at, action, reason }) => ({
        what: `Decision: ${action}`,
        at,
        reason: reason === '' ? null : reason,
      })),
      ...asked.map((one) => ({
        what: 'Your appeal',
        at: one.at,
        text: one.text,
        decided: one.decidedAt,
        outcome: one.outcome,
        youWereTold: one.note === '' ? null : one.note,
      })),
    ]
  },
}

export const commentingParts: Part[] = [written, drafts, likes, follows, told, reports, measures]
