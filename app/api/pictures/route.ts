import { mayManageAds } from '#lib/ads/policy.ts'
import { mayManageCredits } from '#lib/articles/policy.ts'
import { mayManageCampaigns } from '#lib/books/policy.ts'
import { takePoint, tryAgainIn } from '#lib/limits/limit.ts'
import { uploadPicture } from '#lib/pictures/commands.ts'
import { pictureFaults, PictureRefused, type PictureFault } from '#lib/pictures/faults.ts'
import { findPictures, pictureAtDesk } from '#lib/pictures/library.ts'
import { largestPicture } from '#lib/pictures/model.ts'
import { mayUsePictures } from '#lib/pictures/policy.ts'
import { mayChangeSettings } from '#lib/settings/policy.ts'
import { formWithin } from '#app/_server/body-within.ts'
import { requestContext } from '#app/_server/context.ts'
import { ownPath } from '#app/_server/paths.ts'
import { answered, isForeign } from '#app/_server/requests.ts'
import { currentPerson } from '#app/_server/session.ts'
import { placeFrom, placeIn } from '#app/desk/_ui/list-address.ts'
import { libraryItem, type LibraryItem } from '#app/desk/pictures/_pictures/library-item.ts'

/** Whoever works at a form that asks for one. */
const mayUpload = [mayUsePictures, mayManageAds, mayManageCampaigns, mayManageCredits, mayChangeSettings]

/** The largest picture and the form around it, in bytes. */
const longestForm = largestPicture + 100_000

/** Room for the pictures of a long day's festival. */
const uploadsOfOnePerson = { name: 'picture-upload', points: 600, seconds: 3600 }

const personal = { 'cache-control': 'private, no-store' }

/** As many as the chooser shows at a time. */
const perPage = 24

/** Searches the library for the desk's scripts: `q`, and `after`, the `next` of the answer before. */
export async function GET(request: Request): Promise<Response> {
  const staff = await currentPerson()
  if (staff === null || !mayUsePictures(staff)) return new Response(null, { status: 404, headers: personal })
  const asked = new URL(request.url).searchParams
  const found = await findPictures(await requestContext(), {
    q: (asked.get('q') ?? '').slice(0, 200).replaceAll('\0', ''),
    after: placeFrom(asked.get('after') ?? undefined),
    limit: perPage + 1,
  })
  const shown = found.slice(0, perPage)
  const last = shown.at(-1)
  const next = found.length > perPage && last ? placeIn({ at: last.createdAt, id: last.id }) : null
  return Response.json({ pictures: shown.map(libraryItem), next }, { headers: personal })
}

/**
 * Takes a picture in for a form of the desk, which names it by its id from then on: an action takes a megabyte and no more.
 * A script is answered with JSON; a form (fields `picture`, and `to`, the page it is on) is led back to its page, with
 * `?picture=` or `?picture-fault=`. Whoever may not is refused before anything is read.
 */
export async function POST(request: Request): Promise<Response> {
  if (isForeign(request)) return new Response(null, { status: 403 })
  const staff = await currentPerson()
  if (staff === null || !mayUpload.some((may) => may(staff))) return new Response(null, { status: 404 })
  const { allowed, retryAfterSeconds } = await takePoint(await requestContext(), uploadsOfOnePerson, staff.id)
  if (!allowed)
    return Response.json(
      { message: `Many pictures were sent from this account. ${tryAgainIn(retryAfterSeconds)}` },
      { status: 429, headers: { 'retry-after': String(retryAfterSeconds), ...personal } },
    )
  const form = await formWithin(request, longestForm).catch(() => new FormData())
  if (request.headers.get('accept') === 'application/json')
    return answered(async () => {
      const taken = await takeIn(form, staff.id)
      return typeof taken === 'string'
        ? Response.json({ message: pictureFaults[taken] }, { status: 422, headers: personal })
        : Response.json(taken, { status: 201, headers: personal })
    })
  const taken = await takeIn(form, staff.id)
  const isRefused = typeof taken === 'string'
  const [page] = ownPath(form?.get('to'), '/desk').split('?')
  const location = `${page}?${isRefused ? `picture-fault=${taken}` : `picture=${taken.id}`}`
  return new Response(null, { status: 303, headers: { location, ...personal } })
}

async function takeIn(
  form: FormData | null,
  staffId: string,
): Promise<(LibraryItem & { isNew: boolean }) | PictureFault> {
  if (form === null) return 'too_large'
  const file = form.get('picture')
  if (!(file instanceof File) || file.size === 0) return 'empty'
  const ctx = await requestContext()
  try {
    const bytes = new Uint8Array(await file.arrayBuffer())
    const { id, isNew } = await uploadPicture(ctx, { bytes, fileName: file.name }, staffId)
    const picture = await pictureAtDesk(ctx, id)
    if (picture === null) throw new Error('a picture was taken in and is not there')
    return { ...libraryItem(picture), isNew }
  } catch (reason) {
    if (reason instanceof PictureRefused) return reason.fault
    throw reason
  }
}
