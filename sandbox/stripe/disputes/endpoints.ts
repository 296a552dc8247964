import { mergeMetadata } from '../customers/fields.ts'
import { emit } from '../webhooks/emit.ts'
import { type Endpoint, endpoint, listEndpoint, select } from '../wire/endpoint.ts'
import { flag, metadata, text } from '../wire/parameters.ts'
import { required } from '../wire/refusal.ts'
import { z } from 'zod'
import { disputeObject, noEvidence } from './object.ts'
import { closeDispute } from './open.ts'

const evidence = z.strictObject(
  Object.fromEntries(Object.keys(noEvidence).map((name) => [name, z.string().optional()])),
)

export const disputeEndpoints: Endpoint[] = [
  endpoint('GET', '/v1/disputes/:id', {}, (world, _given, id) =>
    disputeObject(world, required(world.disputes.find(id), 'dispute', id)),
  ),

  endpoint(
    'POST',
    '/v1/disputes/:id',
    { evidence: evidence.optional(), metadata: metadata().optional(), submit: flag().optional() },
    (world, given, id) => {
      const dispute = required(world.disputes.find(id), 'dispute', id)
      const before = disputeObject(world, dispute)
      const added = Object.entries(given.evidence ?? {}).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, value]],
      )
      const submitted = given.evidence !== undefined && given.submit !== false
      const after = world.disputes.put({
        ...dispute,
        evidence: { ...dispute.evidence, ...Object.fromEntries(added) },
        metadata: mergeMetadata(dispute.metadata, given.metadata),
        submissions: dispute.submissions + (submitted ? 1 : 0),
        status: submitted && dispute.status === 'needs_response' ? 'under_review' : dispute.status,
      })
      const object = disputeObject(world, after)
      emit(world, 'charge.dispute.updated', object, { clock: after.clock, before })
      return object
    },
  ),

  // Closing accepts the dispute, which loses it. https://docs.stripe.com/api/disputes/close
  endpoint('POST', '/v1/disputes/:id/close', {}, (world, _given, id) =>
    disputeObject(world, closeDispute(world, required(world.disputes.find(id), 'dispute', id), 'lost')),
  ),

  listEndpoint('/v1/disputes', { charge: text().optional(), payment_intent: text().optional() }, (world, filters) =>
    select(world, world.disputes, { charge: filters.charge, intent: filters.payment_intent }, disputeObject),
  ),
]
