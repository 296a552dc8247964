import { mayManageAds } from '#lib/ads/policy.ts'
import { mayManageCredits } from '#lib/articles/policy.ts'
import { mayManageCampaigns } from '#lib/books/policy.ts'
import { ingestPicture } from '#lib/pictures/commands.ts'
import { pictureFaults, PictureRefused, type PictureFault } from '#lib/pictures/faults.ts'
import { largestPicture } from '#lib/pictures/model.ts'
import { pictureById } from '#lib/pictures/queries.ts'
import { formWithin } from '#app/_server/body-within.ts'
import { requestContext } from '#app/_server/context.ts'
import { ownPath } from '#app/_server/paths.ts'
import { isForeign } from '#app/_server/requests.ts'
import { currentPerson } from '#app/_server/session.ts'

/** Whoever works at a form that asks for one. */
const mayUpload = [mayManageAds, mayManageCampaigns, mayManageCredits]

/** The largest picture and the form around it, in bytes. */
const longestForm = largestPicture + 100_000

/**
 * Takes a picture in for a form of the desk, which names it by its id from then on: an action takes a megabyte and no more.
 * A script is answered with JSON; a form (fields `picture`, and `to`, the page it is on) is led back to its page, with
 * `?picture=` or `?picture-fault=`. Whoever may not is refused before anything is read.
 */
export async function POST(request: Request): Promise<Response> {
  if (isForeign(request)) return new Response(null, { status: 403 })
  const staff = await currentPerson()
  if (staff === null || !mayUpload.some((may) => may(staff))) return new Response(null, { status: 404 })
  const form = await formWithin(request, longestForm).catch(() => new FormData())
  const taken = await takeIn(form)
  const isRefused = typeof taken === 'string'
  if (request.headers.get('accept') === 'application/json')
    return Response.json(isRefused ? { message: pictureFaults[taken] } : taken, {
      status: isRefused ? 422 : 201,
      headers: { 'cache-control': 'private, no-store' },
    })
  const [page] = ownPath(form?.get('to'), '/desk').split('?')
  const location = `${page}?${isRefused ? `picture-fault=${taken}` : `picture=${taken.id}`}`
  return new Response(null, { status: 303, headers: { location, 'cache-control': 'private, no-store' } })
}

interface Taken {
  id: string
  contentHash: string
  width: number
  height: number
}

async function takeIn(form: FormData | null): Promise<Taken | PictureFault> {
  if (form === null) return 'too_large'
  const file = form.get('picture')
  if (!(file instanceof File) || file.size === 0) return 'empty'
  const ctx = await requestContext()
  try {
    const bytes = new Uint8Array(await file.arrayBuffer())
    const id = await ingestPicture(ctx, { from: { bytes }, fileName: file.name })
    const picture = await pictureById(ctx, id)
    if (picture === null) throw new Error('a picture was taken in and is not there')
    return { id, ...picture }
  } catch (reason) {
    if (reason instanceof PictureRefused) return reason.fault
    throw reason
  }
}
