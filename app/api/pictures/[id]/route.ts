import { z } from 'zod'
import { Refusal } from '#lib/errors.ts'
import { changePictureFacts } from '#lib/pictures/facts.ts'
import { pictureAtDesk } from '#lib/pictures/library.ts'
import { mayUsePictures } from '#lib/pictures/policy.ts'
import { typedFields } from '#lib/plain-text.ts'
import { requestContext } from '#app/_server/context.ts'
import { answerRequest } from '#app/_server/requests.ts'
import { currentPerson } from '#app/_server/session.ts'
import { libraryItem } from '#app/desk/pictures/_pictures/library-item.ts'
import { readFacts } from '#app/desk/pictures/_pictures/read-facts.ts'

/** Says what is true of a picture, for the desk's chooser; takes the fields of the form at /desk/pictures/[id]. */
export async function POST(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const staff = await currentPerson()
  if (staff === null || !mayUsePictures(staff)) return new Response(null, { status: 404 })
  return answerRequest(request, typedFields, async (typed) => {
    const id = z.uuid().safeParse((await params).id)
    const ctx = await requestContext()
    if (id.success) await changePictureFacts(ctx, id.data, readFacts(typed), staff)
    const picture = id.success ? await pictureAtDesk(ctx, id.data) : null
    if (picture === null) throw new Refusal('not_found', 'That picture is no longer in the library.')
    return Response.json(libraryItem(picture), { headers: { 'cache-control': 'private, no-store' } })
  })
}
