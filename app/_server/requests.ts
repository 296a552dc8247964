import 'server-only'
import type { z } from 'zod'
import { Refusal, refusalStatus } from '#lib/errors.ts'
import { ourFault } from './our-fault.ts'
import { platform } from './platform.ts'
import { textWithin } from './body-within.ts'

/** Longest JSON a reader's page sends, in bytes. */
const longestBody = 100_000

/**
 * Answers a mutation asked for by a page's script. Only JSON from this origin is taken: another site can neither set
 * that content type without asking first nor hide its origin (Fetch standard, CORS-safelisted request headers).
 */
export async function answerRequest<Body>(
  request: Request,
  schema: z.ZodType<Body>,
  work: (body: Body) => Promise<Response>,
  /** Longest JSON that is read, in bytes. */
  most = longestBody,
): Promise<Response> {
  return answered(async () => {
    requireSameOrigin(request)
    const text = await textWithin(request, most)
    if (text === null) throw new Refusal('invalid', 'That is too long to send.')
    const body = schema.safeParse(parseJson(text))
    if (!body.success) throw new Refusal('invalid', saidOf(body.error) ?? 'That request could not be read.')
    return work(body.data)
  })
}

/** What a schema says of a fault that people make and mend, and scripts do not. */
function saidOf({ issues }: z.ZodError): string | undefined {
  return issues.find((issue) => issue.code === 'custom' && issue.params?.isForPeople === true)?.message
}

/** Runs what a request asks for. Refusals are answered in their own words; anything else is a fault of ours, and logged. */
export async function answered(work: () => Promise<Response>): Promise<Response> {
  try {
    return await work()
  } catch (reason) {
    if (reason instanceof Refusal) return refused(reason)
    platform().log.error({ err: reason }, 'a request failed')
    return Response.json({ message: ourFault(reason), fields: {} }, { status: 500 })
  }
}

/** Whether another site's page asks. A browser says so of every POST (Fetch standard, the Origin header). */
export function isForeign(request: Request): boolean {
  const origin = request.headers.get('origin')
  const site = request.headers.get('sec-fetch-site')
  return (origin !== null && origin !== platform().config.publicUrl) || (site !== null && site !== 'same-origin')
}

function requireSameOrigin(request: Request): void {
  const json = request.headers.get('content-type')?.startsWith('application/json') ?? false
  if (!json || isForeign(request)) throw new Refusal('forbidden', 'That request did not come from this site.')
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function refused(refusal: Refusal): Response {
  return Response.json({ message: refusal.message, fields: refusal.fields }, { status: refusalStatus[refusal.kind] })
}
