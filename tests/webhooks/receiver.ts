import { createServer, type IncomingHttpHeaders } from 'node:http'
import { once } from 'node:events'
import { afterAll } from 'vitest'

export interface Received {
  headers: IncomingHttpHeaders
  body: string
}

/** Somebody else's software, on this machine. */
export async function receiver() {
  const received: Received[] = []
  const answer = { status: 200, body: 'ok', headers: {} }
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk: Buffer) => (body += chunk.toString()))
    request.on('end', () => {
      received.push({ headers: request.headers, body })
      response.writeHead(answer.status, answer.headers).end(answer.body)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  afterAll(() => server.close())
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return { url: `http://localhost:${port}/hooks`, received, answer }
}
