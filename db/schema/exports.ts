import { bigint, boolean, index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { id, instant } from './columns.ts'
import { people } from './people.ts'

export const exportStates = ['waiting', 'running', 'done', 'failed', 'removed'] as const

/** An archive of the whole magazine that somebody at the desk asked for. */
export const exportArchives = pgTable(
  'export_archives',
  {
    id: id(),
    state: text({ enum: exportStates }).notNull().default('waiting'),
    withRevisions: boolean().notNull(),
    withAddresses: boolean().notNull(),
    requestedBy: uuid().references(() => people.id, { onDelete: 'set null' }),
    requestedAt: instant().notNull(),
    startedAt: instant(),
    finishedAt: instant(),
    /** When the file is removed. */
    expiresAt: instant(),
    /** What has been written, of about how much: articles, pictures, comments and so on together. */
    written: integer().notNull().default(0),
    total: integer().notNull().default(0),
    bytes: bigint({ mode: 'number' }),
    /** Why it failed. */
    problem: text(),
  },
  (t) => [index('export_archives_newest').on(t.requestedAt.desc().nullsFirst())],
)
