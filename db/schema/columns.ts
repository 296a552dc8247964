import { timestamp, uuid } from 'drizzle-orm/pg-core'
import { v7 } from 'uuid'

/** Primary key made by the application, a UUIDv7, so that rows sort by age and PostgreSQL 15 suffices. */
export function id() {
  return uuid()
    .primaryKey()
    .$defaultFn(() => v7())
}

/** An instant, kept in UTC. */
export function instant() {
  return timestamp({ withTimezone: true, mode: 'date', precision: 3 })
}
