import { eq, sql, type SQL } from 'drizzle-orm'
import type { AnyPgColumn } from 'drizzle-orm/pg-core'
import type { Context } from '#lib/context.ts'
import type { Enclosed, Entry, Subject } from '../model.ts'

/** One kind of what is kept about people: a file of the archive, and a chapter of what can be read. */
export interface Part {
  /** Its file is data/KEY.json. */
  key: string
  title: string
  about: string
  /** Many short lines read better as a table. */
  isTable?: boolean
  read(ctx: Context, subject: Subject): Promise<Entry[]>
  /** Files that go along. */
  files?(ctx: Context, subject: Subject): AsyncIterable<Enclosed>
}

/** What belongs to the account; nothing for somebody without one. */
export function ofPerson(column: AnyPgColumn, subject: Subject): SQL {
  return subject.personId === null ? sql`false` : eq(column, subject.personId)
}

/** An amount in minor units, as people write it: 12.50 GBP. All our currencies have hundredths. */
export function amountOf(minor: number | null, currency: string | null): string | null {
  if (minor === null) return null
  const sign = minor < 0 ? '-' : ''
  const whole = Math.floor(Math.abs(minor) / 100)
  return `${sign}${whole}.${String(Math.abs(minor) % 100).padStart(2, '0')} ${currency ?? ''}`.trim()
}

/** Where an article is, for whoever wants to look. */
export function articleUrl(ctx: Pick<Context, 'config'>, slug: string): string {
  return `${ctx.config.publicUrl}/articles/${slug}`
}
