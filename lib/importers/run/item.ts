import { createHash } from 'node:crypto'
import type { Context } from '#lib/context.ts'
import type { ItemReport, Notes } from './report.ts'

/** Where things come from, one after the other. */
export interface Source {
  /** Under it and an item's own reference what was imported is known again. */
  name: string
  /** How many items there will be. */
  total: number
  pieces(): AsyncIterable<Piece>
  /** Writes what belongs to no single item, after them all; more than once, when the import comes again. */
  finish?(tx: Context): Promise<void>
}

export type Piece =
  | Item
  /** Nothing that comes: with a name it is told of by itself, else only counted. */
  | { kind: 'left out'; what: string; why: string; count: number; name?: string }
  /** It cannot even be read. */
  | { kind: 'refused'; name: string; why: string }

/** One thing that comes whole or not at all: an article with its comments, a member. */
export interface Item {
  kind: 'item'
  /** What it is called where it comes from: the same twice is one. */
  ref: string
  /** As the report names it. */
  name: string
  /** Made of all that it says and of how it is to be read (`fingerprintOf`): what says the same as last time is passed over. */
  fingerprint: string
  /**
   * Reads it and takes its pictures in, outside of the transaction, which others wait for.
   * @throws Refusal when it cannot come
   */
  prepare(ctx: Context, given: Given): Promise<Prepared>
}

export interface Given {
  notes: Notes
  /** Everything is taken back in the end: files are looked at, and not kept. */
  isTrial: boolean
  /** What was edited here gives way. */
  overwrite: boolean
}

export interface Prepared {
  /**
   * Writes it. May be called again with fresh notes, after a transaction that failed.
   * @throws Refusal when it cannot come: nothing of it is kept then
   */
  write(tx: Context, given: Writing): Promise<Written>
}

export interface Writing extends Given {
  /** For saveArticle: search learns the words of a whole batch at once. */
  texts: string[]
}

export interface Written {
  result: Extract<ItemReport['result'], 'created' | 'updated' | 'unchanged'>
  articleId: string | null
  /** Its page here, if it has one. */
  address: string | null
}

/** @param parts everything that makes a difference to what an item becomes, in a fixed order */
export function fingerprintOf(...parts: (string | Uint8Array)[]): string {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(`${part.length}\n`).update(part)
  return hash.digest('hex')
}
