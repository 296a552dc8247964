import { stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { placePictures } from '#lib/articles/body/rebuild.ts'
import type { Body } from '#lib/articles/body/document.ts'
import type { Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import { takePicture } from '#lib/importers/run/files.ts'
import type { Given } from '#lib/importers/run/item.ts'
import { ghostOrigin, type GhostContent } from './content.ts'

interface Words {
  alt: string
  caption: string
  credit: string
}

/** The text with its pictures, those without a file left out. @param folder a copy of content/images, or what holds it */
export async function withPictures(
  ctx: Context,
  content: GhostContent,
  folder: string | undefined,
  given: Given,
): Promise<Body> {
  const placed = new Map<string, string>()
  for (const found of content.pictures) {
    const id = await takeIn(ctx, found.src, { ...found, caption: '' }, folder, given)
    if (id !== null) placed.set(found.pictureId, id)
  }
  return placePictures(content.body, (attrs) => {
    const pictureId = placed.get(attrs.pictureId)
    return pictureId === undefined ? null : { ...attrs, pictureId }
  })
}

/** @returns the picture's id; null, and a note, when it does not come */
export async function takeIn(
  ctx: Context,
  address: string,
  { alt, caption, credit }: Words,
  folder: string | undefined,
  given: Given,
): Promise<string | null> {
  const src = address.replace('__GHOST_URL__', ghostOrigin)
  const path = folder === undefined ? null : await fileOf(src, folder)
  if (path === null) {
    given.notes.leftOut('picture', folder === undefined ? 'no --attachments was given' : 'its file is not there')
    given.notes.mayHaveMore = true
    return null
  }
  try {
    return await takePicture(ctx, { path, alt, caption, credit, isTrusted: true }, given)
  } catch (fault) {
    if (!(fault instanceof Refusal)) throw fault
    given.notes.leftOut('picture', fault.message)
    return null
  }
}

/** Ghost keeps sizes under /size/w600/ beside the original, which is what is wanted. */
async function fileOf(src: string, folder: string): Promise<string | null> {
  if (!URL.canParse(src)) return null
  const { pathname } = new URL(src)
  const [, within] = /\/content\/images\/(?:size\/[^/]+\/)?(.+)$/.exec(decoded(pathname)) ?? []
  const name = within ?? basename(pathname)
  if (name === '' || name.split('/').includes('..')) return null
  for (const path of [join(folder, name), join(folder, 'content', 'images', name), join(folder, 'images', name)])
    if ((await stat(path).catch(() => null))?.isFile()) return path
  return null
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
