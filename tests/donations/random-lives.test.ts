import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { testContext } from '#tests/support/context.ts'
import { judge } from './lives/judge.ts'
import { live } from './lives/live.ts'
import { life, lifeInWords, type Life } from './lives/steps.ts'
import { startPostman } from './till.ts'

/** `LIVES=2000 npx vitest run tests/donations/random-lives.test.ts` is the long drill; `LIVES_SEED` lives the same ones again. */
const drill = { lives: Number(process.env.LIVES ?? 30), seed: process.env.LIVES_SEED }

const base = await testContext()
const postman = await startPostman()
afterAll(() => postman.stop())

async function faultsOf(given: Life): Promise<string[]> {
  const lived = await live(base, postman, given)
  try {
    return await judge(lived)
  } finally {
    await lived.magazine.close()
  }
}

const limit = 30_000 + drill.lives * 10_000

test(
  'whatever befalls a membership, magazine and Stripe agree in the end, and nothing was given without money or withheld despite it',
  async () => {
    const lives = fc.asyncProperty(life, async (given) => {
      const faults = await faultsOf(given)
      if (faults.length > 0) throw new Error(`${lifeInWords(given)}\n\n${faults.join('\n')}`)
    })
    const seed = drill.seed === undefined ? {} : { seed: Number(drill.seed) }
    const outcome = await fc.check(lives, { numRuns: drill.lives, interruptAfterTimeLimit: limit - 20_000, ...seed })
    expect(fc.defaultReportMessage(outcome) ?? 'no life went wrong').toBe('no life went wrong')
  },
  limit,
)
