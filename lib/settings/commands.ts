import { settings } from '#db/schema/platform.ts'
import { announceChange } from '#lib/cache/jobs.ts'
import { tags } from '#lib/cache/tags.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { settingGroups } from './model.ts'

/** Replaces one group of settings. @throws ZodError when a value does not fit its schema */
export async function saveSettings(ctx: Context, key: keyof typeof settingGroups, value: object): Promise<void> {
  const parsed = settingGroups[key].parse(value)
  await inTransaction(ctx, async (tx) => {
    await tx.db
      .insert(settings)
      .values({ key, value: parsed, updatedAt: tx.now })
      .onConflictDoUpdate({ target: settings.key, set: { value: parsed, updatedAt: tx.now } })
    await announceChange(tx, [tags.settings])
  })
}
