import 'server-only'
import type { ServedFile } from '#lib/cases/files.ts'
import { filesHeld, heldFiles, takeFiles } from '#lib/cases/files.ts'
import { requireFew } from '#lib/cases/attachments.ts'
import { requireRoomForUploads } from '#lib/cases/upload-limits.ts'
import type { Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import { clientAddress } from './address.ts'

type TakenFile = Awaited<ReturnType<typeof takeFiles>>[number]

/**
 * The files in a form to the managing editor: those chosen now, and those a refused form brought along before. What was
 * taken in stays with the form (`typed.held`, and `typed.attached` to show), so that nobody has to choose it again when something
 * else is refused.
 * @throws Refusal (invalid or unavailable with field `files`, too_many)
 */
export async function filesIn(ctx: Context, form: FormData, typed: Record<string, string>): Promise<TakenFile[]> {
  const chosen = form.getAll('files').flatMap((file) => (file instanceof File && file.size > 0 ? [file] : []))
  const wanted = form.getAll('keep').filter((hash) => typeof hash === 'string')
  const before = await filesHeld(ctx, typed.held ?? '', wanted)
  hold(ctx, typed, before)
  if (chosen.length === 0) return before
  const sizes = chosen.map(({ size }) => size)
  requireFew([...before.map(({ bytes }) => bytes), ...sizes])
  await requireRoomForUploads(ctx, await clientAddress(), sizes)
  const now = await keep(
    ctx,
    await Promise.all(
      chosen.map(async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })),
    ),
  )
  const all = [...before, ...now].filter(
    (file, index, files) => files.findIndex(({ hash }) => hash === file.hash) === index,
  )
  hold(ctx, typed, all)
  return all
}

/** A full disk, say, or a storage that does not answer: a browser forgets what was chosen, and whoever is not told sends without. */
async function keep(ctx: Context, files: Parameters<typeof takeFiles>[1]): Promise<TakenFile[]> {
  try {
    return await takeFiles(ctx, files)
  } catch (reason) {
    if (reason instanceof Refusal) throw reason
    ctx.log.error({ err: reason }, 'files of a reader could not be kept')
    throw new Refusal(
      'unavailable',
      'Your files could not be kept just now. Nothing was sent, and what you wrote is still here: please choose them again in a minute, or send it without them.',
      { files: 'Choose your files once more: they were not kept.' },
    )
  }
}

function hold(ctx: Context, typed: Record<string, string>, files: TakenFile[]): void {
  typed.held = heldFiles(ctx, files)
  typed.attached = JSON.stringify(files.map(({ name, bytes, hash }) => ({ name, bytes, hash })))
}

/**
 * A file that somebody sent, to be saved and never to be a page of ours. What forbids it to act like one stands in
 * next.config.js, whose headers take the place of a route's own.
 */
export function fileResponse({ name, mediaType, bytes }: ServedFile): Response {
  const plain = name.replaceAll(/[^\x20-\x7e]|["\\%]/g, '_')
  return new Response(new Uint8Array(bytes), {
    headers: {
      'content-type': mediaType === 'text/plain' ? 'text/plain; charset=utf-8' : mediaType,
      // RFC 6266: the name in plain letters, and in its own for whoever understands.
      'content-disposition': `attachment; filename="${plain}"; filename*=UTF-8''${encodeStrictly(name)}`,
      'cache-control': 'private, no-store',
    },
  })
}

/** RFC 8187: encodeURIComponent leaves a few characters that are none of an extended value's. */
function encodeStrictly(text: string): string {
  return encodeURIComponent(text).replaceAll(/['()*!]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
}
