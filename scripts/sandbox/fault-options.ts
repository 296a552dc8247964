import { parseArgs } from 'node:util'
import { z } from 'zod'

const count = z.coerce.number().int().min(0)
const types = z.string().transform((text) => text.split(','))

const valuesSchema = z.strictObject({
  drop: types.optional(),
  duplicate: types.optional(),
  delay: count.optional(),
  'delay-types': types.default(['*']),
  reorder: z.boolean().optional(),
  hold: z.boolean().optional(),
  latency: count.optional(),
  api: z.union([z.enum(['timeout', 'disconnect']), z.enum(['429', '500', '503']).transform(Number)]).optional(),
  path: z.string().optional(),
  method: z.enum(['GET', 'POST', 'DELETE']).optional(),
  times: count.optional(),
  executed: z.boolean().optional(),
})

const text = { type: 'string' } as const
const flag = { type: 'boolean' } as const

/**
 * @param given options as typed, e.g. `--drop invoice.paid --api 500 --times 2`
 * @returns the faults as the sandbox takes them; null when an option is not understood
 */
export function faultsFrom(given: string[]): object | null {
  try {
    const { values } = parseArgs({
      args: given,
      options: {
        drop: text,
        duplicate: text,
        delay: text,
        'delay-types': text,
        reorder: flag,
        hold: flag,
        latency: text,
        api: text,
        path: text,
        method: text,
        times: text,
        executed: flag,
      },
    })
    const { drop, duplicate, delay, reorder, hold, latency, api, path, method, times, executed, ...more } =
      valuesSchema.parse(values)
    return {
      webhooks: {
        drop,
        duplicate,
        delay: delay === undefined ? null : { types: more['delay-types'], milliseconds: delay },
        reorder,
        hold,
      },
      api: api === undefined ? null : { answer: api, path, method, times, executed },
      latencyMilliseconds: latency,
    }
  } catch {
    return null
  }
}
