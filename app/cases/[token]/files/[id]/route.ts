import { readersFile } from '#lib/cases/files.ts'
import { fileResponse } from '#app/_server/case-files.ts'
import { requestContext } from '#app/_server/context.ts'

interface Given {
  params: Promise<{ token: string; id: string }>
}

/** A file of a case, for whoever has its private address. */
export async function GET(_: Request, { params }: Given): Promise<Response> {
  const { token, id } = await params
  const file = await readersFile(await requestContext(), token, id)
  return file ? fileResponse(file) : new Response(null, { status: 404 })
}
