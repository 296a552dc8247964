/** How many rows are in memory at once. */
const batchSize = 500

/**
 * All rows of a query that is asked batch by batch, in order of a key.
 * @param read gives the next `size` rows after a key, fewer only where there are no more
 * @param keyOf a row's own
 */
export async function* inBatches<Row, Key>(
  read: (after: Key | undefined, size: number) => Promise<Row[]>,
  keyOf: (row: Row) => Key,
  size = batchSize,
): AsyncGenerator<Row> {
  let last: Key | undefined
  for (;;) {
    const batch = await read(last, size)
    yield* batch
    const end = batch.at(-1)
    if (end === undefined || batch.length < size) return
    last = keyOf(end)
  }
}

/** One JSON object a line. @param note is told of each */
export async function* jsonLines(rows: AsyncIterable<object>, note: () => void): AsyncGenerator<string> {
  for await (const row of rows) {
    note()
    yield `${JSON.stringify(row)}\n`
  }
}
