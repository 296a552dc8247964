import { sql } from 'drizzle-orm'
import { check, index, integer, jsonb, pgTable, text, unique, uuid, type AnyPgColumn } from 'drizzle-orm/pg-core'
import { articles } from './articles.ts'
import { id, instant } from './columns.ts'
import { comments } from './comments.ts'
import { people } from './people.ts'

export const sanctionKinds = ['pre_moderation', 'suspension', 'ban'] as const
export const reportReasons = ['abuse', 'spam', 'off_topic', 'false', 'private', 'legal', 'other'] as const
export const findingVerdicts = ['hold', 'reject'] as const

/** What an automatic phase had against one text of a comment. A phase that failed is a finding, too. */
export const commentFindings = pgTable(
  'comment_findings',
  {
    id: id(),
    commentId: uuid()
      .notNull()
      .references(() => comments.id, { onDelete: 'cascade' }),
    revision: integer().notNull(),
    /** Which phase: its name in lib/comments/moderation/phases. */
    phase: text().notNull(),
    verdict: text({ enum: findingVerdicts }).notNull(),
    /** In plain English, for the moderator. */
    reason: text().notNull(),
    foundAt: instant().notNull(),
  },
  (t) => [
    index('comment_findings_of_comment').on(t.commentId, t.revision),
    check('comment_findings_verdict_is_known', sql`${t.verdict} in ('hold','reject')`),
  ],
)

export const commentReports = pgTable(
  'comment_reports',
  {
    id: id(),
    commentId: uuid()
      .notNull()
      .references(() => comments.id, { onDelete: 'cascade' }),
    revision: integer().notNull(),
    personId: uuid()
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    reason: text({ enum: reportReasons }).notNull(),
    explanation: text().notNull().default(''),
    reportedAt: instant().notNull(),
    /** When a moderator decided; null while it waits. */
    decidedAt: instant(),
    outcome: text({ enum: ['upheld', 'declined'] }),
  },
  (t) => [
    unique('comment_reports_one_each').on(t.commentId, t.revision, t.personId),
    index('comment_reports_open')
      .on(t.reportedAt, t.id)
      .where(sql`decided_at is null`),
    index('comment_reports_open_of_comment')
      .on(t.commentId, t.reportedAt, t.id)
      .where(sql`decided_at is null`),
    index('comment_reports_of_person').on(t.personId, t.reportedAt.desc().nullsFirst()),
    check(
      'comment_reports_reason_is_known',
      sql`${t.reason} in ('abuse','spam','off_topic','false','private','legal','other')`,
    ),
    check('comment_reports_decided_one_way', sql`(${t.decidedAt} is null) = (${t.outcome} is null)`),
    check('comment_reports_legal_says_why', sql`${t.reason} <> 'legal' or length(${t.explanation}) >= 20`),
  ],
)

/** A moderator's measure against a commenter. */
export const sanctions = pgTable(
  'sanctions',
  {
    id: id(),
    personId: uuid()
      .notNull()
      .references(() => people.id, { onDelete: 'restrict' }),
    kind: text({ enum: sanctionKinds }).notNull(),
    /** The comment it was imposed for; null when it was for more than one. */
    commentId: uuid().references(() => comments.id, { onDelete: 'restrict' }),
    /** For moderators. */
    reason: text().notNull(),
    /** What the person is told. */
    note: text().notNull().default(''),
    startsAt: instant().notNull(),
    /** Null: until a moderator ends it. */
    until: instant(),
    imposedBy: uuid()
      .notNull()
      .references(() => people.id, { onDelete: 'restrict' }),
    endedAt: instant(),
    endedBy: uuid().references(() => people.id, { onDelete: 'restrict' }),
    /** Of somebody who has left: by it the measure holds if they come back with the same address. Never the address itself. */
    emailHash: text(),
  },
  (t) => [
    index('sanctions_of_address')
      .on(t.emailHash)
      .where(sql`email_hash is not null`),
    index('sanctions_of_person').on(t.personId, t.startsAt.desc().nullsFirst()),
    check('sanctions_kind_is_known', sql`${t.kind} in ('pre_moderation','suspension','ban')`),
    check('sanctions_suspension_ends', sql`${t.kind} <> 'suspension' or ${t.until} is not null`),
  ],
)

/** Append-only: what was done about a comment or a commenter, by whom, and why. */
export const moderationLog = pgTable(
  'moderation_log',
  {
    id: id(),
    commentId: uuid().references(() => comments.id, { onDelete: 'restrict' }),
    /** Whom it concerns: the commenter. */
    personId: uuid().references(() => people.id, { onDelete: 'restrict' }),
    /** The article whose thread was closed or opened. */
    articleId: uuid().references(() => articles.id, { onDelete: 'restrict' }),
    /** The text of the comment that was decided on. */
    revision: integer(),
    /** What this undoes: each thing once. */
    undoes: uuid()
      .unique('moderation_log_undone_once')
      .references((): AnyPgColumn => moderationLog.id, { onDelete: 'restrict' }),
    /** Null: the automatic phases did it. */
    actorId: uuid().references(() => people.id, { onDelete: 'restrict' }),
    /** In plain English, past tense: held, published, rejected, suspended. */
    action: text().notNull(),
    reason: text().notNull().default(''),
    details: jsonb().notNull().default({}),
    at: instant().notNull(),
  },
  (t) => [
    index('moderation_log_newest').on(t.at.desc().nullsFirst(), t.id.desc().nullsFirst()),
    index('moderation_log_of_comment').on(t.commentId, t.at.desc().nullsFirst()),
    index('moderation_log_of_person').on(t.personId, t.at.desc().nullsFirst(), t.id.desc().nullsFirst()),
    index('moderation_log_of_actor').on(t.actorId, t.at.desc().nullsFirst(), t.id.desc().nullsFirst()),
    index('moderation_log_of_article')
      .on(t.articleId, t.at.desc().nullsFirst())
      .where(sql`article_id is not null`),
  ],
)

/** First comments of new commenters that no moderator has looked at yet. */
export const newcomerComments = pgTable(
  'newcomer_comments',
  {
    commentId: uuid()
      .primaryKey()
      .references(() => comments.id, { onDelete: 'cascade' }),
    at: instant().notNull(),
  },
  (t) => [index('newcomer_comments_oldest').on(t.at, t.commentId)],
)

/** Which moderator has a comment before them, so that two do not do the same. */
export const takenComments = pgTable('taken_comments', {
  commentId: uuid()
    .primaryKey()
    .references(() => comments.id, { onDelete: 'cascade' }),
  moderatorId: uuid()
    .notNull()
    .references(() => people.id, { onDelete: 'cascade' }),
  takenAt: instant().notNull(),
})

/** Somebody asks that a decision be looked at again: once for each. */
export const appeals = pgTable(
  'appeals',
  {
    id: id(),
    personId: uuid()
      .notNull()
      .references(() => people.id, { onDelete: 'restrict' }),
    /** The rejected comment it is about, or else the sanction. */
    commentId: uuid()
      .unique('appeals_one_for_a_comment')
      .references(() => comments.id, { onDelete: 'restrict' }),
    sanctionId: uuid()
      .unique('appeals_one_for_a_sanction')
      .references(() => sanctions.id, { onDelete: 'restrict' }),
    text: text().notNull(),
    at: instant().notNull(),
    /** Who decided what is appealed against; null when the automatic phases did. */
    decidedFirstBy: uuid().references(() => people.id, { onDelete: 'restrict' }),
    decidedAt: instant(),
    decidedBy: uuid().references(() => people.id, { onDelete: 'restrict' }),
    outcome: text({ enum: ['upheld', 'declined'] }),
    /** What the person was told with it. */
    note: text().notNull().default(''),
  },
  (t) => [
    index('appeals_open')
      .on(t.at, t.id)
      .where(sql`decided_at is null`),
    index('appeals_of_person').on(t.personId, t.at.desc().nullsFirst()),
    check('appeals_about_one_thing', sql`(${t.commentId} is null) <> (${t.sanctionId} is null)`),
    check(
      'appeals_decided_one_way',
      sql`(${t.decidedAt} is null) = (${t.outcome} is null) and (${t.decidedAt} is null) = (${t.decidedBy} is null)`,
    ),
  ],
)
