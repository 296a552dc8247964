import { and, eq, inArray, isNotNull, isNull, sql } from 'drizzle-orm'
import { z } from 'zod'
import { claimAddresses, claims } from '#db/schema/claims.ts'
import { after, hour } from '#lib/clock.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { defineJob, handle, type Schedule } from '#lib/jobs/job.ts'
import { noticeHours, quietDeliveryDays } from './address/model.ts'
import { writeHistory } from './internal/move-claim.ts'
import { tellOfLock } from './internal/post-mails.ts'

const locksJob = defineJob('books-lock-addresses', z.object({}))

/** Tells donors that their address will be locked. */
export const lockAddresses = handle(locksJob, async (ctx) => {
  const told = await giveNotices(ctx)
  if (told > 0) ctx.log.info({ event: 'addresses to be locked', told }, 'donors were told that their address locks')
})

/**
 * Gives notice for each earned book whose address has had none. From the time that the notice names, the address is locked.
 * @returns how many were told
 */
export async function giveNotices(ctx: Context): Promise<number> {
  const due = await ctx.db
    .select({ claimId: claims.id })
    .from(claims)
    .innerJoin(claimAddresses, eq(claimAddresses.claimId, claims.id))
    .where(and(eq(claims.state, 'earned'), isNull(claimAddresses.noticeAt), isNull(claimAddresses.removedAt)))
    .limit(1000)
  let told = 0
  for (const { claimId } of due) if (await inTransaction(ctx, (tx) => giveNotice(tx, claimId))) told += 1
  return told
}

async function giveNotice(tx: Context, claimId: string): Promise<boolean> {
  const [claim] = await tx.db.select().from(claims).where(eq(claims.id, claimId)).for('update')
  if (claim?.state !== 'earned') return false
  const lockedAt = after(tx.now, noticeHours * hour)
  const noted = await tx.db
    .update(claimAddresses)
    .set({ noticeAt: tx.now, lockedAt })
    .where(and(eq(claimAddresses.claimId, claimId), isNull(claimAddresses.noticeAt)))
    .returning({ claimId: claimAddresses.claimId })
  if (noted.length === 0) return false
  await writeHistory(tx, { claimId, fact: 'lock_announced', before: claim.state, after: claim.state, actorId: null })
  await tellOfLock(tx, claim, lockedAt)
  return true
}

/** What is kept no longer than so many days after the book arrived, or its claim ended. */
function oldAddresses(ctx: Context, days: number) {
  const since = sql`coalesce(${claims.endedAt}, ${claims.deliveredAt}, ${claims.dispatchedAt} + make_interval(days => ${quietDeliveryDays}))`
  return ctx.db
    .select({ claimId: claims.id })
    .from(claims)
    .innerJoin(claimAddresses, eq(claimAddresses.claimId, claims.id))
    .where(
      and(
        isNotNull(claimAddresses.ciphertext),
        inArray(claims.state, ['dispatched', 'delivered', 'replaced', 'ended']),
        isNull(claims.trouble),
        sql`${since} <= ${ctx.now.toISOString()}::timestamptz - make_interval(days => ${days})`,
      ),
    )
    .limit(5000)
}

/** How many addresses `removeOldAddresses` would remove. */
export async function countOldAddresses(ctx: Context, days: number): Promise<number> {
  return (await oldAddresses(ctx, days)).length
}

/**
 * Removes the addresses of books that were delivered, or whose claims ended, so many days ago. One that
 * somebody has to look into keeps its address, and so does a parcel that came back.
 * @returns how many
 */
export async function removeOldAddresses(ctx: Context, days: number): Promise<number> {
  const old = await oldAddresses(ctx, days)
  if (old.length > 0)
    await removeAddressesOf(
      ctx,
      old.map(({ claimId }) => claimId),
    )
  return old.length
}

/** Removes the addresses of these claims for good; that there was one, and when it went, stays. */
export async function removeAddressesOf(ctx: Context, claimIds: string[]): Promise<void> {
  if (claimIds.length === 0) return
  await ctx.db
    .update(claimAddresses)
    .set({ ciphertext: null, removedAt: ctx.now })
    .where(and(inArray(claimAddresses.claimId, claimIds), isNull(claimAddresses.removedAt)))
}

export const addressSchedules: Schedule[] = [{ job: locksJob, cron: '*/10 * * * *' }]
