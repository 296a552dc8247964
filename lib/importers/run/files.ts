import { stat } from 'node:fs/promises'
import type { Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import { ingestPicture } from '#lib/pictures/commands.ts'
import type { Given } from './item.ts'

export interface PictureFile {
  path: string
  alt: string
  caption: string
  credit: string
  /** From the publisher's own disk, so that a drawing may be drawn. */
  isTrusted?: boolean
}

/**
 * Takes a picture in; in a trial, looks whether it could be.
 * @returns its id
 * @throws Refusal when it is no picture
 */
export async function takePicture(ctx: Context, picture: PictureFile, { notes, isTrial }: Given): Promise<string> {
  const { path, ...words } = picture
  const id = await ingestPicture(ctx, { from: { path }, ...words, isTrial })
  notes.cameOnce('pictures', id)
  return id
}

/** @throws Refusal (not_found) */
export async function requireFile(path: string): Promise<void> {
  if (!(await stat(path).catch(() => null))?.isFile()) throw new Refusal('not_found', `There is no file ${path}.`)
}
