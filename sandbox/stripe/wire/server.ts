import { answerSandboxRequest } from '../faults/sandbox-requests.ts'
import { currentFaults } from '../faults/faults.ts'
import { visitHostedPage } from '../pages/hosted-pages.ts'
import { notice, type Page, pageHeaders, redirect } from '../pages/layout.ts'
import { overviewPage } from '../pages/overview.ts'
import { advanceSandbox } from '../world/advance-sandbox.ts'
import { Api } from './api.ts'
import { settle, type Workings } from './workings.ts'
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'

const LARGEST_BODY = 1_000_000

/** Stripe's API under /v1, the pages people see, and the sandbox's own switches under /sandbox. */
export function sandboxListener(workings: Workings): RequestListener {
  const api = new Api(workings.world)
  return (request, response) => {
    answer(workings, api, request, response).catch((error: unknown) => {
      console.error('The sandbox failed:', error)
      if (!response.headersSent) response.writeHead(500)
      response.end()
    })
  }
}

async function answer(workings: Workings, api: Api, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname, search } = new URL(request.url ?? '/', 'http://sandbox')
  if (pathname === '/healthz') return void response.writeHead(200, { 'content-type': 'text/plain' }).end('ok\n')
  const body = await readBody(request)
  if (body === undefined) return void response.writeHead(413).end()
  if (pathname.startsWith('/v1/') || pathname.startsWith('/v2/')) {
    const given = await api.answer(request, pathname, search.slice(1), body)
    settle(workings)
    if (given === 'disconnect') return void response.destroy()
    if (given === 'no answer') return
    return void response.writeHead(given.status, given.headers).end(given.body)
  }

  if (pathname.startsWith('/sandbox/')) {
    const { status, result } = await answerSandboxRequest(workings, request, pathname, body)
    return void response.writeHead(status, { 'content-type': 'application/json' }).end(`${JSON.stringify(result)}\n`)
  }

  await answerPage(workings, request, response, pathname, body)
}

async function answerPage(
  workings: Workings,
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  body: string,
): Promise<void> {
  const { world, deliveries } = workings
  const method = request.method ?? 'GET'
  if (method !== 'GET' && method !== 'HEAD' && method !== 'POST')
    return void response.writeHead(405, { allow: 'GET, HEAD, POST' }).end()
  if (path === '/') return overview(workings, request, response, body)
  const step = visitHostedPage(world, method, path, Object.fromEntries(new URLSearchParams(body)))
  settle(workings)
  // Stripe lets the receiver of the completion answer before it sends the payer back, but not forever.
  // https://docs.stripe.com/checkout/fulfillment
  if (step?.completed && !currentFaults(world).webhooks.hold) await deliveries.firstAttempts(workings.redirectWait)
  send(response, step?.page ?? notice(404, 'Nothing here', 'There is no such page in this sandbox.'))
}

async function overview(
  workings: Workings,
  request: IncomingMessage,
  response: ServerResponse,
  body: string,
): Promise<void> {
  const { world } = workings
  if (request.method !== 'POST') return send(response, overviewPage(world))
  // Another site's form must not move the clock of whoever has this open.
  if (request.headers.origin !== new URL(world.publicOrigin).origin) return void response.writeHead(403).end()
  const seconds = Number(new URLSearchParams(body).get('seconds'))
  if (Number.isInteger(seconds) && seconds > 0) await advanceSandbox(workings, world.clock.now() + seconds)
  settle(workings)
  send(response, redirect(`${world.publicOrigin}/`))
}

function send(response: ServerResponse, page: Page): void {
  if (page.kind === 'redirect')
    response.writeHead(303, { location: page.to, 'cache-control': 'no-store', 'referrer-policy': 'same-origin' }).end()
  else response.writeHead(page.status, pageHeaders).end(page.markup)
}

async function readBody(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    const piece = Buffer.from(chunk)
    size += piece.length
    if (size > LARGEST_BODY) return undefined
    chunks.push(piece)
  }
  return Buffer.concat(chunks).toString('utf8')
}
