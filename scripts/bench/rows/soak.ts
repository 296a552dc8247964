import { copyMagazine } from '../parts/copy.ts'
import { median, type Result } from '../result.ts'
import type { Row } from '../row.ts'
import type { MemorySample } from '../soak/memory.ts'
import { thirds, usualQuantile, type Kind, type Measured } from '../soak/meter.ts'
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
      const course = samples.filter((_, place) => place % 3 === 0).map((sample) => inMegabytes(sample[what]))
      const of = (some: MemorySample[]) => median(some.map((sample) => sample[what]))
      return {
        row: `soak ${name} ${what}`,
        what: `mixed load: ${words} of the ${name} process, last third against first`,
        value: of(last) / of(first),
        unit: '×',
        target: 1.1,
        direction: 'at most',
        raw: `${megabytes(of(last))}; ${megabytes(of(first))}; in the course of it ${course.join(', ')}`,
      }
    }
    return [ratioOf('kept', 'heap after a collection'), ratioOf('resident', 'resident memory')]
  })
}

function latency({ meter, measured }: Soaked): Result[] {
  const { first, last } = thirds(meter.measured, measured)
  return kinds.map((kind) => {
    const [before, after] = [first, last].map((some) => timesOf(some.filter((one) => one.kind === kind)))
    return {
      row: `soak ${kind}`,
      what: `mixed load: ${kind}, slowest twentieth, last third against first`,
      value: (after?.p95 ?? Number.NaN) / (before?.p95 ?? Number.NaN),
      unit: '×' as const,
      target: 1.25,
      direction: 'at most' as const,
      raw: `${after?.words}; ${before?.words}`,
    }
  })
}

function timesOf(noted: readonly Measured[]): { p95: number; words: string } {
  const p95 = usualQuantile(noted, 0.95)
  const half = usualQuantile(noted, 0.5)
  return { p95, words: `${half.toFixed(0)} and ${p95.toFixed(0)} ms of ${noted.length} requests (median, p95)` }
}

function megabytes(bytes: number): string {
  return `${inMegabytes(bytes)} MB`
}

function inMegabytes(bytes: number): string {
  return (bytes / 1_000_000).toFixed(0)
}
