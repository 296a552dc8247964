import pino, { type DestinationStream, type Logger, type LoggerOptions } from 'pino'
import { scrubbed, scrubbedValue } from './scrubbed.ts'
import { currentTraceId } from './tracing.ts'
import { currentTrail } from './trail.ts'

export type Log = Logger

/**
 * An error as it may be written down. A failed query names its values, in fields of its own and after the word “params”:
 * they are people's data, and texts that not everybody may read.
 */
function withoutValues(error: unknown): unknown {
  const shown = pino.stdSerializers.errWithCause(asError(error))
  const hidden = ['params', 'parameters', 'where']
  return JSON.parse(
    JSON.stringify(shown, (key, value) =>
      hidden.includes(key) ? undefined : typeof value === 'string' ? cleaned(value, error) : value,
    ),
  )
}

/** The same as text: an error's stack and those of what caused it, for a command's output. */
export function stackWithoutValues(error: unknown): string {
  return scrubbed(cleaned(pino.stdSerializers.err(asError(error)).stack, error))
}

/** An error's message alone, for what is kept in the database. */
export function messageWithoutValues(error: unknown): string {
  return scrubbed(cleaned(asError(error).message, error))
}

function asError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error))
}

/** First the values as they were written, since a text has lines of its own; then whatever else is called so. */
function cleaned(text: string, error: unknown): string {
  return namedValues(error)
    .reduce((rest, values) => rest.replaceAll(values, ''), text)
    .replace(/\nparams:[^\n]*/g, '')
}

/** How Drizzle writes the values of a query that failed into its message, for an error and what caused it. */
function namedValues(error: unknown): string[] {
  if (!(error instanceof Error)) return []
  const own = 'params' in error && Array.isArray(error.params) ? [`\nparams: ${error.params.join(',')}`] : []
  return [...own, ...namedValues(error.cause)]
}

/** A line as it is written: whatever was handed to the log, however deep, and whatever its text was made of. */
function scrubbedLine(line: string): string {
  try {
    return `${JSON.stringify(scrubbedValue(JSON.parse(line)))}\n`
  } catch {
    return `${scrubbed(line.trimEnd())}\n`
  }
}

/**
 * One JSON line an event, on standard output, with the request it follows from, the job in hand and the trace, where there are
 * any (lib/trail.ts). People's data is taken out of the whole line (lib/scrubbed.ts): fields by their names, addresses and tokens
 * wherever they stand, and the values of failed queries.
 * @param part which process writes: web, worker, migrate, …
 * @param destination another than standard output, for tests
 */
export function createLog(part: string, level: string, destination?: DestinationStream): Log {
  const options = { ...optionsOf(part, level), hooks: { streamWrite: scrubbedLine } }
  return destination ? pino(options, destination) : pino(options)
}

/**
 * The same for the one line that every request writes, which is not looked through: that took longer than a kept page. Whoever
 * writes to it hands over figures and names of the program's own.
 */
export function createRequestLog(part: string, level: string): Log {
  return pino(optionsOf(part, level))
}

function optionsOf(part: string, level: string): LoggerOptions {
  return { level, base: { part }, mixin: origin, serializers: { err: withoutValues } }
}

function origin(): object {
  const trail = currentTrail()
  const traceId = currentTraceId()
  return {
    ...(trail && { requestId: trail.requestId, job: trail.job, jobId: trail.jobId }),
    ...(traceId !== undefined && { traceId }),
  }
}
