type Body = Pick<Request, 'headers' | 'body'>

/**
 * Reads a body without trusting what its header says of its length.
 * @param most bytes
 * @returns null when there is more than that; the rest is not read
 */
export async function bytesWithin({ headers, body }: Body, most: number): Promise<Uint8Array<ArrayBuffer> | null> {
  if (Number(headers.get('content-length') ?? 0) > most) return null
  const chunks: Uint8Array[] = []
  let read = 0
  for await (const chunk of body ?? []) {
    read += chunk.byteLength
    if (read > most) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** A body as text, as `bytesWithin` reads it. */
export async function textWithin(request: Body, most: number): Promise<string | null> {
  const bytes = await bytesWithin(request, most)
  return bytes === null ? null : new TextDecoder().decode(bytes)
}

/**
 * A form with files in it, as `bytesWithin` reads it.
 * @throws TypeError when it is no form
 */
export async function formWithin(request: Body, most: number): Promise<FormData | null> {
  const bytes = await bytesWithin(request, most)
  if (bytes === null) return null
  const type = request.headers.get('content-type') ?? ''
  return new Response(bytes, { headers: { 'content-type': type } }).formData()
}
