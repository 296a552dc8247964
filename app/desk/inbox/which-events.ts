import { z } from 'zod'

const oneSchema = z.object({ event: z.string().startsWith('evt_').max(255), all: z.null() })
const allSchema = z.object({ event: z.null(), all: z.literal('failed') })

/** @returns which events a form wants tried again: the one it names, or all that failed if it says so; null for any other form */
export function whichEvents(form: FormData): { id: string } | 'failed' | null {
  const fields = { event: form.get('event'), all: form.get('all') }
  const one = oneSchema.safeParse(fields)
  if (one.success) return { id: one.data.event }
  return allSchema.safeParse(fields).success ? 'failed' : null
}
