import { sql } from 'drizzle-orm'
import {
  boolean,
  check,
  customType,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uuid,
  type AnyPgColumn,
} from 'drizzle-orm/pg-core'
import { id, instant } from './columns.ts'
import { people } from './people.ts'
import { pictures } from './pictures.ts'

export const accessLevels = ['public', 'metered', 'supporters', 'patrons'] as const
export const articleStates = [
  'draft',
  'submitted',
  'in_edit',
  'ready',
  'scheduled',
  'published',
  'unpublished',
] as const
export const commentSettings = ['open', 'closed'] as const
/** Comments appear at once, and moderators look afterwards; or they wait for a moderator. */
export const moderationModes = ['post', 'pre'] as const

const tsvector = customType<{ data: string }>({ dataType: () => 'tsvector' })

/** A credited writer; may have no account. */
export const authors = pgTable('authors', {
  id: id(),
  slug: text().notNull().unique(),
  name: text().notNull(),
  biography: text().notNull().default(''),
  pictureId: uuid().references(() => pictures.id, { onDelete: 'set null' }),
  personId: uuid().references(() => people.id, { onDelete: 'set null' }),
  createdAt: instant().notNull().defaultNow(),
  /** The author this one turned out to be: nothing is credited to it, and its address leads there. Revisions still name it. */
  mergedInto: uuid().references((): AnyPgColumn => authors.id, { onDelete: 'restrict' }),
})

export const topics = pgTable('topics', {
  id: id(),
  slug: text().notNull().unique(),
  name: text().notNull(),
  description: text().notNull().default(''),
  /** Order in the masthead; topics without one are reachable from /topics only. */
  position: integer(),
  /** Neither its page nor any article on it carries advertising. */
  adFree: boolean().notNull().default(false),
  /** Whether comments under its articles wait for a moderator first; null leaves it to the magazine's setting. */
  moderation: text({ enum: moderationModes }),
  /** As with authors: the topic it was made one with. */
  mergedInto: uuid().references((): AnyPgColumn => topics.id, { onDelete: 'restrict' }),
})

/**
 * `body` is a document of lib/articles/body. `publicText` is what anybody may search and be shown: the whole text of a
 * public article, the preview of any other; `search` is made from it, so that a paid body cannot leak through search.
 */
export const articles = pgTable(
  'articles',
  {
    id: id(),
    slug: text().notNull().unique(),
    headline: text().notNull(),
    /** For lists, for what is shared elsewhere, and for search engines; each empty where the headline serves. */
    shortHeadline: text().notNull().default(''),
    socialHeadline: text().notNull().default(''),
    searchHeadline: text().notNull().default(''),
    standfirst: text().notNull().default(''),
    body: jsonb().notNull(),
    publicText: text().notNull().default(''),
    wordCount: integer().notNull().default(0),
    access: text({ enum: accessLevels }).notNull().default('public'),
    previewBlocks: integer().notNull().default(3),
    comments: text({ enum: commentSettings }).notNull().default('open'),
    /** When the thread closes by itself; null leaves it to the magazine's setting. */
    commentsCloseAt: instant(),
    /** Whether comments wait for a moderator first; null leaves it to the topics, then to the magazine's setting. */
    moderation: text({ enum: moderationModes }),
    /** Carries no advertising in any edition. */
    adFree: boolean().notNull().default(false),
    state: text({ enum: articleStates }).notNull().default('draft'),
    pictureId: uuid().references(() => pictures.id, { onDelete: 'restrict' }),
    /** What the picture shows, where the article needs other words for it than the picture's own. */
    pictureAlt: text().notNull().default(''),
    pictureCaption: text().notNull().default(''),
    /** The article's own; without a picture, the source of one that did not come with an imported article. */
    pictureCredit: text().notNull().default(''),
    /** Who at the desk it waits for. */
    assignedTo: uuid().references(() => people.id, { onDelete: 'set null' }),
    /** The day the desk means it for, before it is scheduled: a day of the magazine's calendar. */
    plannedFor: date({ mode: 'string' }),
    /** For the desk alone. */
    deskNotes: text().notNull().default(''),
    /** When somebody threw away what readers had never seen; its history stays, and it can be taken back. */
    thrownAwayAt: instant(),
    publishedAt: instant(),
    updatedAt: instant().notNull().defaultNow(),
    createdAt: instant().notNull().defaultNow(),
    source: text(),
    sourceRef: text(),
    search: tsvector()
      .notNull()
      .default(sql`''::tsvector`),
  },
  (t) => [
    unique('articles_source').on(t.source, t.sourceRef),
    check('articles_slug_is_plain', sql`${t.slug} ~ '^[a-z0-9]+(-[a-z0-9]+)*$'`),
    check('articles_access_is_known', sql`${t.access} in ('public','metered','supporters','patrons')`),
    check(
      'articles_state_is_known',
      sql`${t.state} in ('draft','submitted','in_edit','ready','scheduled','published','unpublished')`,
    ),
    check('articles_comments_is_known', sql`${t.comments} in ('open','closed')`),
    check(
      'articles_published_has_a_date',
      sql`${t.state} not in ('published','scheduled') or ${t.publishedAt} is not null`,
    ),
    index('articles_newest')
      .on(t.publishedAt.desc(), t.id.desc())
      .where(sql`state = 'published'`),
    index('articles_search').using('gin', t.search),
    index('articles_by_state').on(t.state, t.updatedAt.desc()),
    index('articles_lately').on(t.updatedAt.desc().nullsFirst(), t.id.desc().nullsFirst()),
    index('articles_scheduled')
      .on(t.publishedAt)
      .where(sql`state = 'scheduled'`),
    index('articles_planned')
      .on(t.plannedFor)
      .where(sql`planned_for is not null`),
    index('articles_assigned')
      .on(t.assignedTo)
      .where(sql`assigned_to is not null`),
    index('articles_thrown_away')
      .on(t.updatedAt.desc().nullsFirst(), t.id.desc().nullsFirst())
      .where(sql`thrown_away_at is not null`),
    index('articles_by_access').on(t.access, t.updatedAt.desc().nullsFirst(), t.id.desc().nullsFirst()),
  ],
)

export const articleAuthors = pgTable(
  'article_authors',
  {
    articleId: uuid()
      .notNull()
      .references(() => articles.id, { onDelete: 'cascade' }),
    authorId: uuid()
      .notNull()
      .references(() => authors.id, { onDelete: 'restrict' }),
    position: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.articleId, t.authorId] }),
    unique('article_authors_order').on(t.articleId, t.position),
    index('article_authors_by_author').on(t.authorId),
  ],
)

export const articleTopics = pgTable(
  'article_topics',
  {
    articleId: uuid()
      .notNull()
      .references(() => articles.id, { onDelete: 'cascade' }),
    topicId: uuid()
      .notNull()
      .references(() => topics.id, { onDelete: 'restrict' }),
    position: integer().notNull(),
    /** Copied from the article by its commands, so that a topic's newest come from one index, in order. Null while unpublished. */
    publishedAt: instant(),
  },
  (t) => [
    primaryKey({ columns: [t.articleId, t.topicId] }),
    unique('article_topics_order').on(t.articleId, t.position),
    index('article_topics_newest')
      .on(t.topicId, t.publishedAt.desc(), t.articleId.desc())
      .where(sql`published_at is not null`),
  ],
)

/** Append-only: what an article was after each change (a trigger refuses update and delete). */
export const articleRevisions = pgTable(
  'article_revisions',
  {
    id: id(),
    articleId: uuid()
      .notNull()
      .references(() => articles.id, { onDelete: 'restrict' }),
    number: integer().notNull(),
    content: jsonb().notNull(),
    reason: text().notNull(),
    personId: uuid().references(() => people.id, { onDelete: 'set null' }),
    createdAt: instant().notNull().defaultNow(),
  },
  (t) => [unique('article_revisions_number').on(t.articleId, t.number)],
)

/** What an editor says belongs beside an article, in order; what is missing is found by topic. */
export const articleRelated = pgTable(
  'article_related',
  {
    articleId: uuid()
      .notNull()
      .references(() => articles.id, { onDelete: 'cascade' }),
    relatedId: uuid()
      .notNull()
      .references(() => articles.id, { onDelete: 'cascade' }),
    position: integer().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.articleId, t.relatedId] }),
    unique('article_related_order').on(t.articleId, t.position),
    index('article_related_by_related').on(t.relatedId),
    check('article_related_to_others', sql`${t.articleId} <> ${t.relatedId}`),
  ],
)

/**
 * What somebody at the desk has made of an article and not yet saved as its next revision: one a piece, shared by all who
 * work on it. Readers see nothing of it.
 */
export const workingCopies = pgTable('working_copies', {
  articleId: uuid()
    .primaryKey()
    .references(() => articles.id, { onDelete: 'cascade' }),
  content: jsonb().notNull(),
  /** Another at each save: whoever saves names the one they saw. */
  stamp: uuid().notNull(),
  /** The article's latest revision when it was begun; 0 when it had none. */
  baseRevision: integer().notNull(),
  personId: uuid().references(() => people.id, { onDelete: 'set null' }),
  savedAt: instant().notNull(),
})

/** Old addresses, path and query as they came, leading to a present path. */
export const redirects = pgTable(
  'redirects',
  {
    path: text().primaryKey(),
    target: text().notNull(),
    createdAt: instant().notNull().defaultNow(),
  },
  (t) => [
    check('redirects_path_is_a_path', sql`${t.path} like '/%'`),
    check('redirects_target_stays_here', sql`${t.target} like '/%' and ${t.target} not like '//%'`),
  ],
)

/** Every word of every public text once, unaccented: where search finds what a mistyped word was meant to be. */
export const searchWords = pgTable('search_words', { word: text().primaryKey() }, (t) => [
  index('search_words_similar').using('gin', t.word.op('gin_trgm_ops')),
])
