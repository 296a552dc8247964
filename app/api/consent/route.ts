import { z } from 'zod'
import { consentChoiceSchema } from '#lib/consent/model.ts'
import { choose } from '#app/_server/consent.ts'
import { requestContext } from '#app/_server/context.ts'
import { answerRequest } from '#app/_server/requests.ts'

const bodySchema = z.object({ choice: consentChoiceSchema })

/** Takes the answer to the question that public/reading/google.js asks. */
export async function POST(request: Request): Promise<Response> {
  return answerRequest(request, bodySchema, async ({ choice }) => {
    await choose(await requestContext(), choice)
    return new Response(null, { status: 204, headers: { 'cache-control': 'no-store' } })
  })
}
