import type { Delivery, Endpoint } from '#lib/webhooks/queries.ts'
import { DeskState } from '../../../_ui/desk-state.tsx'

/** Whether an endpoint is on, and why not. */
export function EndpointState({ endpoint }: { endpoint: Endpoint }) {
  if (endpoint.offBecause === 'by_hand') return <DeskState tone="quiet">Off</DeskState>
  if (endpoint.offBecause === 'gone') return <DeskState tone="bad">Off: it said it is gone</DeskState>
  if (endpoint.offBecause === 'failing') return <DeskState tone="bad">Off: it took nothing for days</DeskState>
  if (endpoint.failingSince) return <DeskState tone="warn">Failing</DeskState>
  return <DeskState tone="good">On</DeskState>
}

export const deliveryStateNames = { waiting: 'Waiting', delivered: 'Delivered', failed: 'Given up' } as const

/** What became of a delivery. */
export function DeliveryState({ delivery: { state, tries } }: { delivery: Pick<Delivery, 'state' | 'tries'> }) {
  if (state === 'waiting') return <DeskState tone={tries === 0 ? 'quiet' : 'warn'}>Waiting</DeskState>
  return <DeskState tone={state === 'delivered' ? 'good' : 'bad'}>{deliveryStateNames[state]}</DeskState>
}
