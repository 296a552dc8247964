import { z } from 'zod'
import { Refusal } from '#lib/errors.ts'
import { setFocus } from '#lib/pictures/facts.ts'
import { mayUsePictures } from '#lib/pictures/policy.ts'
import { requestContext } from '#app/_server/context.ts'
import { answerRequest } from '#app/_server/requests.ts'
import { currentPerson } from '#app/_server/session.ts'

const percent = z.number().int().min(0).max(100)
const focusSchema = z.object({ x: percent, y: percent })

/** Says what of a picture stays in sight where it is cropped: from beside an article that shows it. */
export async function PUT(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const staff = await currentPerson()
  if (staff === null || !mayUsePictures(staff)) return new Response(null, { status: 404 })
  return answerRequest(request, focusSchema, async (focus) => {
    const id = z.uuid().safeParse((await params).id)
    if (!id.success) throw new Refusal('not_found', 'That picture is no longer in the library.')
    await setFocus(await requestContext(), id.data, focus, staff)
    return Response.json(focus, { headers: { 'cache-control': 'private, no-store' } })
  })
}
