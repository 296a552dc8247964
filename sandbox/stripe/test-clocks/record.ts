import { z } from 'zod'

/** The clock's time itself lies in the sandbox's settings, where every object of its customers reads it. */
export const testClockRecord = z.object({
  id: z.string(),
  created: z.number(),
  name: z.string().nullable(),
  status: z.enum(['ready', 'advancing']),
  target: z.number().nullable(),
})

export type TestClockRecord = z.output<typeof testClockRecord>
