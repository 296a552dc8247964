import { stat } from 'node:fs/promises'
import { basename, dirname, isAbsolute, join, resolve } from 'node:path'
import type { Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import { takePicture } from '#lib/importers/run/files.ts'
import type { Given } from '#lib/importers/run/item.ts'
import { Fault } from './fault.ts'
import type { MarkdownFile } from './parse.ts'

export interface Located {
  /** As the file names it. */
  name: string
  path: string
  line: number
  words: { alt: string; caption: string; credit: string }
}

export interface LocatedPictures {
  lead: Located | null
  /** By the id that stands for each in the text. */
  inText: Map<string, Located>
  /** What is left out, and why. */
  notes: string[]
  /** Each file with its size and date, by which a changed one is known. */
  marks: string[]
}

/** Looks for every picture of a file. @throws Fault when one is nowhere */
export async function locatePictures(
  file: string,
  { front, text, pictureLines }: MarkdownFile,
  attachments: string | undefined,
): Promise<LocatedPictures> {
  const folders = [dirname(file), ...(attachments === undefined ? [] : [attachments])]
  const found: LocatedPictures = { lead: null, inText: new Map(), notes: [], marks: [] }
  const { picture } = front
  if (picture.file !== undefined)
    found.lead = await locate(picture.file, folders, front.lineOf('picture', 'file'), picture, found.marks)
  for (const shown of text.pictures) {
    const line = pictureLines.get(shown.src) ?? 1
    if (/^https?:/i.test(shown.src))
      found.notes.push(`line ${line}: left out the picture at ${shown.src}, which is not here`)
    else {
      const words = { ...shown, caption: '' }
      found.inText.set(shown.pictureId, await locate(decodeSafely(shown.src), folders, line, words, found.marks))
    }
  }
  return found
}

async function locate(
  name: string,
  folders: string[],
  line: number,
  { alt, caption, credit }: Located['words'],
  marks: string[],
): Promise<Located> {
  for (const path of folders.flatMap((folder) =>
    isAbsolute(name) ? [join(folder, basename(name))] : [resolve(folder, name), join(folder, basename(name))],
  )) {
    const found = await stat(path).catch(() => null)
    if (!found?.isFile()) continue
    marks.push(`${path} ${found.size} ${found.mtimeMs}`)
    return { name, path, line, words: { alt, caption, credit } }
  }
  throw new Fault(line, `there is no picture ${name} in ${folders.join(' or ')}`)
}

/** @throws Refusal when it is no picture */
export async function takeLocated(ctx: Context, { name, path, line, words }: Located, given: Given): Promise<string> {
  try {
    return await takePicture(ctx, { path, ...words, isTrusted: true }, given)
  } catch (fault) {
    if (fault instanceof Refusal) throw new Refusal(fault.kind, `line ${line}: ${name}: ${fault.message}`)
    throw fault
  }
}

function decodeSafely(address: string): string {
  try {
    return decodeURIComponent(address)
  } catch {
    return address
  }
}
