'use client'

import { useRouter } from 'next/navigation'
import { useRef, useState } from 'react'
import { sendPicture } from '../../_ui/send-picture.ts'
import type { LibraryItem } from './library-item.ts'

type Place =
  | { state: 'waiting' | 'cancelled' }
  | { state: 'sending'; part: number; controller: AbortController }
  | { state: 'taken'; picture: LibraryItem & { isNew: boolean } }
  | { state: 'refused'; fault: string }

interface Upload {
  key: number
  file: File
  place: Place
}

/** Sent at the same time: more would each be slower. */
const atOnce = 2

/**
 * Where pictures are brought in: chosen or dropped, several at once, each with how far it is and what was wrong with it.
 * Without a script it is a form that takes one.
 */
export function UploadQueue() {
  const router = useRouter()
  const [uploads, setUploads] = useState<Upload[]>([])
  const [isOver, setOver] = useState(false)
  // What runs beside rendering: what waits, and how many are under way.
  const work = useRef({ next: 0, waiting: new Array<Upload>(), running: 0, left: new Set<number>() })

  function move(key: number, place: Place): void {
    setUploads((all) => all.map((one) => (one.key === key ? { ...one, place } : one)))
  }

  async function run(): Promise<void> {
    const { current } = work
    if (current.running >= atOnce) return
    const upload = current.waiting.shift()
    if (upload === undefined) return
    current.running += 1
    if (!current.left.delete(upload.key)) await send(upload)
    current.running -= 1
    if (current.waiting.length === 0 && current.running === 0) router.refresh()
    await run()
  }

  async function send({ key, file }: Upload): Promise<void> {
    const controller = new AbortController()
    const show = (part: number) => move(key, { state: 'sending', part, controller })
    show(0)
    const sent = await sendPicture(file, show, controller.signal)
    if ('picture' in sent) move(key, { state: 'taken', picture: sent.picture })
    else if ('fault' in sent) move(key, { state: 'refused', fault: sent.fault })
    else move(key, { state: 'cancelled' })
  }

  function add(files: Iterable<File>): void {
    const { current } = work
    const added = [...files].map((file): Upload => {
      current.next += 1
      return { key: current.next, file, place: { state: 'waiting' } }
    })
    setUploads((all) => [...all, ...added])
    current.waiting.push(...added)
    for (let started = 0; started < atOnce; started += 1) void run()
  }

  function retry(upload: Upload): void {
    move(upload.key, { state: 'waiting' })
    work.current.waiting.push(upload)
    void run()
  }

  function cancel({ key, place }: Upload): void {
    if (place.state === 'sending') return place.controller.abort()
    work.current.left.add(key)
    move(key, { state: 'cancelled' })
  }

  return (
    <div>
      {/* Dropping is a way more for a pointer; the field inside takes the same by any means. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions */}
      <form
        action="/api/pictures"
        method="post"
        encType="multipart/form-data"
        className="picture-drop"
        data-over={isOver || undefined}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault()
          setOver(false)
          add(event.dataTransfer.files)
        }}
      >
        <input type="hidden" name="to" value="/desk/pictures" />
        <label htmlFor="pictures-file" className="label text-[0.9375rem] font-semibold">
          Bring pictures in
        </label>
        <p id="pictures-hint" className="label text-soft">
          Drop them here or choose them: JPEG, PNG, WebP, AVIF or GIF, up to 25 MB each.
        </p>
        <input
          id="pictures-file"
          name="picture"
          type="file"
          multiple
          accept="image/jpeg,image/png,image/webp,image/avif,image/gif"
          className="field mt-1.5"
          aria-describedby="pictures-hint"
          onChange={({ currentTarget }) => {
            add(currentTarget.files ?? [])
            currentTarget.value = ''
          }}
        />
        <noscript>
          <p className="label mt-1.5 text-soft">Without JavaScript one at a time.</p>
          <button type="submit" className="button button-quiet mt-1.5">
            Take this picture in
          </button>
        </noscript>
      </form>
      {uploads.length > 0 && (
        <ul className="picture-uploads" aria-label="Pictures on their way">
          {uploads.map((upload) => (
            <li key={upload.key}>
              <span className="picture-upload-name">{upload.file.name}</span>
              <UploadPlace place={upload.place} name={upload.file.name} />
              {(upload.place.state === 'waiting' || upload.place.state === 'sending') && (
                <button type="button" className="button button-plain" onClick={() => cancel(upload)}>
                  Cancel<span className="sr-only"> {upload.file.name}</span>
                </button>
              )}
              {(upload.place.state === 'refused' || upload.place.state === 'cancelled') && (
                <button type="button" className="button button-plain" onClick={() => retry(upload)}>
                  Try again<span className="sr-only"> with {upload.file.name}</span>
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}

function UploadPlace({ place, name }: { place: Place; name: string }) {
  switch (place.state) {
    case 'waiting':
      return <span className="text-soft">Waiting</span>
    case 'cancelled':
      return <span className="text-soft">Not sent</span>
    case 'sending':
      return (
        <span className="desk-row">
          <progress aria-label={`Sending ${name}`} max={1} value={place.part < 1 ? place.part : undefined} />
          {place.part < 1 ? `${Math.round(place.part * 100)} %` : 'Making its sizes …'}
        </span>
      )
    case 'refused':
      return (
        <span role="alert" className="font-semibold text-accent">
          {place.fault}
        </span>
      )
    case 'taken':
      return (
        <output>
          {place.picture.isNew ? 'In the library.' : 'It was in the library already.'}{' '}
          <a href={`/desk/pictures/${place.picture.id}`}>
            {place.picture.mayBeUsed ? 'Open' : 'Say its credit and licence'}
            <span className="sr-only"> ({name})</span>
          </a>
        </output>
      )
  }
}
