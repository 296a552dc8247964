import { answerTo, preflight, refuse } from '#app/api/v1/answer.ts'
import { readArticles } from '#app/api/v1/reads.ts'
import { articlesQuery } from '#app/api/v1/schemas.ts'

export function GET(request: Request): Promise<Response> {
  return answerTo(request, articlesQuery, readArticles)
}

export { preflight as OPTIONS, refuse as DELETE, refuse as PATCH, refuse as POST, refuse as PUT }
