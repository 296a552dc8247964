/**
 * Reads a body without trusting what its header says of its length.
 * @param most bytes
 * @returns null when there is more than that; the rest is not read
 */
export async function textWithin(request: Pick<Request, 'headers' | 'body'>, most: number): Promise<string | null> {
  if (Number(request.headers.get('content-length') ?? 0) > most) return null
  if (request.body === null) return ''
  const decoder = new TextDecoder()
  let text = ''
  let read = 0
  for await (const chunk of request.body) {
    read += chunk.byteLength
    if (read > most) return null
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}
