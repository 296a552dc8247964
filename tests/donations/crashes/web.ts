/**
 * The part of the site that takes money, as a process that can be killed: `node web.ts PORT`. It reads its environment as the
 * site does and calls what the site's routes call.
 */
import { createServer, type IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import { z } from 'zod'
import { connect } from '#db/client.ts'
import { readConfig } from '#lib/config.ts'
import type { Context } from '#lib/context.ts'
import { beginCheckout, fulfilCheckout } from '#lib/donations/commands.ts'
import { receiveEvent } from '#lib/donations/inbox.ts'
import { Refusal, refusalStatus } from '#lib/errors.ts'
import { openQueue } from '#lib/jobs/queue.ts'
import { createLog } from '#lib/log.ts'

const config = readConfig(process.env)
const { db } = connect(config.databaseUrl, 10)
const queue = openQueue(config.databaseUrl)
const log = createLog('web', config.logLevel)

const wish = z.object({
  frequency: z.enum(['once', 'month']),
  amount: z.int(),
  attemptId: z.string(),
})

async function answer(request: IncomingMessage): Promise<{ status: number; body: unknown }> {
  const ctx: Context = { db, now: new Date(), queue, config, log }
  const { pathname, searchParams } = new URL(request.url ?? '/', config.publicUrl)
  const body = await text(request)
  switch (`${request.method} ${pathname}`) {
    case 'POST /api/stripe/webhook': {
      const receipt = await receiveEvent(ctx, body, String(request.headers['stripe-signature'] ?? ''))
      return { status: receipt === 'refused' ? 400 : 200, body: receipt }
    }
    case 'POST /donate': {
      const { frequency, amount, attemptId } = wish.parse(JSON.parse(body))
      const gift = { frequency, amount, currency: 'GBP', attemptId } as const
      return { status: 200, body: await beginCheckout(ctx, { ...gift, person: null, returnPath: '/' }) }
    }
    case 'GET /donate/thanks':
      return { status: 200, body: await fulfilCheckout(ctx, searchParams.get('session') ?? '') }
    default:
      return { status: 404, body: null }
  }
}

createServer((request, response) => {
  void answer(request)
    .catch((error: unknown) => {
      if (!(error instanceof Refusal)) log.error({ err: error }, 'not answered')
      return { status: error instanceof Refusal ? refusalStatus[error.kind] : 500, body: String(error) }
    })
    .then(({ status, body }) => response.writeHead(status).end(JSON.stringify(body)))
}).listen(Number(process.argv[2]), '127.0.0.1')
