import { largestPicture } from '#lib/pictures/model.ts'
import type { LibraryItem } from '../pictures/_pictures/library-item.ts'
import { refusedSchema, takenSchema } from './picture-answers.ts'

export type Sent = { picture: LibraryItem & { isNew: boolean } } | { fault: string } | { cancelled: true }

/**
 * Sends one picture to app/api/pictures. `fetch` does not say how far it is; an XMLHttpRequest does.
 * @param onProgress from 0 to 1; at 1 it has arrived and is being taken in
 * @returns what became of it, in words where it failed; never rejects
 */
export function sendPicture(file: File, onProgress: (part: number) => void, signal?: AbortSignal): Promise<Sent> {
  if (file.size > largestPicture) return Promise.resolve({ fault: 'The picture is larger than 25 MB.' })
  return new Promise((resolve) => {
    const request = new XMLHttpRequest()
    request.upload.addEventListener('progress', (event) => {
      if (event.lengthComputable) onProgress(event.loaded / event.total)
    })
    request.addEventListener('load', () => resolve(answerOf(request.status, request.response)))
    request.addEventListener('error', () =>
      resolve({ fault: 'The picture did not arrive. See whether you are connected, and try it again.' }),
    )
    request.addEventListener('abort', () => resolve({ cancelled: true }))
    signal?.addEventListener('abort', () => request.abort())
    request.open('POST', '/api/pictures')
    request.setRequestHeader('accept', 'application/json')
    request.responseType = 'json'
    const form = new FormData()
    form.set('picture', file)
    request.send(form)
  })
}

/** @param body what came, read as JSON; null when it was none */
export function answerOf(status: number, body: unknown): Sent {
  const refused = refusedSchema.safeParse(body)
  if (refused.success) return { fault: refused.data.message }
  const taken = takenSchema.safeParse(body)
  if (status === 201 && taken.success) return { picture: taken.data }
  if (status === 404 || status === 401)
    return { fault: 'You are not signed in any more. Sign in in another tab, and try it again.' }
  return { fault: 'Something went wrong on our side. Please try it again in a moment.' }
}
