import { sql } from 'drizzle-orm'
import {
  check,
  customType,
  date,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  smallint,
  text,
  uuid,
} from 'drizzle-orm/pg-core'
import { id, instant } from './columns.ts'
import { people } from './people.ts'

/** By which right a picture is shown. */
export const licenceKinds = [
  'own',
  'commissioned',
  'agency',
  'creative_commons',
  'public_domain',
  'handout',
  'by_permission',
  'quotation',
] as const

/** Where a picture is shown. */
export const pictureUsePlaces = [
  'article_lead',
  'article_body',
  'working_copy',
  'portrait',
  'house_ad',
  'book_cover',
] as const

const tsvector = customType<{ data: string }>({ dataType: () => 'tsvector' })

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
    /** Null while nobody has said. */
    licence: text({ enum: licenceKinds }),
    /** Which Creative Commons licence, an agency's number, who permitted it. */
    licenceNote: text().notNull().default(''),
    /** Where it comes from; empty, or an address of the web. */
    sourceUrl: text().notNull().default(''),
    /** ISO 3166-1 alpha-2 codes of the countries it may be shown in; empty: all. */
    territories: text()
      .array()
      .notNull()
      .default(sql`'{}'::text[]`),
    /** The last day it may be shown, in the magazine's time zone; null: for good. */
    licensedUntil: date({ mode: 'string' }),
    /** What must stay in sight where it is cropped: percent from the left and from the top. */
    focusX: smallint().notNull().default(50),
    focusY: smallint().notNull().default(50),
    /** Who brought it; null when an import did. */
    createdBy: uuid().references(() => people.id, { onDelete: 'set null' }),
    createdAt: instant().notNull().defaultNow(),
    updatedAt: instant().notNull().defaultNow(),
    /** Its words, with accents off and without stemming; what joins words in a file's name parts them here. */
    search: tsvector()
      .notNull()
      .generatedAlwaysAs(
        sql`to_tsvector('magazine_words', translate(alt || ' ' || caption || ' ' || credit || ' ' || file_name, '-_./@:&+', '        '))`,
      ),
  },
  (t) => [
    check('pictures_have_a_size', sql`${t.width} > 0 and ${t.height} > 0`),
    check(
      'pictures_licence_is_known',
      sql`${t.licence} in ('own','commissioned','agency','creative_commons','public_domain','handout','by_permission','quotation')`,
    ),
    check('pictures_source_is_of_the_web', sql`${t.sourceUrl} ~ '^(https?://.+)?$'`),
    check('pictures_focus_is_inside', sql`${t.focusX} between 0 and 100 and ${t.focusY} between 0 and 100`),
    index('pictures_newest').on(t.createdAt, t.id),
    index('pictures_search').using('gin', t.search),
    index('pictures_licensed_until')
      .on(t.licensedUntil)
      .where(sql`licensed_until is not null`),
    index('pictures_without_facts')
      .on(t.createdAt, t.id)
      .where(
        sql`licence is null or credit = '' or (licence = 'creative_commons' and (licence_note = '' or source_url = ''))`,
      ),
    index('pictures_by_person').on(t.createdBy),
  ],
)

/**
 * Which pictures are shown where. Kept by triggers on the tables that show them, so that no way of writing those can forget
 * it; a picture that is shown cannot be removed.
 */
export const pictureUses = pgTable(
  'picture_uses',
  {
    pictureId: uuid().notNull(),
    place: text({ enum: pictureUsePlaces }).notNull(),
    /** The article, author, house campaign or book campaign. */
    subjectId: uuid().notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.pictureId, t.place, t.subjectId] }),
    foreignKey({ name: 'picture_uses_picture', columns: [t.pictureId], foreignColumns: [pictures.id] }).onDelete(
      'restrict',
    ),
    index('picture_uses_of_subject').on(t.subjectId, t.place),
  ],
)
