import { DatabaseSync, type SQLInputValue, type SQLOutputValue, type StatementSync } from 'node:sqlite'

export type Row = Record<string, SQLOutputValue>

/** Everything the sandbox remembers lies in one SQLite file, so a restart loses nothing. */
export class Database {
  readonly #connection: DatabaseSync
  readonly #prepared = new Map<string, StatementSync>()
  #inTransaction = false

  constructor(file: string) {
    this.#connection = new DatabaseSync(file)
    this.#connection.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 2000;')
    this.#connection.exec(TABLES)
  }

  rows(sql: string, ...values: SQLInputValue[]): Row[] {
    return this.#statement(sql).all(...values)
  }

  row(sql: string, ...values: SQLInputValue[]): Row | undefined {
    return this.#statement(sql).get(...values)
  }

  run(sql: string, ...values: SQLInputValue[]): void {
    this.#statement(sql).run(...values)
  }

  /** All or nothing. `keep` decides, for an error thrown inside, whether what happened before it stays. */
  transaction<T>(work: () => T, keep: (error: unknown) => boolean = () => false): T {
    if (this.#inTransaction) return work()
    this.#connection.exec('BEGIN IMMEDIATE')
    this.#inTransaction = true
    try {
      const result = work()
      this.#connection.exec('COMMIT')
      return result
    } catch (error) {
      this.#connection.exec(keep(error) ? 'COMMIT' : 'ROLLBACK')
      throw error
    } finally {
      this.#inTransaction = false
    }
  }

  close(): void {
    this.#prepared.clear()
    this.#connection.close()
  }

  #statement(sql: string): StatementSync {
    const known = this.#prepared.get(sql)
    if (known) return known
    const statement = this.#connection.prepare(sql)
    this.#prepared.set(sql, statement)
    return statement
  }
}

const TABLES = `
  CREATE TABLE IF NOT EXISTS objects (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    created INTEGER NOT NULL,
    body TEXT NOT NULL,
    UNIQUE (kind, id)
  );
  CREATE INDEX IF NOT EXISTS objects_newest ON objects (kind, created DESC, seq DESC);
  CREATE INDEX IF NOT EXISTS objects_customer ON objects (kind, json_extract(body, '$.customer'));
  CREATE INDEX IF NOT EXISTS objects_subscription ON objects (kind, json_extract(body, '$.subscription'));
  CREATE INDEX IF NOT EXISTS objects_invoice ON objects (kind, json_extract(body, '$.invoice'));
  CREATE INDEX IF NOT EXISTS objects_intent ON objects (kind, json_extract(body, '$.intent'));
  CREATE INDEX IF NOT EXISTS objects_charge ON objects (kind, json_extract(body, '$.charge'));
  CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS timers (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    task TEXT NOT NULL,
    object TEXT NOT NULL,
    due INTEGER NOT NULL,
    clock TEXT,
    UNIQUE (task, object)
  );
  CREATE INDEX IF NOT EXISTS timers_due ON timers (clock, due, seq);
  CREATE TABLE IF NOT EXISTS deliveries (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    event TEXT NOT NULL,
    endpoint TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    queued_at INTEGER NOT NULL,
    next_at INTEGER NOT NULL,
    state TEXT NOT NULL DEFAULT 'waiting'
  );
  CREATE INDEX IF NOT EXISTS deliveries_waiting ON deliveries (state, endpoint, next_at, seq);
  CREATE INDEX IF NOT EXISTS deliveries_event ON deliveries (event);
  CREATE TABLE IF NOT EXISTS idempotency (
    key TEXT PRIMARY KEY,
    method TEXT NOT NULL,
    path TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    request_id TEXT NOT NULL,
    status INTEGER NOT NULL,
    body TEXT NOT NULL,
    created_at INTEGER NOT NULL
  );
`
