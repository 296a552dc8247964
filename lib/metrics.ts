import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { PoolLoad } from '#db/watched.ts'

/*
 * What this process counts, in Prometheus' terms; docs/running.md says what each figure is for. What lies in the database is not
 * counted here: see app/_server/metrics.ts.
 */

interface Metrics {
  registry: Registry
  requests: Histogram<'method' | 'route' | 'status'>
  pages: Counter<'outcome'>
  jobs: Histogram<'queue' | 'outcome'>
}

/** Next evaluates modules once per bundle; one process counts once. */
const shared: { standfirstMetrics?: Metrics } & typeof globalThis = globalThis
const metrics = (shared.standfirstMetrics ??= make())

function make(): Metrics {
  const registry = new Registry()
  return {
    registry,
    requests: new Histogram({
      name: 'standfirst_http_request_seconds',
      help: 'How long requests took, until the last byte was sent.',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.005, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15],
      registers: [registry],
    }),
    pages: new Counter({
      name: 'standfirst_page_cache_total',
      help: 'Prerendered pages that were asked for, by whether they were kept (Next’s x-nextjs-cache).',
      labelNames: ['outcome'],
      registers: [registry],
    }),
    jobs: new Histogram({
      name: 'standfirst_job_seconds',
      help: 'How long tries of jobs took.',
      labelNames: ['queue', 'outcome'],
      buckets: [0.01, 0.05, 0.25, 1, 5, 30, 120, 900],
      registers: [registry],
    }),
  }
}

export const registry = metrics.registry
export const requestSeconds = metrics.requests
export const pagesAskedFor = metrics.pages
export const jobSeconds = metrics.jobs

/** Adds memory, processor, event loop and garbage collection, and what is asked of the pool; once a process. */
export function watchProcess(load: () => PoolLoad): void {
  if (registry.getSingleMetric('standfirst_database_pool') !== undefined) return
  collectDefaultMetrics({ register: registry })
  const pool = new Gauge({
    name: 'standfirst_database_pool',
    help: 'Of this process: connections at most, queries not answered yet, transactions that hold a connection or wait for one.',
    labelNames: ['what'],
    registers: [registry],
    collect: () => {
      for (const [what, value] of Object.entries(load())) pool.set({ what }, value)
    },
  })
}
