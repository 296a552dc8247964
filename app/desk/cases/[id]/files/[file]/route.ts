import { caseFile } from '#lib/cases/files.ts'
import { mayWorkCases } from '#lib/cases/policy.ts'
import { fileResponse } from '#app/_server/case-files.ts'
import { requestContext } from '#app/_server/context.ts'
import { currentPerson } from '#app/_server/session.ts'

interface Given {
  params: Promise<{ id: string; file: string }>
}

/** A file that came with a case, for whoever works cases. */
export async function GET(_: Request, { params }: Given): Promise<Response> {
  const { id, file } = await params
  const staff = await currentPerson()
  const found = staff !== null && mayWorkCases(staff) ? await caseFile(await requestContext(), id, file) : null
  return found ? fileResponse(found) : new Response(null, { status: 404 })
}
