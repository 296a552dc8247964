import { requestContext } from '#app/_server/context.ts'
import { bearsToken } from '#app/_server/internal-token.ts'
import { databaseMetrics } from '#app/_server/metrics.ts'
import { registry } from '#lib/metrics.ts'
import { currentTrail } from '#lib/trail.ts'

/**
 * Figures of this process and of the database, in Prometheus' text format. For whoever has the token, or asks from this machine
 * with nothing in between where none is set; nobody else learns that there is anything.
 */
export async function GET(request: Request): Promise<Response> {
  const ctx = await requestContext()
  const { metricsToken } = ctx.config
  const mayAsk = metricsToken === undefined ? currentTrail()?.isLocal === true : bearsToken(request, metricsToken)
  if (!mayAsk) return new Response(null, { status: 404, headers: { 'cache-control': 'no-store' } })
  const own = await registry.metrics()
  return new Response(`${own}\n${await databaseMetrics(ctx)}`, {
    headers: { 'content-type': registry.contentType, 'cache-control': 'no-store' },
  })
}
