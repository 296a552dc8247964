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
 * Takes one point; kept in PostgreSQL, so that every instance counts together.
 * @param key whom it counts: a person's id, an address
 * @returns whether there was a point left
 */
export async function takePoint(
  ctx: Context,
  limit: Limit,
  key: string,
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
    await limiter.consume(key)
    return { allowed: true, retryAfterSeconds: 0 }
  } catch (reason) {
    if (reason instanceof RateLimiterRes)
      return { allowed: false, retryAfterSeconds: Math.ceil(reason.msBeforeNext / 1000) }
    throw reason
  }
}

/** @throws Refusal `too_many` that says when to try again */
export async function requirePoint(ctx: Context, limit: Limit, key: string, what: string): Promise<void> {
  const { allowed, retryAfterSeconds } = await takePoint(ctx, limit, key)
  if (allowed) return
  const minutes = Math.ceil(retryAfterSeconds / 60)
  throw new Refusal('too_many', `${what} Please try again in ${minutes === 1 ? 'a minute' : `${minutes} minutes`}.`)
}
