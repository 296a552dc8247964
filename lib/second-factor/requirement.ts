import { eq } from 'drizzle-orm'
import { secondFactors } from '#db/schema/second-factor.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import { changeSettings } from '#lib/settings/commands.ts'
import type { StaffSettings } from '#lib/settings/model.ts'

/**
 * Says of whom a second factor is asked, and from which day on. Whoever asks it of anybody has one: that it works here, clock
 * and phone included, is then proved, and one administrator at least gets in.
 * @param actorId an administrator; the caller has asked `mayChangeSettings`
 * @throws Refusal `conflict` for an administrator without a second factor
 */
export async function changeRequirement(ctx: Context, value: StaffSettings, actorId: string): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    // Held until it is saved: one's own cannot be turned off meanwhile.
    const [own] = await tx.db
      .select({ personId: secondFactors.personId })
      .from(secondFactors)
      .where(eq(secondFactors.personId, actorId))
      .for('share')
    if (value.secondFactor !== 'off' && !own)
      throw new Refusal('conflict', 'Set up your own second factor first: then you know that it works here.')
    await changeSettings(tx, 'staff', value, actorId)
  })
}
