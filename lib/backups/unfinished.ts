import { eq, sql } from 'drizzle-orm'
import type postgres from 'postgres'
import type { Database } from '#db/client.ts'
import { settings } from '#db/schema/platform.ts'

/** Stands among the settings from the moment the rows of a backup are there until the magazine has caught up. */
const key = 'restored'

/** Whoever works on it before sends what was sent before the loss. */
export const notCaughtUp =
  'The magazine was restored from a backup and has not caught up: npm run restore -- finish. Before that nothing is sent, since most of what waits was sent already.'

/** Notes, with the rows of a backup, that they have not caught up. @param takenAt when it was taken */
export async function noteRestored(tx: postgres.ISql, takenAt: string): Promise<void> {
  await tx`insert into settings (key, value, updated_at) values (${key}, to_jsonb(${takenAt}::text), now())
    on conflict (key) do update set value = excluded.value, updated_at = now()`
}

/** Whether the magazine was restored and has not caught up. */
export async function isUnfinished(db: Database): Promise<boolean> {
  const [row] = await db
    .select({ one: sql`1` })
    .from(settings)
    .where(eq(settings.key, key))
  return row !== undefined
}

export async function noteCaughtUp(db: Database): Promise<void> {
  await db.delete(settings).where(eq(settings.key, key))
}
