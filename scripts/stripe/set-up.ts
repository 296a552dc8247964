import { createInterface } from 'node:readline/promises'
import { parseArgs } from 'node:util'
import { readStripeConfig } from '#lib/config.ts'
import { planSetup, type SetupPlan } from '#lib/donations/setup.ts'
import { CannotRun } from '#scripts/embedded/cannot-run.ts'
import { say } from '#scripts/progress.ts'

const usage = 'npm run stripe:setup [-- --dry-run] [-- --yes] [-- --live]'

/**
 * Prepares the account at Stripe that STRIPE_SECRET_KEY is of, after saying what it will do.
 * @param given what was typed after the command
 * @throws CannotRun when it is not understood, not allowed or not agreed to; nothing was changed then
 */
export async function setUpStripe(given: string[], environment: NodeJS.ProcessEnv): Promise<void> {
  const options = readArguments(given)
  const config = readConfigOrExplain(environment)
  if (config.stripe.secretKey.includes('_live_') && !options.live)
    throw new CannotRun(
      'STRIPE_SECRET_KEY is a live key: this would change the account that takes real money. If that is meant: --live.',
    )
  const plan = await planSetup({ config })
  tellPlan(plan)
  const open = plan.steps.filter(({ does }) => does !== 'leave')
  if (open.length === 0) return say('Everything is as it should be; nothing to do.')
  if (options['dry-run']) return say('Nothing was changed (--dry-run).')
  if (!options.yes && !(await isAgreed())) throw new CannotRun('Nothing was changed.')
  for (const { thing, run } of open) {
    const secret = await run()
    say(`Done: ${thing}.`)
    if (secret !== undefined) {
      say('Put this into the configuration (with what stands there already, separated by a comma, while rotating):')
      say(`STRIPE_WEBHOOK_SECRET=${secret}`)
    }
  }
}

function readConfigOrExplain(environment: NodeJS.ProcessEnv) {
  try {
    return readStripeConfig(environment)
  } catch (fault) {
    throw new CannotRun(fault instanceof Error ? fault.message : String(fault))
  }
}

const words = { make: '+ make  ', change: '~ change', leave: '= leave ' }

function tellPlan({ account, isLive, steps, remarks }: SetupPlan): void {
  const whose = account === null ? 'an account that this key may not name' : `${account.name} (${account.id})`
  say(`Stripe: ${whose}, ${isLive ? 'LIVE' : 'test mode'}.`)
  for (const { thing, does, how } of steps) say(`  ${words[does]}  ${thing}: ${how}`)
  say('  Prices need none: every payment brings its own, since the donor says how much.')
  for (const remark of remarks) say(remark)
}

async function isAgreed(): Promise<boolean> {
  if (!process.stdin.isTTY)
    throw new CannotRun('Nobody can be asked here. To go ahead: --yes. To look only: --dry-run.')
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  try {
    return /^y(es)?$/i.test((await terminal.question('Do this? [y/N] ')).trim())
  } finally {
    terminal.close()
  }
}

function readArguments(given: string[]) {
  try {
    const flag = { type: 'boolean', default: false } as const
    return parseArgs({ args: given, options: { 'dry-run': flag, yes: flag, live: flag } }).values
  } catch {
    throw new CannotRun(`Not understood: ${given.join(' ')}. Possible: ${usage}`)
  }
}
