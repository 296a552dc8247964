import { and, eq, isNotNull, isNull } from 'drizzle-orm'
import { people } from '#db/schema/people.ts'
import type { Context } from '#lib/context.ts'

/** Whether mail to this address has come back, and nobody has signed in by it since. An address of nobody has not. */
async function isMailRefused(ctx: Context, address: string): Promise<boolean> {
  const [row] = await ctx.db
    .select({ id: people.id })
    .from(people)
    .where(and(eq(people.email, address), isNotNull(people.mailRefusedAt)))
  return row !== undefined
}

/** Notes that mail to an address comes back, and since when. @param because what the mail server said, for staff */
export async function noteMailRefused(ctx: Context, address: string, because: string): Promise<void> {
  await ctx.db
    .update(people)
    .set({ mailRefusedAt: ctx.now, mailRefusedBecause: because })
    .where(and(eq(people.email, address), isNull(people.mailRefusedAt)))
}

/** Signing in by mail is the proof that mail arrives. */
export async function noteMailArrives(ctx: Context, personId: string): Promise<void> {
  await ctx.db
    .update(people)
    .set({ mailRefusedAt: null, mailRefusedBecause: null })
    .where(and(eq(people.id, personId), isNotNull(people.mailRefusedAt)))
}

/** What sending asks and tells. */
export const mailRefusals = { isRefused: isMailRefused, noteRefused: noteMailRefused }
