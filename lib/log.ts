import pino, { type Logger } from 'pino'

export type Log = Logger

/** A failed query names its values after this word; they are people's data. */
function withoutValues(error: unknown): unknown {
  const shown = pino.stdSerializers.errWithCause(error instanceof Error ? error : new Error(String(error)))
  return JSON.parse(
    JSON.stringify(shown, (key, value) =>
      key === 'params' ? undefined : typeof value === 'string' ? value.replace(/\nparams:[^\n]*/g, '') : value,
    ),
  )
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
