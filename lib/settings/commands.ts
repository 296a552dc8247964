import { isDeepStrictEqual } from 'node:util'
import { eq } from 'drizzle-orm'
import { settings } from '#db/schema/platform.ts'
import { recordAudit, subjectOf, type AuditEntry } from '#lib/audit/audit.ts'
import { announceChange } from '#lib/cache/jobs.ts'
import { tags } from '#lib/cache/tags.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { magazineSchema, settingGroups, type Magazine } from './model.ts'

type Group = keyof typeof settingGroups

/** Replaces one group of settings. @throws ZodError when a value does not fit its schema */
export async function saveSettings(ctx: Context, key: Group, value: object): Promise<void> {
  const parsed = settingGroups[key].parse(value)
  await inTransaction(ctx, async (tx) => {
    await tx.db
      .insert(settings)
      .values({ key, value: parsed, updatedAt: tx.now })
      .onConflictDoUpdate({ target: settings.key, set: { value: parsed, updatedAt: tx.now } })
    await announceChange(tx, [tags.settings])
  })
}

/**
 * The same by somebody at the desk: what was changed, from what and to what, goes on record under their name.
 * @throws ZodError when a value does not fit its schema
 */
export function changeSettings(ctx: Context, key: Group, value: object, actorId: string): Promise<void> {
  return change(ctx, key, () => value, actorId)
}

/**
 * The same for a form that has but a part of what is said of the magazine: the rest stays as it is at that moment.
 * @param next all of it, from what it is now; the same leaves everything
 * @throws ZodError when a value does not fit its schema
 */
export function changeMagazine(ctx: Context, next: (now: Magazine) => object, actorId: string): Promise<void> {
  return change(ctx, 'magazine', (now) => next(magazineSchema.parse(now)), actorId)
}

async function change(ctx: Context, key: Group, next: (now: object) => object, actorId: string): Promise<void> {
  const schema = settingGroups[key]
  await inTransaction(ctx, async (tx) => {
    // Who changes the same group waits here; one that was never saved has no row to wait for.
    await tx.db.insert(settings).values({ key, value: {}, updatedAt: tx.now }).onConflictDoNothing()
    const [row] = await tx.db.select().from(settings).where(eq(settings.key, key)).for('update')
    const now = schema.parse(row?.value ?? {})
    const value = next(now)
    const details = differences(now, schema.parse(value))
    if (Object.keys(details).length === 0) return
    await saveSettings(tx, key, value)
    await recordAudit(tx, { actorId, action: 'changed settings', subject: subjectOf('settings', key), details })
  })
}

function differences(before: object, after: object): AuditEntry['details'] {
  const was = new Map(Object.entries(before))
  return Object.fromEntries(
    Object.entries(after)
      .filter(([name, value]) => !isDeepStrictEqual(value, was.get(name)))
      .map(([name, value]) => [name, `${JSON.stringify(was.get(name))} to ${JSON.stringify(value)}`]),
  )
}
