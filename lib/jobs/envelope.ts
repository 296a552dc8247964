import { z } from 'zod'
import { currentTraceId, tracesOnward } from '#lib/tracing.ts'
import { currentTrail } from '#lib/trail.ts'

/** What a job carries beside its data: whom it follows from. */
const senderSchema = z.object({ requestId: z.string(), traceparent: z.string().optional() })
export type Sender = z.output<typeof senderSchema>

/** No job's data has a field of this name. */
const key = '_sender'

/** @returns the data with whatever leads to it; as it is where nobody asked for it */
export function sealed(data: object): object {
  const trail = currentTrail()
  if (trail === undefined) return { ...data }
  const sender: Sender = {
    requestId: trail.requestId,
    ...(currentTraceId() === undefined ? {} : { traceparent: tracesOnward() }),
  }
  return { ...data, [key]: sender }
}

/** @returns who sent a job, if that is known, and its data alone */
export function opened(sent: unknown): { sender: Sender | undefined; data: unknown } {
  if (typeof sent !== 'object' || sent === null || !(key in sent)) return { sender: undefined, data: sent }
  const { [key]: sender, ...data } = sent
  return { sender: senderSchema.safeParse(sender).data, data }
}
