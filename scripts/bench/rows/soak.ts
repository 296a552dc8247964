import { copyMagazine } from '../parts/copy.ts'
import { median, type Result } from '../result.ts'
import type { Row } from '../row.ts'
import type { MemorySample } from '../soak/memory.ts'
import { quantile, thirds, type Kind } from '../soak/meter.ts'
import { runSoak, type Soaked } from '../soak/run-soak.ts'
import { startSurroundings } from '../soak/surroundings.ts'

const kinds: Kind[] = ['reading', 'searching', 'signing in', 'giving', 'commenting', 'the desk', 'mail']

/** Everything at once, at a pace that a machine can keep: what matters is whether the end is like the beginning. */
export const soak: Row = {
  name: 'soak',
  does: 'readers, sign-ins, donations, comments and the desk at an even pace, the end against the beginning',
  async measure(parts, { minutes }) {
    const copy = await copyMagazine(parts, 'full', 'bench_soak')
    try {
      const surroundings = await startSurroundings(parts, copy.url)
      try {
        const soaked = await runSoak(surroundings, minutes)
        return [errors(soaked, minutes), lost(soaked), ...memory(soaked), ...latency(soaked)]
      } finally {
        await surroundings.stop()
      }
    } finally {
      await copy.drop()
    }
  },
}

function errors({ meter, visits }: Soaked, minutes: number): Result {
  return {
    row: 'soak errors',
    what: `${minutes} minutes of mixed load: errors`,
    value: meter.faults,
    unit: 'faults',
    target: 0,
    direction: 'at most',
    raw: `${visits} visits, ${meter.measured.length} requests; statuses, logs, jobs, mails, webhooks`,
  }
}

function lost({ accounts }: Soaked): Result {
  return {
    row: 'soak accounts',
    what: 'mixed load: lost or done twice',
    value: accounts.reduce((sum, { faults }) => sum + faults.length, 0),
    unit: 'faults',
    target: 0,
    direction: 'at most',
    raw: accounts.map(({ what, told }) => `${told} ${what}`).join(', '),
  }
}

/** A tenth in ten minutes is what caches that are still filling may take; a leak would take more. */
function memory({ memory: taken, measured }: Soaked): Result[] {
  return [...taken].flatMap(([name, samples]) => {
    const { first, last } = thirds(samples, measured)
    const ratioOf = (what: 'resident' | 'kept', words: string): Result => {
      const of = (some: MemorySample[]) => median(some.map((sample) => sample[what]))
      return {
        row: `soak ${name} ${what}`,
        what: `mixed load: ${words} of the ${name} process, last third against first`,
        value: of(last) / of(first),
        unit: '×',
        target: 1.1,
        direction: 'at most',
        raw: `${megabytes(of(last))}; ${megabytes(of(first))}`,
      }
    }
    return [ratioOf('kept', 'heap after a collection'), ratioOf('resident', 'resident memory')]
  })
}

function latency({ meter, measured }: Soaked): Result[] {
  const { first, last } = thirds(meter.measured, measured)
  return kinds.map((kind) => {
    const [before, after] = [first, last].map((some) => some.filter((one) => one.kind === kind).map(({ ms }) => ms))
    const at = (values: readonly number[] = [], share = 0.95) => quantile(values, share)
    const words = (values: readonly number[] = []) => `${at(values, 0.5).toFixed(0)} and ${at(values).toFixed(0)} ms`
    return {
      row: `soak ${kind}`,
      what: `mixed load: ${kind}, slowest twentieth, last third against first`,
      value: at(after) / at(before),
      unit: '×' as const,
      target: 1.25,
      direction: 'at most' as const,
      raw: `median and p95 ${words(after)} of ${after?.length}; ${words(before)} of ${before?.length}`,
    }
  })
}

function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(0)} MB`
}
