import { life } from '#app/_server/life.ts'
import { requestContext } from '#app/_server/context.ts'
import { readiness } from '#lib/readiness.ts'

/** 200 when a reader can be served, with what else wants looking at; 503 with the reason otherwise. */
export async function GET(): Promise<Response> {
  const ctx = await requestContext()
  const found = life.isEnding
    ? { status: 'unavailable', faults: ['this process is ending'], warnings: [] }
    : await readiness(ctx, life)
  return Response.json(found, {
    status: found.status === 'unavailable' ? 503 : 200,
    headers: { 'cache-control': 'no-store' },
  })
}
