import { isDeepStrictEqual } from 'node:util'
import { eq } from 'drizzle-orm'
import { settings } from '#db/schema/platform.ts'
import { recordAudit, subjectOf, type AuditEntry } from '#lib/audit/audit.ts'
import { announceChange } from '#lib/cache/jobs.ts'
import { tags } from '#lib/cache/tags.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { settingGroups } from './model.ts'

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
export async function changeSettings(ctx: Context, key: Group, value: object, actorId: string): Promise<void> {
  const schema = settingGroups[key]
  await inTransaction(ctx, async (tx) => {
    const [row] = await tx.db.select().from(settings).where(eq(settings.key, key)).for('update')
    const details = differences(schema.parse(row?.value ?? {}), schema.parse(value))
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
