import { Refusal } from '#lib/errors.ts'
import { takePersonalArchive } from '#lib/privacy/archives.ts'
import { archiveIdIn } from '#lib/privacy/links.ts'
import { requestContext } from '#app/_server/context.ts'
import { archiveResponse } from '#app/_server/archive-response.ts'

interface Given {
  params: Promise<{ token: string }>
}

/** What is kept about somebody without an account, for whoever has the address that was mailed to them. */
export async function GET(_: Request, { params }: Given): Promise<Response> {
  const ctx = await requestContext()
  const id = archiveIdIn(ctx, (await params).token)
  return archiveResponse(async () => {
    if (id === null) throw new Refusal('not_found', 'There is nothing at this address.')
    return takePersonalArchive(ctx, id, { mailed: true })
  })
}
