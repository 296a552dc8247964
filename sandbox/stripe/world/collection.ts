import { z } from 'zod'
import type { SQLInputValue } from 'node:sqlite'
import type { Database, Row } from './database.ts'

export type Stored = { id: string; created: number }

type Scalar = string | number | boolean | null

/** Equality on fields of the record; the names come from code, never from a request. */
export type Where = { [field: string]: Scalar | undefined | { not: Scalar } | { in: readonly Scalar[] } }

export type CreatedRange = { equals?: number; gt?: number; gte?: number; lt?: number; lte?: number }

export type PageRequest = {
  where: Where
  created?: CreatedRange
  limit: number
  startingAfter?: Stored
  endingBefore?: Stored
}

const storedRow = z.object({ body: z.string() })

/**
 * All records of one kind. Records are parsed when read: a file written by an older sandbox fails loudly, not
 * strangely.
 */
export class Collection<R extends Stored> {
  readonly kind: string
  readonly #database: Database
  readonly #schema: z.ZodType<R>

  constructor(database: Database, kind: string, schema: z.ZodType<R>) {
    this.kind = kind
    this.#database = database
    this.#schema = schema
  }

  find(id: string): R | undefined {
    const row = this.#database.row('SELECT body FROM objects WHERE kind = ? AND id = ?', this.kind, id)
    return row ? this.#parse(row) : undefined
  }

  put(record: R): R {
    this.#database.run(
      `INSERT INTO objects (kind, id, created, body) VALUES (?, ?, ?, ?)
       ON CONFLICT (kind, id) DO UPDATE SET created = excluded.created, body = excluded.body`,
      this.kind,
      record.id,
      record.created,
      JSON.stringify(record),
    )
    return record
  }

  remove(id: string): void {
    this.#database.run('DELETE FROM objects WHERE kind = ? AND id = ?', this.kind, id)
  }

  /** Oldest first. */
  all(where: Where = {}): R[] {
    const filter = conditions(where)
    const sql = `SELECT body FROM objects WHERE kind = ?${filter.sql} ORDER BY created, seq`
    return this.#database.rows(sql, this.kind, ...filter.values).map((row) => this.#parse(row))
  }

  newest(where: Where = {}): R | undefined {
    return this.page({ where, limit: 1 }).records[0]
  }

  /** Newest first, as every list of Stripe's. https://docs.stripe.com/api/pagination */
  page(request: PageRequest): { records: R[]; hasMore: boolean } {
    const filter = conditions(request.where)
    const range = createdConditions(request.created ?? {})
    const cursor = request.startingAfter ?? request.endingBefore
    const backwards = request.endingBefore !== undefined
    const after = cursor
      ? ` AND (created, seq) ${backwards ? '>' : '<'} (SELECT created, seq FROM objects WHERE kind = ? AND id = ?)`
      : ''
    const direction = backwards ? 'ASC' : 'DESC'
    const rows = this.#database.rows(
      `SELECT body FROM objects WHERE kind = ?${filter.sql}${range.sql}${after} ORDER BY created ${direction}, seq ${direction} LIMIT ?`,
      this.kind,
      ...filter.values,
      ...range.values,
      ...(cursor ? [this.kind, cursor.id] : []),
      request.limit + 1,
    )
    const records = rows.slice(0, request.limit).map((row) => this.#parse(row))
    return { records: backwards ? records.reverse() : records, hasMore: rows.length > request.limit }
  }

  #parse(row: Row): R {
    return this.#schema.parse(JSON.parse(storedRow.parse(row).body))
  }
}

function conditions(where: Where): { sql: string; values: SQLInputValue[] } {
  const values: SQLInputValue[] = []
  let sql = ''
  for (const [field, wanted] of Object.entries(where)) {
    if (wanted === undefined) continue
    const column = `json_extract(body, '$.${field}')`
    if (typeof wanted === 'object' && wanted !== null && 'in' in wanted) {
      sql += ` AND ${column} IN (${wanted.in.map(() => '?').join(', ')})`
      values.push(...wanted.in.map(bound))
    } else if (typeof wanted === 'object' && wanted !== null) {
      sql += ` AND ${column} IS NOT ?`
      values.push(bound(wanted.not))
    } else {
      // `=` can use the index; null needs `IS`.
      sql += wanted === null ? ` AND ${column} IS NULL` : ` AND ${column} = ?`
      if (wanted !== null) values.push(bound(wanted))
    }
  }
  return { sql, values }
}

function createdConditions(range: CreatedRange): { sql: string; values: SQLInputValue[] } {
  const parts: [string, number | undefined][] = [
    ['=', range.equals],
    ['>', range.gt],
    ['>=', range.gte],
    ['<', range.lt],
    ['<=', range.lte],
  ]
  const given = parts.flatMap(([operator, value]) => (value === undefined ? [] : [{ operator, value }]))
  return {
    sql: given.map((part) => ` AND created ${part.operator} ?`).join(''),
    values: given.map((part) => part.value),
  }
}

function bound(value: Scalar): SQLInputValue {
  return typeof value === 'boolean' ? Number(value) : value
}
