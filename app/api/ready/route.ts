import { requestContext } from '#app/_server/context.ts'
import { readiness } from '#lib/readiness.ts'

/** 200 when a reader can be served; 503 with the reason otherwise. */
export async function GET(): Promise<Response> {
  const faults = await readiness(await requestContext())
  return Response.json(
    { status: faults.length === 0 ? 'ok' : 'unavailable', faults },
    { status: faults.length === 0 ? 200 : 503, headers: { 'cache-control': 'no-store' } },
  )
}
