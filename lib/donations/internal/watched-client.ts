import Stripe from 'stripe'
import type { Log } from '#lib/log.ts'
import { inSpan, SpanKind } from '#lib/tracing.ts'

type HttpClient = ReturnType<typeof Stripe.createNodeHttpClient>

/**
 * Speaks to Stripe and notes every call: ours is known by the request id that each line of the log has, theirs by the one they
 * answer with, which their support asks for (https://docs.stripe.com/api/request_ids). Ours is sent nowhere: in a call's
 * metadata it would make a repeated call with the same idempotency key a different one, which Stripe refuses.
 */
export function watchedClient(log: Log | undefined): HttpClient {
  const client: HttpClient = Stripe.createNodeHttpClient()
  return {
    getClientName: () => client.getClientName(),
    makeRequest: (...given) => {
      const [host, , path, method] = given
      // What is asked for may name somebody: customers are searched for by address.
      const pathname = path.split('?')[0] ?? path
      const attributes = { 'http.request.method': method, 'server.address': host, 'url.template': pathname }
      return inSpan(`Stripe ${method} ${withoutIds(pathname)}`, { kind: SpanKind.CLIENT, attributes }, async (span) => {
        const began = performance.now()
        const call = { event: 'stripe call', method, path: pathname }
        const ms = () => Math.round(performance.now() - began)
        try {
          const answer = await client.makeRequest(...given)
          const status = answer.getStatusCode()
          const stripeRequestId = answer.getHeaders()['request-id']
          span.setAttribute('http.response.status_code', status)
          if (typeof stripeRequestId === 'string') span.setAttribute('stripe.request_id', stripeRequestId)
          log?.info({ ...call, status, stripeRequestId, ms: ms() }, 'asked Stripe')
          return answer
        } catch (err) {
          log?.warn({ ...call, err, ms: ms() }, 'Stripe did not answer')
          throw err
        }
      })
    },
  }
}

/** /v1/subscriptions/sub_12 is one of many: spans of one kind have one name. */
function withoutIds(path: string): string {
  return path.replace(/\/[a-z]{2,5}_[^/]+/g, '/:id')
}
