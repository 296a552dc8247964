import 'server-only'
import { isAway } from '#db/away.ts'
import { Refusal } from '#lib/errors.ts'
import { platform } from './platform.ts'

/**
 * Begins a payment. Where the database is away no payment was begun, and donors are told what they want to know first.
 * @throws Refusal `unavailable` then; what `work` throws
 */
export async function uncharged<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (reason) {
    if (!isAway(reason)) throw reason
    platform().log.error({ err: reason }, 'a payment could not be begun')
    throw new Refusal(
      'unavailable',
      'A part of the magazine is out of reach for a moment. Nothing has been charged, and what you chose is kept: please try again in a minute.',
    )
  }
}
