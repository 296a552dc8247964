import { createHash, timingSafeEqual } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import { registry } from '#lib/metrics.ts'

/**
 * Answers GET /metrics with what this worker counts, in Prometheus' text format: what lies in the database is told by the site.
 * @param token asked of everybody where there is one; without, only this machine can reach the address (lib/running-config.ts)
 * @returns takes no more questions
 */
export async function tellFigures(
  { host, port }: { host: string; port: number },
  token: string | undefined,
): Promise<() => void> {
  const server = createServer((request, response) => {
    const mayAsk = request.url === '/metrics' && (token === undefined || bears(request, token))
    if (!mayAsk) {
      response.writeHead(404).end()
      return
    }
    registry.metrics().then(
      (text) => response.writeHead(200, { 'content-type': registry.contentType }).end(text),
      () => response.writeHead(500).end(),
    )
  })
  server.listen(port, host)
  await once(server, 'listening')
  return () => {
    server.close()
    server.closeAllConnections()
  }
}

function bears(request: IncomingMessage, token: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(hash(request.headers.authorization ?? ''), hash(`Bearer ${token}`))
}
