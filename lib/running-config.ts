import { z } from 'zod'

/** What an operator says of how the processes run: docs/running.md. Part of lib/config.ts, which reads the environment. */
export interface RunningConfig {
  /** Addresses and networks whose word on a request is taken: what it is called, and where it came from. */
  trustedProxies: string[]
  /** Opens /api/metrics to whoever is not on this machine; absent without. */
  metricsToken: string | undefined
  /** Where the worker answers for its figures; absent when it does not. */
  workerMetrics: { host: string; port: number } | undefined
  /** Traces go to a collector, and which share of them; absent without one. */
  tracing: { share: number } | undefined
  /** How a process ends: milliseconds that it still takes requests, and those that what runs then has. */
  ending: { afterMs: number; withinMs: number }
  /** Where it says how far the magazine's time is ahead; absent in real life. */
  clockOffsetFile: string | undefined
  logLevel: string
}

const addresses = z
  .string()
  .transform((value) => value.split(/[\s,]+/).filter((item) => item !== ''))
  .pipe(z.array(z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()])))

export const runningVariables = {
  TRUSTED_PROXIES: addresses.default([]),
  METRICS_TOKEN: z.string().min(24).optional(),
  WORKER_METRICS: z
    .string()
    .regex(/^(?:[a-z0-9.-]+|\[[0-9a-f:]+\]):[1-9]\d{0,4}$/)
    .optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: z.url().optional(),
  OTEL_TRACES_SAMPLER_ARG: z.coerce.number().min(0).max(1).default(1),
  STOP_AFTER_SECONDS: z.coerce.number().int().min(0).max(60).default(0),
  STOP_WITHIN_SECONDS: z.coerce.number().int().min(1).max(600).default(20),
  CLOCK_OFFSET_FILE: z.string().optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('info'),
}

/** What each variable is, with an example: shown when it is missing or malformed. */
export const runningExpectations: Record<keyof typeof runningVariables, string> = {
  TRUSTED_PROXIES:
    'addresses of whatever hands requests on to the web instances and may name them and say where they come from, separated by commas, e.g. 127.0.0.1,10.0.0.0/24; nobody names them when absent',
  METRICS_TOKEN:
    'at least 24 random characters by which the monitoring is known, e.g. from: openssl rand -base64 24; absent where it asks from the same machine',
  WORKER_METRICS: 'where the worker answers for its own figures, e.g. 127.0.0.1:9464; absent when it is not to',
  OTEL_EXPORTER_OTLP_ENDPOINT:
    'an OpenTelemetry collector that takes traces over HTTP, e.g. http://127.0.0.1:4318; absent without one',
  OTEL_TRACES_SAMPLER_ARG: 'the share of traces that are kept, from 0 to 1, e.g. 0.1; all of them when absent',
  STOP_AFTER_SECONDS:
    'how long a web instance that is told to end still takes requests, until whatever hands them on has noticed, e.g. 6; 0 when absent',
  STOP_WITHIN_SECONDS: 'how long what runs may then go on, e.g. 20',
  CLOCK_OFFSET_FILE:
    'a file that moves the magazine’s time, for demonstrations and rehearsals, e.g. /tmp/clock.json; absent in real life',
  LOG_LEVEL: 'one of fatal, error, warn, info, debug, silent',
}

const environment = z.object(runningVariables)

/** @throws Error when others than this machine could ask the worker, and no token would keep anybody out */
export function runningOf(env: z.output<typeof environment>): RunningConfig {
  return {
    trustedProxies: env.TRUSTED_PROXIES,
    metricsToken: env.METRICS_TOKEN,
    workerMetrics: env.WORKER_METRICS === undefined ? undefined : doorOf(env.WORKER_METRICS, env.METRICS_TOKEN),
    tracing: env.OTEL_EXPORTER_OTLP_ENDPOINT === undefined ? undefined : { share: env.OTEL_TRACES_SAMPLER_ARG },
    clockOffsetFile: env.CLOCK_OFFSET_FILE,
    logLevel: env.LOG_LEVEL,
    ending: { afterMs: env.STOP_AFTER_SECONDS * 1000, withinMs: env.STOP_WITHIN_SECONDS * 1000 },
  }
}

function doorOf(address: string, token: string | undefined): RunningConfig['workerMetrics'] {
  const { hostname, port } = new URL(`http://${address}`)
  const host = hostname.replace(/^\[|\]$/g, '')
  if (!['127.0.0.1', '::1', 'localhost'].includes(host) && token === undefined) {
    throw new Error(
      `METRICS_TOKEN is missing, and WORKER_METRICS is open to other machines; expected ${runningExpectations.METRICS_TOKEN}`,
    )
  }
  // The URL parser leaves out what is usual for its scheme.
  return { host, port: Number(port || 80) }
}
