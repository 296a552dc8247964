import { SpanKind, SpanStatusCode, trace, type Span } from '@opentelemetry/api'
import postgres from 'postgres'
import { isAway, isBrokenLine } from './away.ts'
import type { Pools } from './pools.ts'

/** What a pool is asked for at a moment. */
export interface PoolLoad {
  /** Most connections. */
  max: number
  /** Queries that were asked and are not answered yet. */
  queries: number
  /** Transactions that hold a connection. */
  transactions: number
  /** Transactions that wait for one. */
  waiting: number
}

export interface Watched {
  client: postgres.Sql
  load: PoolLoad
  /** Whether the database is away, as far as is known: by the last that was asked, or by anything of the last second. */
  isAway(): boolean
}

/** Milliseconds. A database may refuse some, for want of room or connections, and answer others. */
const remembered = 1_000

type Work<Result> = (tx: postgres.TransactionSql) => Promise<Result>

const tracer = trace.getTracer('standfirst')

/**
 * Counts what a client is asked, and puts a span around every query that is part of a trace: with the text that the program
 * wrote, which has $1 where a value is. Knows what Drizzle calls (drizzle-orm/postgres-js/session), and nothing else.
 */
export function watched(pools: Pools, max: number): Watched {
  const load: PoolLoad = { max, queries: 0, transactions: 0, waiting: 0 }
  let isGone = false
  let goneAt = -Infinity
  const noteOutcome = (pool: postgres.Sql, fault?: unknown) => {
    isGone = fault !== undefined && isAway(fault)
    if (isGone) goneAt = performance.now()
    if (isGone && isBrokenLine(fault)) pools.spoil(pool)
  }

  /** @param given where it is asked: a pool or a transaction of it, known when it is asked */
  const unsafe = (given: () => { sql: postgres.Sql | postgres.TransactionSql; pool: postgres.Sql }) =>
    new Proxy(pools.current().unsafe, {
      apply(_ask, _self, [text, values, options]: Parameters<postgres.Sql['unsafe']>) {
        const { sql, pool } = given()
        const query = sql.unsafe(text, values, isPrepared(text) ? { ...options, prepare: true } : options)
        noteAnswer(query, text, load, (fault) => noteOutcome(pool, fault))
        return query
      },
    })

  const inside = (tx: postgres.TransactionSql, pool: postgres.Sql): postgres.TransactionSql =>
    new Proxy(tx, {
      get(_target, name) {
        if (name === 'unsafe') return unsafe(() => ({ sql: tx, pool }))
        if (name === 'savepoint')
          return <Result>(work: Work<Result>) => tx.savepoint((inner) => work(inside(inner, pool)))
        return Reflect.get(tx, name)
      },
    })

  async function begin<Result>(work: Work<Result>) {
    let holds = false
    const pool = pools.current()
    load.waiting += 1
    try {
      return await pool.begin((tx) => {
        holds = true
        load.waiting -= 1
        load.transactions += 1
        return work(inside(tx, pool))
      })
    } catch (fault) {
      if (isAway(fault)) noteOutcome(pool, fault)
      throw fault
    } finally {
      if (holds) load.transactions -= 1
      else load.waiting -= 1
    }
  }

  const asked = unsafe(() => ({ sql: pools.current(), pool: pools.current() }))
  const outside = new Proxy(pools.current(), {
    get(_target, name) {
      if (name === 'unsafe') return asked
      if (name === 'begin') return begin
      return Reflect.get(pools.current(), name)
    },
  })
  return { client: outside, load, isAway: () => isGone || performance.now() - goneAt < remembered }
}

/** Texts beyond these are planned each time: some are made up at each call, and each one prepared takes memory of every connection. */
const mostPrepared = 100
const prepared = new Set<string>()

/** What writes given values, and what writes a job (pg-boss's, with the notice of it). */
const writesValues = /^\s*insert into [^(]+\([^()]*\) values |^\s*(?:with ins as \()?\s*insert into pgboss\./i

/**
 * Whether PostgreSQL keeps a statement: of one that it does not keep, postgres.js asks first of what types its values are, a trip to
 * the database more, and it is parsed and planned anew each time. There is but one plan for what writes given values; what
 * reads is planned for the values it is asked with.
 */
function isPrepared(text: string): boolean {
  if (!writesValues.test(text)) return false
  if (prepared.size < mostPrepared) prepared.add(text)
  return prepared.has(text)
}

/** A query of postgres.js is sent when somebody first waits for it. */
function noteAnswer(
  query: ReturnType<postgres.Sql['unsafe']>,
  text: string,
  load: PoolLoad,
  noteOutcome: (fault?: unknown) => void,
): void {
  let isSent = false
  const then = new Proxy(query.then, {
    apply(wait, _self, given) {
      if (!isSent) {
        isSent = true
        load.queries += 1
        const span = spanOf(text)
        const end = (failure?: unknown) => {
          load.queries -= 1
          noteOutcome(failure)
          if (span) endSpan(span, failure)
        }
        void Reflect.apply(wait, query, [() => end(), (error: unknown) => end(error)])
      }
      return Reflect.apply(wait, query, given)
    },
  })
  Reflect.set(query, 'then', then)
}

/** Nothing where no trace is open: the worker asks for jobs all day. */
function spanOf(text: string): Span | undefined {
  if (trace.getActiveSpan() === undefined) return undefined
  const operation = text.trimStart().split(/\s/, 1)[0]?.toLowerCase() ?? 'query'
  const attributes = { 'db.system.name': 'postgresql', 'db.query.text': text }
  return tracer.startSpan(`postgresql ${operation}`, { kind: SpanKind.CLIENT, attributes })
}

/** What PostgreSQL says of a failure names values; its code does not. */
function endSpan(span: Span, failure: unknown): void {
  if (failure !== undefined) {
    span.setAttribute('error.type', failure instanceof postgres.PostgresError ? failure.code : 'error')
    span.setStatus({ code: SpanStatusCode.ERROR })
  }
  span.end()
}
