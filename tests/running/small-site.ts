/**
 * A web process that is watched and ended as the site is, without Next: `node small-site.ts PORT AFTER_MS WITHIN_MS`. Answers
 * /slow?MS after so long, /ready as the site does, /failed as Next does with a page that failed, its head before all else, and
 * anything else at once. From /away on its database is.
 */
import { createServer } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { watchArrivals } from '#app/_server/arrivals.ts'
import { endOnSignals } from '#app/_server/ending.ts'
import { life } from '#app/_server/life.ts'
import { createLog } from '#lib/log.ts'
import { currentTrail } from '#lib/trail.ts'

const [port, afterMs, withinMs] = process.argv.slice(2).map(Number)
const log = createLog('web', 'debug')
let isAway = false
const watched = { trustedProxies: ['127.0.0.2', '10.0.0.0/8'], publicUrl: 'https://magazine.example' }
const arrivals = watchArrivals(watched, log, () => isAway)
endOnSignals({ ending: { afterMs: afterMs ?? 0, withinMs: withinMs ?? 0 } }, log, arrivals, async () =>
  log.info('the pool is closed'),
)
createServer((request, response) => {
  const { pathname, search } = new URL(request.url ?? '/', 'http://localhost')
  const answer = async () => {
    if (pathname === '/slow') await wait(Number(search.slice(1)))
    if (pathname === '/away') isAway = true
    if (pathname === '/failed') {
      response.setHeader('content-length', '5')
      response.flushHeaders()
      response.write(new Uint8Array())
      await wait(10)
      response.statusCode = 500
      response.write('empty')
      return response.end()
    }
    if (pathname === '/ready') return response.writeHead(life.isEnding ? 503 : 200).end()
    if (pathname === '/unreadable') {
      Object.assign(currentTrail() ?? {}, { isUnreadable: true })
      return response.writeHead(500).end()
    }
    if (pathname === '/kept') response.setHeader('cache-control', 's-maxage=900')
    const { 'x-forwarded-for': from, 'x-forwarded-host': host } = request.headers
    return response.end(JSON.stringify({ ...currentTrail(), from, host, url: request.url }))
  }
  void answer()
}).listen(port, '127.0.0.1')
