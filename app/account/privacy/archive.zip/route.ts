import { Refusal } from '#lib/errors.ts'
import { latestArchiveOf, takePersonalArchive } from '#lib/privacy/archives.ts'
import { requestContext } from '#app/_server/context.ts'
import { archiveResponse } from '#app/_server/archive-response.ts'
import { requireWholePerson } from '#app/_server/staff.ts'

/**
 * Everything that is kept about the person signed in; docs/privacy.md describes what is in it. Staff show their second factor
 * first: texts they have not finished are in it.
 */
export async function GET(): Promise<Response> {
  const person = await requireWholePerson('/account/privacy')
  const ctx = await requestContext()
  return archiveResponse(async () => {
    const archive = await latestArchiveOf(ctx, person.id)
    if (archive === null) throw new Refusal('not_found', 'There is no archive to fetch. Ask for one first.')
    return takePersonalArchive(ctx, archive.id, { personId: person.id })
  })
}
