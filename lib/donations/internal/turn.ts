import { sql } from 'drizzle-orm'
import { is } from 'drizzle-orm/entity'
import { PgTransaction } from 'drizzle-orm/pg-core'
import type { Database } from '#db/client.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'

/** How many transactions of one process ask Stripe at once: the other connections of its pool stay free for everything else. */
const places = 4

/** Milliseconds somebody waits for a place, and again for a lock. */
const patienceOfPages = 20_000

interface Line {
  free: number
  /** Who waits for a place, the first to come first. */
  waiting: Set<() => void>
}

const lines = new WeakMap<Database, Line>()

/**
 * Runs `work` in a transaction in which Stripe may be asked. However slow Stripe is, a few connections wait for it and no
 * more. Within such a transaction it is a part of that one. See docs/decisions/asking-stripe.md
 * @throws Refusal `unavailable` when no place, or no lock, comes free for so long
 */
export async function inTurn<Result>(
  ctx: Context,
  work: (tx: Context) => Promise<Result>,
  patience = patienceOfPages,
): Promise<Result> {
  if (is(ctx.db, PgTransaction)) return inTransaction(ctx, work)
  const line = lines.get(ctx.db) ?? { free: places, waiting: new Set() }
  lines.set(ctx.db, line)
  await takePlace(line, patience)
  try {
    return await inTransaction(ctx, async (tx) => {
      // The second is for a process that has stopped in the middle and holds a donor's lock.
      await tx.db.execute(
        sql`select set_config('lock_timeout', ${`${patience}ms`}, true), set_config('idle_in_transaction_session_timeout', '5min', true)`,
      )
      return work(tx)
    })
  } catch (error) {
    throw isLockTimeout(error) ? busy() : error
  } finally {
    leavePlace(line)
  }
}

async function takePlace(line: Line, patience: number): Promise<void> {
  if (line.free > 0) {
    line.free -= 1
    return
  }
  await new Promise<void>((resolve, reject) => {
    const proceed = () => {
      clearTimeout(timer)
      resolve()
    }
    const timer = setTimeout(() => {
      line.waiting.delete(proceed)
      reject(busy())
    }, patience)
    line.waiting.add(proceed)
  })
}

/** The place goes to whoever waits longest, without becoming free in between. */
function leavePlace(line: Line): void {
  const [next] = line.waiting
  if (next === undefined) {
    line.free += 1
    return
  }
  line.waiting.delete(next)
  next()
}

/** https://www.postgresql.org/docs/current/errcodes-appendix.html#ERRCODES-TABLE */
function isLockTimeout(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined
  return cause instanceof Error && 'code' in cause && cause.code === '55P03'
}

/** Whether nothing was tried, because others were at it for too long. */
export function isBusy(error: unknown): boolean {
  return error instanceof Refusal && error.kind === 'unavailable'
}

function busy(): Refusal {
  return new Refusal(
    'unavailable',
    'The payment service is slow to answer just now. Nothing is lost: please try again in a minute.',
  )
}
