import { sql } from 'drizzle-orm'
import { bigserial, check, index, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core'
import { articles } from './articles.ts'
import { id, instant } from './columns.ts'

export const caseKinds = ['correction', 'right_of_reply', 'republishing'] as const

/** One message to the managing editor and everything that follows. */
export const cases = pgTable(
  'cases',
  {
    id: id(),
    /** Counts up; the reference people quote is made from it. */
    number: bigserial({ mode: 'number' }).notNull().unique(),
    kind: text({ enum: caseKinds }).notNull(),
    articleId: uuid().references(() => articles.id, { onDelete: 'set null' }),
    name: text().notNull(),
    email: text().notNull(),
    message: text().notNull(),
    /** What this kind asks for besides: passage, evidence, publication, … */
    details: jsonb().$type<Record<string, string>>().notNull(),
    state: text({
      enum: [
        'received',
        'acknowledged',
        'investigating',
        'awaiting_reader',
        'awaiting_author',
        'decided',
        'published',
        'declined',
        'closed',
      ],
    })
      .notNull()
      .default('received'),
    submissionId: uuid().notNull().unique(),
    receivedAt: instant().notNull(),
    dueAt: instant().notNull(),
  },
  (t) => [
    index('cases_open')
      .on(t.dueAt)
      .where(sql`state not in ('published','declined','closed')`),
    check('cases_kind_is_known', sql`${t.kind} in ('correction','right_of_reply','republishing')`),
  ],
)
