import { type Endpoint, endpoint, listEndpoint, select, selectWithin } from '../wire/endpoint.ts'
import { choice, text } from '../wire/parameters.ts'
import { invalid, required } from '../wire/refusal.ts'
import { createSession } from './create.ts'
import { expireSession } from './expire.ts'
import { sessionLineObject, sessionObject } from './objects.ts'
import { sessionParameters } from './session-parameters.ts'

export const checkoutEndpoints: Endpoint[] = [
  endpoint('POST', '/v1/checkout/sessions', sessionParameters, (world, given) =>
    sessionObject(world, createSession(world, given)),
  ),

  endpoint('GET', '/v1/checkout/sessions/:id', {}, (world, _given, id) =>
    sessionObject(world, required(world.sessions.find(id), 'checkout.session', id)),
  ),

  endpoint('POST', '/v1/checkout/sessions/:id/expire', {}, (world, _given, id) => {
    const session = required(world.sessions.find(id), 'checkout.session', id)
    if (session.status !== 'open')
      throw invalid(`Only an open session can be expired, and this one is ${session.status}.`)
    return sessionObject(world, expireSession(world, session))
  }),

  listEndpoint('/v1/checkout/sessions/:id/line_items', {}, (world, _filters, id) => {
    const session = required(world.sessions.find(id), 'checkout.session', id)
    return selectWithin(session.lines.map((line) => sessionLineObject(world, session, line)))
  }),

  listEndpoint(
    '/v1/checkout/sessions',
    {
      customer: text().optional(),
      payment_intent: text().optional(),
      status: choice('open', 'complete', 'expired').optional(),
      subscription: text().optional(),
    },
    (world, filters) =>
      select(
        world,
        world.sessions,
        {
          customer: filters.customer,
          intent: filters.payment_intent,
          status: filters.status,
          subscription: filters.subscription,
        },
        sessionObject,
      ),
  ),
]
