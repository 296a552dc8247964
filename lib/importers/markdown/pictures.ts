import { existsSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename, dirname, isAbsolute, join, resolve, sep } from 'node:path'
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
  const places = [...folders, ...(await staticFolders(dirname(file)))]
  const found: LocatedPictures = { lead: null, inText: new Map(), notes: [], marks: [] }
  const { picture } = front
  if (picture.file !== undefined)
    found.lead = await locate(picture.file, folders, places, front.lineOf('picture', 'file'), picture, found.marks)
  for (const shown of text.pictures) {
    const line = pictureLines.get(shown.src) ?? 1
    if (/^https?:/i.test(shown.src))
      found.notes.push(`line ${line}: left out the picture at ${shown.src}, which is not here`)
    else {
      const words = { ...shown, caption: '' }
      found.inText.set(
        shown.pictureId,
        await locate(decodeSafely(shown.src), folders, places, line, words, found.marks),
      )
    }
  }
  return found
}

async function locate(
  name: string,
  folders: string[],
  places: string[],
  line: number,
  { alt, caption, credit }: Located['words'],
  marks: string[],
): Promise<Located> {
  for (const path of places.flatMap((folder) => candidates(folder, name))) {
    const found = await stat(path).catch(() => null)
    if (!found?.isFile()) continue
    marks.push(`${path} ${found.size} ${found.mtimeMs}`)
    return { name, path, line, words: { alt, caption, credit } }
  }
  throw new Fault(line, `there is no picture ${name} in ${folders.join(' or ')}`)
}

/** From the site's root, or beside the file, or in a folder of nothing but pictures; never above where files are kept. */
function candidates(folder: string, name: string): string[] {
  const inside = join(folder, isAbsolute(name) ? `.${name}` : name)
  const own = isAbsolute(name) || inside.startsWith(folder + sep) ? [inside] : []
  // A file may say where it stands itself: ../pictures/eel.jpg.
  const beside = isAbsolute(name) || /^(?:\.\.\/){1,2}(?!\.\.)/.test(name) ? [inside] : []
  return [...new Set([...own, ...beside, join(folder, basename(name))])]
}

/** Where Hugo (static, assets), Eleventy (public) and Jekyll (the site's root) keep what pages show, above the file. */
async function staticFolders(folder: string): Promise<string[]> {
  const found: string[] = []
  let above = resolve(folder)
  for (let step = 0; step < 5; step += 1) {
    for (const name of ['static', 'assets', 'public']) {
      const candidate = join(above, name)
      if ((await stat(candidate).catch(() => null))?.isDirectory()) found.push(candidate)
    }
    if (existsSync(join(above, '_config.yml'))) found.push(above)
    above = dirname(above)
  }
  return found
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
