/**
 * A body made as it is sent: the next chunk is asked for when the last has left, and nothing more once the reader has.
 * @param chunks of text or bytes; ended early, they are told so
 */
export function streamOf(chunks: AsyncIterable<string | Uint8Array>): ReadableStream<Uint8Array<ArrayBuffer>> {
  const iterator = chunks[Symbol.asyncIterator]()
  const encoder = new TextEncoder()
  return new ReadableStream({
    async pull(controller) {
      const next = await iterator.next()
      if (next.done === true) controller.close()
      else controller.enqueue(typeof next.value === 'string' ? encoder.encode(next.value) : Uint8Array.from(next.value))
    },
    async cancel() {
      await iterator.return?.()
    },
  })
}
