import { exportComments } from '#lib/comments/export.ts'
import { requestContext } from '#app/_server/context.ts'
import { requirePerson } from '#app/_server/session.ts'

/** Everything the person signed in has written, as a file of their own. */
export async function GET(): Promise<Response> {
  const person = await requirePerson('/account/comments')
  const written = await exportComments(await requestContext(), person.id)
  return new Response(JSON.stringify(written, null, 2), {
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'content-disposition': 'attachment; filename="comments.json"',
      'cache-control': 'private, no-store',
    },
  })
}
