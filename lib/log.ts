import pino, { type Logger } from 'pino'

export type Log = Logger

/**
 * One JSON line an event, on standard output. Personal data is redacted by field name, wherever it stands in the first
 * three levels.
 * @param part which process writes: web, worker, migrate, …
 */
export function createLog(part: string, level: string): Log {
  const personal = ['email', 'recipient', 'name', 'address', 'token', 'code', 'authorization', 'cookie']
  return pino({
    level,
    base: { part },
    redact: { paths: personal.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]), censor: '[redacted]' },
  })
}
