import { index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core'
import { articles } from './articles.ts'
import { instant } from './columns.ts'

/**
 * What imports have brought in. By it a run that was broken off goes on where it was, and one that comes again passes
 * over what says nothing new.
 */
export const importedItems = pgTable(
  'imported_items',
  {
    source: text().notNull(),
    sourceRef: text().notNull(),
    /** SHA-256 (hex) of all that the item said, and of how it was to be read. */
    fingerprint: text().notNull(),
    /** What it became; gone with it, so that it can come again. Null for what is no article. */
    articleId: uuid().references(() => articles.id, { onDelete: 'cascade' }),
    importedAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.source, t.sourceRef] }), index('imported_items_by_article').on(t.articleId)],
)
