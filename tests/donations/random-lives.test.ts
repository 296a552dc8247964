import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { testContext } from '#tests/support/context.ts'
import { judge } from './lives/judge.ts'
import { live } from './lives/live.ts'
import { life, lifeInWords, type Life } from './lives/steps.ts'
import { startPostman } from './till.ts'

/**
 * The same lives each time, so that a fault is a change's own; `LIVES=2000 LIVES_SEED=$RANDOM npx vitest run
 * tests/donations/random-lives.test.ts` is the long drill. A failure names its seed and path: as `LIVES_SEED` and
 * `LIVES_PATH` they live that one life again.
 */
const { LIVES = '20', LIVES_SEED = '7', LIVES_PATH } = process.env
const drill = {
  numRuns: Number(LIVES),
  seed: Number(LIVES_SEED),
  ...(LIVES_PATH === undefined ? {} : { path: LIVES_PATH }),
}

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

/** A life takes about a second; one that fails is then looked for in its simplest form. */
const limit = 60_000 + drill.numRuns * 10_000

test(
  'whatever befalls a membership, magazine and Stripe agree in the end, and nothing was given without money or withheld despite it',
  async () => {
    const lives = fc.asyncProperty(life, async (given) => {
      const faults = await faultsOf(given)
      if (faults.length > 0) throw new Error(`${lifeInWords(given)}\n\n${faults.join('\n')}`)
    })
    const { failed, seed, counterexamplePath, errorInstance } = await fc.check(lives, {
      ...drill,
      interruptAfterTimeLimit: limit - 30_000,
    })
    const again = `LIVES_SEED=${seed} LIVES_PATH=${counterexamplePath}`
    expect(failed ? `${again}\n${String(errorInstance)}` : 'no life went wrong').toBe('no life went wrong')
  },
  limit,
)
