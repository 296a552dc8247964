import { subscribe } from 'node:diagnostics_channel'
import { IncomingMessage, ServerResponse, type Server } from 'node:http'
import { v7 } from 'uuid'
import type { Config } from '#lib/config.ts'
import type { Log } from '#lib/log.ts'
import { pagesAskedFor, requestSeconds } from '#lib/metrics.ts'
import { enterTrail, type Trail } from '#lib/trail.ts'
import { answerFaults } from './fault-page.ts'
import { life } from './life.ts'
import { among, handsOn } from './network.ts'
import { isLegible, nowhere } from './nowhere.ts'
import { isOfLittleNote, pathToTell, routeOf } from './route-of.ts'

/** Answers that are not finished; and what listens, known once somebody has asked for something. */
interface Arrivals {
  running: Set<ServerResponse>
  server: Server | undefined
}

const requestIdHeader = 'x-request-id'

/**
 * From now on every request of this process is counted, told of in the log in one line, and named: by whatever trusted proxy
 * handed it on, or by us. Where it came from a proxy says, and of whoever comes without one the connection. Node tells of them
 * (https://nodejs.org/api/diagnostics_channel.html#http); Next has no place from which all are seen, kept pages and files included.
 */
export function watchArrivals(
  config: Pick<Config, 'trustedProxies' | 'publicUrl'>,
  log: Log,
  isDatabaseAway: () => boolean,
): Arrivals {
  const arrivals: Arrivals = { running: new Set(), server: undefined }
  const publicHost = new URL(config.publicUrl).host
  const [isTrusted, mayHandOn] = [among(config.trustedProxies), handsOn(config.trustedProxies)]
  subscribe('http.server.request.start', (message) => {
    const { request, response, server } = partsOf(message)
    if (!request || !response) return
    arrivals.server ??= server
    arrivals.running.add(response)
    if (life.isEnding) response.shouldKeepAlive = false
    leadNowhere(request)
    const began = performance.now()
    const address = request.socket.remoteAddress ?? ''
    const requestId = isTrusted(address) ? nameGiven(request) : v7()
    if (!isTrusted(address)) forgetForeignTrace(request)
    const isLocal = isLoopback(address) && !isHandedOn(request)
    if (!mayHandOn(address)) nameSender(request, address)
    // Next holds the origin of forms against it: there is one, whatever a stranger asks for or a proxy forgets to hand on.
    request.headers['x-forwarded-host'] = publicHost
    const trail: Trail = { requestId, isLocal }
    enterTrail(trail)
    nameUnlessKept(response, requestId)
    answerFaults(request, response, trail, isDatabaseAway)
    // Eleven parts of Next and Node wait for the end of a page with nothing at it that is handed on: Node warns of more than ten.
    response.setMaxListeners(20)
    response.once('close', () => {
      arrivals.running.delete(response)
      tell(log, request, response, trail, performance.now() - began)
    })
  })
  return arrivals
}

function partsOf(message: unknown): { request?: IncomingMessage; response?: ServerResponse; server?: Server } {
  if (typeof message !== 'object' || message === null) return {}
  const { request, response, server }: { request?: unknown; response?: unknown; server?: Server } = message
  return {
    ...(request instanceof IncomingMessage && { request }),
    ...(response instanceof ServerResponse && { response }),
    ...(server && { server }),
  }
}

/** What a proxy calls the request, where that can stand in a log; a name of our own otherwise. */
function nameGiven({ headers }: IncomingMessage): string {
  const given = headers[requestIdHeader]
  return typeof given === 'string' && /^[\w.:+/=-]{8,128}$/.test(given) ? given : v7()
}

/** Strangers neither decide which traces are kept nor add to one. */
function forgetForeignTrace({ headers }: IncomingMessage): void {
  for (const name of ['traceparent', 'tracestate', 'baggage']) delete headers[name]
}

/** Limits count by it (app/_server/address.ts): strangers do not say whom they count for. */
function nameSender({ headers }: IncomingMessage, address: string): void {
  headers['x-forwarded-for'] = address
  delete headers.forwarded
}

const isLoopback = among(['127.0.0.0/8', '::1'])

/** Before Next adds the first of these itself. */
function isHandedOn({ headers }: IncomingMessage): boolean {
  return ['x-forwarded-for', 'forwarded', 'via', 'x-real-ip'].some((name) => headers[name] !== undefined)
}

/** Of what Next makes faults of its own, and nobody asks for. */
function leadNowhere(request: IncomingMessage): void {
  // No browser sends it, and the web's Request can be none (Fetch standard, forbidden methods).
  const isTrace = request.method === 'TRACE'
  if (isTrace) request.method = 'GET'
  if (isTrace || !isLegible(request.url ?? '')) request.url = nowhere
}

/**
 * Tells whoever asked how the log calls the request; the browser's scripts read the second of the headers. Not with what a cache
 * may keep and show to others.
 */
function nameUnlessKept(response: ServerResponse, requestId: string): void {
  response.writeHead = new Proxy(response.writeHead, {
    apply(writeHead, self, given) {
      const kept = String(response.getHeader('cache-control') ?? '')
      if (!/s-maxage|public|immutable/.test(kept)) {
        response.setHeader(requestIdHeader, requestId)
        response.appendHeader('server-timing', `request;desc="${requestId}"`)
      }
      return Reflect.apply(writeHead, self, given)
    },
  })
}

/** What was answered. Next sets a status once more when the head is out. */
function statusOf({ headersSent, statusCode }: ServerResponse, { isUnreadable }: Trail): number {
  // As nginx says that whoever asked went away.
  if (!headersSent) return 499
  return statusCode === 500 && isUnreadable === true ? 400 : statusCode
}

function tell(log: Log, request: IncomingMessage, response: ServerResponse, trail: Trail, ms: number): void {
  const { method = '' } = request
  const { requestId } = trail
  const status = statusOf(response, trail)
  const route = routeOf(request)
  requestSeconds.observe({ method, route, status }, ms / 1000)
  const kept = response.getHeader('x-nextjs-cache')
  if (typeof kept === 'string') pagesAskedFor.inc({ outcome: kept.toLowerCase() })
  const level = status >= 500 ? 'error' : isOfLittleNote(route) ? 'debug' : 'info'
  const path = pathToTell(request, route)
  // Named here as well: what ends an answer may be no part of what was begun with it.
  log[level](
    {
      requestId,
      method,
      route,
      ...(path !== undefined && { path }),
      status,
      ms: Math.round(ms),
      ...(!response.writableFinished && { cutOff: true }),
    },
    'request',
  )
}
