import { answerTo, preflight, refuse } from '#app/api/v1/answer.ts'
import { readDocument } from '#app/api/v1/reads.ts'
import { noQuery } from '#app/api/v1/schemas.ts'

export function GET(request: Request): Promise<Response> {
  return answerTo(request, noQuery, readDocument)
}

export { preflight as OPTIONS, refuse as DELETE, refuse as PATCH, refuse as POST, refuse as PUT }
