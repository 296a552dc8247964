import { takePoint } from '#lib/limits/limit.ts'
import { countPolicyReports } from '#lib/policy-reports.ts'
import { clientAddress } from '#app/_server/address.ts'
import { textWithin } from '#app/_server/body-within.ts'
import { requestContext } from '#app/_server/context.ts'

/** Longest report that is read, in bytes. */
const longestReport = 64_000

/** A page that is broken all over tells of some dozen things; who sends more has other ends. */
const reportsFromOneAddress = { name: 'policy-reports', points: 60, seconds: 600 }

/**
 * Takes what browsers say they refused for our content policy (next.config.js names this address to them), and counts it:
 * see docs/running.md. They send it without a cookie, and nobody reads the answer.
 */
export async function POST(request: Request): Promise<Response> {
  const ctx = await requestContext()
  const { allowed } = await takePoint(ctx, reportsFromOneAddress, await clientAddress())
  if (!allowed) return new Response(null, { status: 429 })
  const text = await textWithin(request, longestReport)
  const counted = text === null ? null : await countPolicyReports(ctx, parsed(text))
  return new Response(null, { status: counted === null ? 400 : 204 })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
