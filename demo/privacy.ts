import { eq } from 'drizzle-orm'
import { people } from '#db/schema/people.ts'
import { personalArchives } from '#db/schema/privacy.ts'
import { after, day, minute } from '#lib/clock.ts'
import type { Context } from '#lib/context.ts'
import { forgetWhatIsDue } from '#lib/privacy/retention.ts'

/** Two who asked some weeks ago what is kept about them, one in the account and one by letter; and a first round of forgetting. */
export async function seedPrivacy(ctx: Context): Promise<void> {
  const personAt = async (email: string) => {
    const [row] = await ctx.db.select({ id: people.id }).from(people).where(eq(people.email, email))
    return row?.id ?? null
  }
  const [supporter, administrator] = [
    await personAt('supporter@saltmarsh.example'),
    await personAt('administrator@saltmarsh.example'),
  ]
  const made = (daysAgo: number) => {
    const requestedAt = after(ctx.now, -daysAgo * day)
    const finishedAt = after(requestedAt, minute)
    return { requestedAt, finishedAt, expiresAt: after(finishedAt, 7 * day), fetchedAt: after(finishedAt, day / 4) }
  }
  await ctx.db.insert(personalArchives).values([
    {
      ...made(41),
      personId: supporter,
      email: 'supporter@saltmarsh.example',
      state: 'removed',
      requestedBy: supporter,
      bytes: 48_312,
    },
    { ...made(19), email: 'ivo.brandreth@example.org', state: 'removed', requestedBy: administrator, bytes: 9_204 },
  ])
  await forgetWhatIsDue(ctx)
}
