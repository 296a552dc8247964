import { z } from 'zod'
import type { World } from '../world/world.ts'

const eventTypes = z.array(z.string())

/**
 * Of event types `*` means all. What a test may ask to go wrong. Kept in the state, so that a restart does not heal it. `api.executed` false
 * refuses before anything happens; true carries the request out and then loses the answer.
 */
export const faultSettings = z.strictObject({
  webhooks: z
    .strictObject({
      drop: eventTypes.default([]),
      duplicate: eventTypes.default([]),
      delay: z
        .strictObject({ types: eventTypes, milliseconds: z.number().int().min(0) })
        .nullable()
        .default(null),
      reorder: z.boolean().default(false),
      hold: z.boolean().default(false),
    })
    .default({ drop: [], duplicate: [], delay: null, reorder: false, hold: false }),
  api: z
    .strictObject({
      /** `timeout` never answers; the client has to give up. */
      answer: z.union([z.literal('timeout'), z.literal('disconnect'), z.literal(429), z.literal(500), z.literal(503)]),
      /** A part of the path, such as `/v1/checkout/sessions`; empty is all. */
      path: z.string().default(''),
      method: z.enum(['GET', 'POST', 'DELETE']).nullable().default(null),
      executed: z.boolean().default(false),
      /** How many requests it strikes; null is all. */
      times: z.number().int().min(1).nullable().default(null),
    })
    .nullable()
    .default(null),
  latencyMilliseconds: z.number().int().min(0).default(0),
})

export type FaultSettings = z.output<typeof faultSettings>
export type ApiFault = NonNullable<FaultSettings['api']>

export const noFaults: FaultSettings = faultSettings.parse({})

export function currentFaults(world: World): FaultSettings {
  return world.settings.read('faults', faultSettings, noFaults)
}

export function setFaults(world: World, faults: FaultSettings): void {
  world.settings.write('faults', faults)
}

/** The fault that strikes this request, if any; counted down as it strikes. */
export function strike(world: World, method: string, path: string): ApiFault | undefined {
  const faults = currentFaults(world)
  const { api } = faults
  if (!api || !path.includes(api.path) || (api.method !== null && api.method !== method)) return undefined
  if (api.times !== null) setFaults(world, { ...faults, api: api.times > 1 ? { ...api, times: api.times - 1 } : null })
  return api
}

export function concerns(types: readonly string[], type: string): boolean {
  return types.includes('*') || types.includes(type)
}
