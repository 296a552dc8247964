import { stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { placePictures } from '#lib/articles/body/rebuild.ts'
import type { Body } from '#lib/articles/body/document.ts'
import type { Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import { takePicture } from '#lib/importers/run/files.ts'
import type { Given } from '#lib/importers/run/item.ts'
import { withOrigin, type GhostContent } from './content.ts'
import type { GhostUser } from './site.ts'

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
  const src = withOrigin(address)
  const path = folder === undefined ? null : await fileOf(src, folder)
  if (path === null) {
    given.notes.leftOut('picture', folder === undefined ? 'no --attachments was given' : 'its file is not there')
    given.notes.mayHaveMore ||= folder !== undefined
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

/** Portraits of authors, each looked for once: authors stand on many posts. */
export class Portraits {
  readonly #folder: string | undefined
  readonly #known = new Map<string, string | null>()

  /** @param folder a copy of content/images, or what holds it */
  constructor(folder: string | undefined) {
    this.#folder = folder
  }

  /** @returns the picture's id; null when there is none, or it does not come */
  async of(ctx: Context, { id, name, profile_image: image }: GhostUser, given: Given): Promise<string | null> {
    const known = this.#known.get(id)
    if (known !== undefined) return known
    const found =
      image === '' ? null : await takeIn(ctx, image, { alt: name, caption: '', credit: '' }, this.#folder, given)
    this.#known.set(id, found)
    return found
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
