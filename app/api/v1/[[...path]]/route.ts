import { connection } from 'next/server'
import { preflight, problem, refuse } from '#app/api/v1/answer.ts'

/** Whatever else is asked of the API. */
export async function GET(): Promise<Response> {
  await connection()
  return problem(404, 'Nothing is here. What there is stands in /api/v1/openapi.json.')
}

export { preflight as OPTIONS, refuse as DELETE, refuse as PATCH, refuse as POST, refuse as PUT }
