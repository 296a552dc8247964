import { sql } from 'drizzle-orm'
import { check, integer, pgTable, text } from 'drizzle-orm/pg-core'
import { id, instant } from './columns.ts'

/** One picture; its sizes are made from the stored original and addressed by `contentHash` (SHA-256 of the original, hex). */
export const pictures = pgTable(
  'pictures',
  {
    id: id(),
    contentHash: text().notNull().unique(),
    fileName: text().notNull(),
    mediaType: text().notNull(),
    width: integer().notNull(),
    height: integer().notNull(),
    /** Colour shown while the picture loads, as #rrggbb. */
    colour: text().notNull(),
    alt: text().notNull().default(''),
    caption: text().notNull().default(''),
    credit: text().notNull().default(''),
    createdAt: instant().notNull().defaultNow(),
  },
  (t) => [check('pictures_have_a_size', sql`${t.width} > 0 and ${t.height} > 0`)],
)
