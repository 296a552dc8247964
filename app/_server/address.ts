import 'server-only'
import { headers } from 'next/headers'

/** The address a request came from, as the web server in front wrote it; for counting, never for trust. */
export async function clientAddress(): Promise<string> {
  const forwarded = (await headers()).get('x-forwarded-for')
  return forwarded?.split(',').at(-1)?.trim() || 'unknown'
}
