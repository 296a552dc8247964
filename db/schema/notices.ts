import { sql } from 'drizzle-orm'
import { check, index, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import { id, instant } from './columns.ts'
import { comments } from './comments.ts'
import { people } from './people.ts'

export const noticeKinds = ['reply', 'pick', 'followed', 'moderation', 'report', 'appeal'] as const
export const noticeMailModes = ['immediate', 'digest', 'none'] as const

/** What somebody is told of the conversations they take part in; once, however often it is caused. */
export const notices = pgTable(
  'notices',
  {
    id: id(),
    personId: uuid()
      .notNull()
      .references(() => people.id, { onDelete: 'cascade' }),
    kind: text({ enum: noticeKinds }).notNull(),
    /** The comment it is about: the reply, the one picked, the one that was moderated; null when it is about the person. */
    commentId: uuid().references(() => comments.id, { onDelete: 'cascade' }),
    /** What else it says; for what a moderator tells. */
    text: text().notNull().default(''),
    at: instant().notNull(),
    seenAt: instant(),
    /** When it was put into a mail; null while it waits for a digest, or goes into none. */
    mailedAt: instant(),
    /** The event it comes from: one notice for each. */
    dedupeKey: text().notNull(),
  },
  (t) => [
    unique('notices_once').on(t.personId, t.dedupeKey),
    index('notices_of_person').on(t.personId, t.at.desc().nullsFirst(), t.id.desc().nullsFirst()),
    index('notices_unseen')
      .on(t.personId)
      .where(sql`seen_at is null`),
    index('notices_of_comment').on(t.commentId),
    check('notices_kind_is_known', sql`${t.kind} in ('reply','pick','followed','moderation','report','appeal')`),
  ],
)

/** How somebody wants to be told; without a row, by mail at once. */
export const noticePreferences = pgTable(
  'notice_preferences',
  {
    personId: uuid()
      .primaryKey()
      .references(() => people.id, { onDelete: 'cascade' }),
    mail: text({ enum: noticeMailModes }).notNull(),
    changedAt: instant().notNull(),
  },
  (t) => [check('notice_preferences_mail_is_known', sql`${t.mail} in ('immediate','digest','none')`)],
)
