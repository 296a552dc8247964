import { sql } from 'drizzle-orm'
import {
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  text,
  unique,
  uuid,
  type AnyPgColumn,
} from 'drizzle-orm/pg-core'
import { articles } from './articles.ts'
import { cases, severities } from './cases.ts'
import { id, instant } from './columns.ts'
import { people } from './people.ts'

export const correctionKinds = ['correction', 'clarification', 'apology', 'update', 'right_of_reply'] as const

/**
 * Append-only, and never dated back: what was published on an article as an outcome. A correction that was itself wrong is
 * followed by another, never changed.
 */
export const corrections = pgTable(
  'corrections',
  {
    id: id(),
    articleId: uuid()
      .notNull()
      .references(() => articles.id, { onDelete: 'restrict' }),
    /** Counts up for each article, from 1: its place on the article's page is #correction-1. */
    number: integer().notNull(),
    kind: text({ enum: correctionKinds }).notNull(),
    /** The note readers see: paragraphs, divided by empty lines. */
    note: text().notNull(),
    severity: text({ enum: severities }).notNull(),
    /** Under the headline, besides at the foot of the article, where every correction stands. */
    underHeadline: boolean().notNull(),
    /** Until when the front page names it; null: it does not. */
    frontPageUntil: instant(),
    /** Why this prominence. */
    prominenceReason: text().notNull(),
    /** The article's revisions before and after (article_revisions.number); the same twice when the text did not change. */
    revisionBefore: integer().notNull(),
    revisionAfter: integer().notNull(),
    /** What it follows: an earlier correction of the same article. */
    follows: uuid().references((): AnyPgColumn => corrections.id, { onDelete: 'restrict' }),
    caseId: uuid().references(() => cases.id, { onDelete: 'restrict' }),
    /** The article that holds the reply, for a right of reply that is an article of its own. */
    replyArticleId: uuid().references(() => articles.id, { onDelete: 'restrict' }),
    /** Made by the form: the same one twice is one correction. */
    submissionId: uuid().notNull().unique(),
    publishedBy: uuid()
      .notNull()
      .references(() => people.id, { onDelete: 'restrict' }),
    publishedAt: instant().notNull(),
    /** What the guide recommended when it was published: kept with the reason for what was done. */
    guidance: jsonb().$type<Record<string, string | number | boolean>>().notNull(),
  },
  (t) => [
    unique('corrections_number').on(t.articleId, t.number),
    index('corrections_newest').on(t.publishedAt.desc().nullsFirst(), t.id.desc().nullsFirst()),
    index('corrections_of_case')
      .on(t.caseId)
      .where(sql`case_id is not null`),
    index('corrections_of_reply')
      .on(t.replyArticleId)
      .where(sql`reply_article_id is not null`),
    index('corrections_on_the_front_page')
      .on(t.frontPageUntil)
      .where(sql`front_page_until is not null`),
    check(
      'corrections_kind_is_known',
      sql`${t.kind} in ('correction','clarification','apology','update','right_of_reply')`,
    ),
    check('corrections_severity_is_known', sql`${t.severity} in ('minor','significant','serious')`),
    check('corrections_say_something', sql`length(${t.note}) > 0 and length(${t.prominenceReason}) > 0`),
    check('corrections_reply_is_a_reply', sql`${t.replyArticleId} is null or ${t.kind} = 'right_of_reply'`),
  ],
)
