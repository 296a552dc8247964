import 'server-only'
import { headers } from 'next/headers'
import { networkOf, plainAddress } from './network.ts'

/**
 * The address a request came from, in full, as the web server in front wrote it; empty when it wrote none. What a stranger
 * writes themselves is gone by then: app/_server/arrivals.ts.
 */
export async function requestAddress(): Promise<string> {
  return plainAddress((await headers()).get('x-forwarded-for')?.split(',').at(-1)?.trim() ?? '')
}

/** Whom a request counts for: the address it came from, or its network; for counting, never for trust. */
export async function clientAddress(): Promise<string> {
  return networkOf(await requestAddress()) || 'unknown'
}
