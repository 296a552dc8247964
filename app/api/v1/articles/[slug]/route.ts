import { answerTo, preflight, refuse } from '#app/api/v1/answer.ts'
import { readArticle } from '#app/api/v1/reads.ts'
import { noQuery } from '#app/api/v1/schemas.ts'

export async function GET(request: Request, { params }: { params: Promise<{ slug: string }> }): Promise<Response> {
  const { slug } = await params
  return answerTo(request, noQuery, () => readArticle(slug))
}

export { preflight as OPTIONS, refuse as DELETE, refuse as PATCH, refuse as POST, refuse as PUT }
