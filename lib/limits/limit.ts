import { RateLimiterDrizzle, RateLimiterRes } from 'rate-limiter-flexible'
import { rateLimits } from '#db/schema/platform.ts'
import type { Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'

/** So many points in so many seconds, for each key. */
export interface Limit {
  name: string
  points: number
  seconds: number
}

/**
 * Takes points, one if nothing else is said; kept in PostgreSQL, so that every instance counts together.
 * @param key whom it counts: a person's id, an address
 * @param many how many
 * @returns whether there were so many left
 */
export async function takePoint(
  ctx: Context,
  limit: Limit,
  key: string,
  many = 1,
): Promise<{ allowed: boolean; retryAfterSeconds: number }> {
  const limiter = new RateLimiterDrizzle({
    storeClient: ctx.db,
    schema: rateLimits,
    keyPrefix: limit.name,
    points: limit.points,
    duration: limit.seconds,
    clearExpiredByTimeout: false,
  })
  try {
    await limiter.consume(key, many)
    return { allowed: true, retryAfterSeconds: 0 }
  } catch (reason) {
    if (reason instanceof RateLimiterRes)
      return { allowed: false, retryAfterSeconds: Math.ceil(reason.msBeforeNext / 1000) }
    throw reason
  }
}

/** @throws Refusal `too_many` that says when to try again */
export async function requirePoint(ctx: Context, limit: Limit, key: string, what: string, many = 1): Promise<void> {
  const { allowed, retryAfterSeconds } = await takePoint(ctx, limit, key, many)
  if (!allowed) throw new Refusal('too_many', `${what} ${tryAgainIn(retryAfterSeconds)}`)
}

/** When to come back, as a sentence. */
export function tryAgainIn(seconds: number): string {
  const minutes = Math.ceil(seconds / 60)
  const wait = minutes > 120 ? `${Math.ceil(minutes / 60)} hours` : minutes === 1 ? 'a minute' : `${minutes} minutes`
  return `Please try again in ${wait}.`
}
