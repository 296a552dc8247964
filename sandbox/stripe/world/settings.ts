import { z } from 'zod'
import type { Database } from './database.ts'

const settingRow = z.object({ value: z.string() })

/** Small facts about the sandbox itself: its clock, its faults, its default portal configuration. */
export class Settings {
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }
  read<T>(name: string, schema: z.ZodType<T>, otherwise: T): T {
    const row = this.#database.row('SELECT value FROM settings WHERE name = ?', name)
    return row ? schema.parse(JSON.parse(settingRow.parse(row).value)) : otherwise
  }

  write(name: string, value: unknown): void {
    this.#database.run(
      'INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
      name,
      JSON.stringify(value),
    )
  }
}
