import { answerTo, preflight, refuse } from '#app/api/v1/answer.ts'
import { readCorrections } from '#app/api/v1/reads.ts'
import { correctionsQuery } from '#app/api/v1/schemas.ts'

export function GET(request: Request): Promise<Response> {
  return answerTo(request, correctionsQuery, readCorrections)
}

export { preflight as OPTIONS, refuse as DELETE, refuse as PATCH, refuse as POST, refuse as PUT }
