import { pipeline, Readable } from 'node:stream'
import { stringify } from 'csv-stringify'
import { forSpreadsheets } from '#lib/csv.ts'

/** A line of a file: a word for each of its columns. */
export type Line<Column extends string> = Record<Column, string>

/**
 * A file for spreadsheets, written as it is read.
 * @param note is told of each line
 */
export function csvFile<Column extends string>(
  columns: readonly Column[],
  lines: AsyncIterable<Line<Column>>,
  note: () => void,
): AsyncIterable<string | Uint8Array> {
  const csv = stringify({ ...forSpreadsheets, columns: [...columns] })
  // What goes wrong while reading ends the file's reader, too.
  pipeline(Readable.from(noted(lines, note)), csv, () => undefined)
  return csv
}

async function* noted<One>(lines: AsyncIterable<One>, note: () => void): AsyncGenerator<One> {
  for await (const line of lines) {
    note()
    yield line
  }
}
