import { revalidateTag } from 'next/cache'
import { z } from 'zod'
import { requestContext } from '#app/_server/context.ts'
import { bearsInternalToken } from '#app/_server/internal-token.ts'
import { recordChange } from '#app/_cache/shared.js'

const bodySchema = z.object({ tags: z.array(z.string().min(1).max(256)).min(1).max(1_000) })

/** The worker says here that what these tags name has changed; see lib/cache/jobs.ts. */
export async function POST(request: Request): Promise<Response> {
  const { config } = await requestContext()
  if (!bearsInternalToken(request, config)) return new Response(null, { status: 403 })
  const body = bodySchema.safeParse(await request.json().catch(() => null))
  if (!body.success) return new Response(null, { status: 422 })
  for (const tag of body.data.tags) revalidateTag(tag, { expire: 0 })
  // What this instance keeps is cleared even if the shared cache is out of reach; the worker then comes again.
  const remembered = await recordChange(body.data.tags).then(
    () => true,
    () => false,
  )
  return new Response(null, { status: remembered ? 204 : 503 })
}
