import pino, { type Logger } from 'pino'

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
  return cleaned(pino.stdSerializers.err(asError(error)).stack, error)
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

/**
 * One JSON line an event, on standard output. Personal data is redacted by field name, wherever it stands in the first
 * three levels, and the values of failed queries are left out.
 * @param part which process writes: web, worker, migrate, …
 */
export function createLog(part: string, level: string): Log {
  const personal = ['email', 'recipient', 'name', 'address', 'token', 'code', 'authorization', 'cookie']
  return pino({
    level,
    base: { part },
    serializers: { err: withoutValues },
    redact: { paths: personal.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]), censor: '[redacted]' },
  })
}
