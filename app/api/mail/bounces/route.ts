import { z } from 'zod'
import { noteMailRefused } from '#lib/people/mail-refusals.ts'
import { emailSchema } from '#lib/people/model.ts'
import { requestContext } from '#app/_server/context.ts'
import { bearsInternalToken } from '#app/_server/internal-token.ts'
import { textWithin } from '#app/_server/body-within.ts'

const bodySchema = z.object({ address: emailSchema, reason: z.string().trim().min(1).max(500) })

/** Whoever reads the mail server's bounces says here which address takes no mail; see docs/mail.md. */
export async function POST(request: Request): Promise<Response> {
  const ctx = await requestContext()
  if (!bearsInternalToken(request, ctx.config)) return new Response(null, { status: 403 })
  const body = bodySchema.safeParse(parseJson(await textWithin(request, 10_000)))
  if (!body.success) return new Response(null, { status: 422 })
  // The same answer for an address we know and one we do not.
  await noteMailRefused(ctx, body.data.address, body.data.reason)
  return new Response(null, { status: 204 })
}

function parseJson(text: string | null): unknown {
  try {
    return JSON.parse(text ?? '')
  } catch {
    return null
  }
}
