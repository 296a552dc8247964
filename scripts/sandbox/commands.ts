import { CannotRun } from '#scripts/embedded/cannot-run.ts'
import { openState } from '#scripts/embedded/state.ts'
import { runningOn } from '#scripts/embedded/supervisor.ts'
import { say, step } from '#scripts/progress.ts'
import { faultsFrom } from './fault-options.ts'
import type { Kind } from './happenings.ts'
import { secondsIn } from './lengths.ts'
import { letTimePass, type Day, type Demonstration } from './let-time-pass.ts'
import { switchesOf } from './switches.ts'

const usage = `npm run sandbox -- advance 40d      lets time pass in the running demonstration (units: s, m, h, d, w)
npm run sandbox -- clock            says what time it is there
npm run sandbox -- faults           shows what goes wrong on purpose
npm run sandbox -- faults clear     puts everything right
npm run sandbox -- faults set …     lets these things go wrong, and no others:
    --drop TYPES        webhooks of these event types never arrive (* for all; separated by commas)
    --duplicate TYPES   they arrive twice
    --delay MS          webhooks come so many milliseconds late; with --delay-types TYPES only these
    --reorder           the newest webhook comes first
    --hold              no webhook is sent until this is cleared
    --latency MS        the API takes so long
    --api ANSWER        the API answers timeout, disconnect, 429, 500 or 503; with
                        --path PART, --method POST, --times N only there and so often,
                        --executed when the request is carried out before the answer is lost`

/** @throws CannotRun when what was typed is not understood, or no demonstration with a sandbox runs */
export async function sandboxCommand([command = 'help', ...rest]: string[]): Promise<void> {
  if (['help', '--help', '-h'].includes(command)) return say(usage)
  if (command === 'advance') return advance(rest)
  if (command === 'clock') return say(shownTime(await switchesOf(runningDemonstration().stripeUrl).now()))
  if (command === 'faults') return faults(rest)
  throw notUnderstood(command, ...rest)
}

async function advance([length = '', ...rest]: string[]): Promise<void> {
  const seconds = secondsIn(length)
  if (seconds === null || rest.length > 0) throw notUnderstood('advance', length, ...rest)
  const demonstration = runningDemonstration()
  const counts: Record<Kind, number> = { paid: 0, failed: 0, lapsed: 0, membership: 0, mail: 0 }
  const onDay = ({ until, happened }: Day) => {
    for (const { kind } of happened) counts[kind] += 1
    if (happened.length === 0) return
    say([shownTime(until), ...happened.map(({ words }) => `    ${words}`)].join('\n'))
  }
  await step('Letting time pass', () => letTimePass(demonstration, seconds, onDay))
  const now = await switchesOf(demonstration.stripeUrl).now()
  const { paid, failed, lapsed, mail } = counts
  say(`It is now ${shownTime(now)}. Payments: ${paid}, failed: ${failed}, lapsed: ${lapsed}, mails: ${mail}.`)
}

async function faults([action = 'show', ...rest]: string[]): Promise<void> {
  const sandbox = switchesOf(runningDemonstration().stripeUrl)
  const show = (found: unknown) => say(JSON.stringify(found, null, 2))
  if (action === 'show') return show(await sandbox.faults())
  if (action === 'clear') return show(await sandbox.clearFaults())
  if (action !== 'set') throw notUnderstood('faults', action, ...rest)
  const wanted = faultsFrom(rest)
  if (wanted === null) throw notUnderstood('faults', action, ...rest)
  show(await sandbox.setFaults(wanted))
}

function runningDemonstration(): Demonstration {
  const running = runningOn(openState('demo'))
  if (!running?.databaseUrl || !running.address)
    throw new CannotRun('No demonstration is running: start one with npm run demo')
  const { stripeUrl, databaseUrl } = running
  if (!stripeUrl)
    throw new CannotRun(
      'The demonstration uses the real Stripe, whose time nobody moves; see docs/decisions/moving-time.md',
    )
  return { stripeUrl, databaseUrl }
}

function shownTime(at: Date): string {
  return `${at.toLocaleString('en-GB', { dateStyle: 'full', timeStyle: 'short', timeZone: 'UTC' })} UTC`
}

function notUnderstood(...given: string[]): CannotRun {
  return new CannotRun(`Not understood: ${given.join(' ').trim()}. Possible:\n${usage}`)
}
