import { readFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import type postgres from 'postgres'
import { z } from 'zod'

const patienceMs = 60_000

const waitingSchema = z.tuple([z.object({ jobs: z.int(), mails: z.int(), events: z.int() })])

/**
 * Waits, a minute at most, until the worker has done what it was given.
 * @returns what is still to be done
 */
export async function untilQuiet(sql: postgres.Sql, since: Date): Promise<string[]> {
  const deadline = performance.now() + patienceMs
  for (;;) {
    const [waiting] = waitingSchema.parse(
      await sql`
      select
        (select count(*)::int from pgboss.job where created_on >= ${since} and (state = 'active' or (state in ('created', 'retry') and start_after <= now()))) as jobs,
        (select count(*)::int from mails where created_at >= ${since} and sent_at is null and refused_at is null) as mails,
        (select count(*)::int from stripe_events where received_at >= ${since} and state = 'received') as events`,
    )
    const left = Object.entries(waiting).filter(([, count]) => count > 0)
    if (left.length === 0 || performance.now() > deadline)
      return left.map(([what, count]) => `${count} ${what} still waited after a minute`)
    await wait(500)
  }
}

const failedSchema = z.array(z.object({ what: z.string(), count: z.int() }))

/** What the database says went wrong: jobs that failed for good, mails that were refused, events that could not be applied. */
export async function failuresKept(sql: postgres.Sql, since: Date): Promise<string[]> {
  const failed = failedSchema.parse(
    await sql`
    select 'jobs failed in ' || name as what, count(*)::int as count from pgboss.job where created_on >= ${since} and (state = 'failed' or name = 'dead-letters') group by name
    union all
    select 'mails refused: ' || coalesce(problem, ''), count(*)::int from mails where refused_at >= ${since} group by problem
    union all
    select 'events failed: ' || coalesce(outcome, ''), count(*)::int from stripe_events where received_at >= ${since} and state = 'failed' group by outcome`,
  )
  return failed.map(({ what, count }) => `${count} ${what}`)
}

/** pino's levels: https://github.com/pinojs/pino/blob/main/docs/api.md#loggerlevels-object */
const lineSchema = z.looseObject({ level: z.number(), msg: z.string().default('') })
const errorLevel = 50

/**
 * Lines of a process's log that tell of an error. Whatever is no line of the log was written by somebody in distress, but for what
 * Next says before the first.
 */
export function errorsLogged(file: string): string[] {
  const lines = readFileSync(file, 'utf8').split('\n')
  const begun = lines.findIndex((line) => line.startsWith('{'))
  return lines.slice(Math.max(0, begun)).flatMap((line) => {
    if (line.trim() === '' || isOfInspector(line)) return []
    const parsed = lineSchema.safeParse(jsonIn(line))
    if (parsed.success && parsed.data.level < errorLevel) return []
    return [`logged: ${line.slice(0, 300)}`]
  })
}

/** Node tells there who looks at its memory. */
function isOfInspector(line: string): boolean {
  return /^Debugger (attached|ending)|^For help, see/.test(line)
}

function jsonIn(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
