import type { Deliveries } from '../webhooks/deliveries.ts'
import type { Ticker } from '../world/ticker.ts'
import type { World } from '../world/world.ts'

/** The running sandbox: what it knows, and the two that act by themselves. */
export type Workings = { world: World; deliveries: Deliveries; ticker: Ticker; redirectWait: number }
/** After every request: what it caused is sent, and what it made due is done. */
export function settle({ deliveries, ticker }: Pick<Workings, 'deliveries' | 'ticker'>): void {
  deliveries.wake()
  ticker.wake()
}
