import { check, index, integer, pgTable, text, unique, uuid } from 'drizzle-orm/pg-core'
import { sql } from 'drizzle-orm'
import { articles, articleStates } from './articles.ts'
import { id, instant } from './columns.ts'
import { people } from './people.ts'

export const articleMoveKinds = [
  'submit',
  'take_back',
  'take_into_edit',
  'send_back',
  'mark_ready',
  'schedule',
  'unschedule',
  'publish',
  'update',
  'unpublish',
  'assign',
] as const

/** How an article went through the desk, step by step; rows are added and never changed. */
export const articleMoves = pgTable(
  'article_moves',
  {
    id: id(),
    articleId: uuid()
      .notNull()
      .references(() => articles.id, { onDelete: 'cascade' }),
    /** Counts an article's steps, from 1. */
    number: integer().notNull(),
    kind: text({ enum: articleMoveKinds }).notNull(),
    fromState: text({ enum: articleStates }).notNull(),
    toState: text({ enum: articleStates }).notNull(),
    /** What the mover said of it; empty where nothing. */
    note: text().notNull().default(''),
    /** For a schedule, the instant it is to appear. */
    plannedAt: instant(),
    /** Whom it waits for from then on; null for nobody. */
    assignedTo: uuid().references(() => people.id, { onDelete: 'set null' }),
    /** Null when a job did it. */
    personId: uuid().references(() => people.id, { onDelete: 'set null' }),
    at: instant().notNull(),
  },
  (t) => [
    unique('article_moves_number').on(t.articleId, t.number),
    check(
      'article_moves_kind_is_known',
      sql`${t.kind} in ('submit','take_back','take_into_edit','send_back','mark_ready','schedule','unschedule','publish','update','unpublish','assign')`,
    ),
  ],
)

/** What author and editor say to each other about a passage, or about the article; never seen by readers. */
export const remarks = pgTable(
  'remarks',
  {
    id: id(),
    articleId: uuid()
      .notNull()
      .references(() => articles.id, { onDelete: 'cascade' }),
    /** The passage as it stood; empty: about the whole article. */
    quote: text().notNull().default(''),
    /** In which block of the text it stood, counted from 0; null: about the whole article. */
    block: integer(),
    text: text().notNull(),
    personId: uuid().references(() => people.id, { onDelete: 'set null' }),
    createdAt: instant().notNull(),
    editedAt: instant(),
    resolvedAt: instant(),
    resolvedBy: uuid().references(() => people.id, { onDelete: 'set null' }),
    /** When those concerned were written to about it. */
    toldAt: instant(),
  },
  (t) => [
    index('remarks_of_article').on(t.articleId, t.id),
    index('remarks_open')
      .on(t.articleId)
      .where(sql`resolved_at is null`),
  ],
)

export const remarkAnswers = pgTable(
  'remark_answers',
  {
    id: id(),
    remarkId: uuid()
      .notNull()
      .references(() => remarks.id, { onDelete: 'cascade' }),
    text: text().notNull(),
    personId: uuid().references(() => people.id, { onDelete: 'set null' }),
    createdAt: instant().notNull(),
    editedAt: instant(),
    toldAt: instant(),
  },
  (t) => [index('remark_answers_of_remark').on(t.remarkId, t.id)],
)

/** Addresses by which somebody outside sees an article before readers do. Of the secret, only its hash is kept. */
export const previewLinks = pgTable(
  'preview_links',
  {
    id: id(),
    articleId: uuid()
      .notNull()
      .references(() => articles.id, { onDelete: 'cascade' }),
    /** SHA-256 of the address's secret part, hex. */
    tokenHash: text().notNull().unique(),
    /** For whom it is, in the desk's words. */
    label: text().notNull().default(''),
    personId: uuid().references(() => people.id, { onDelete: 'set null' }),
    createdAt: instant().notNull(),
    expiresAt: instant().notNull(),
    revokedAt: instant(),
  },
  (t) => [index('preview_links_of_article').on(t.articleId, t.id)],
)
