import { readFile } from 'node:fs/promises'
import type { Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import { fingerprintOf, type Piece } from '#lib/importers/run/item.ts'
import type { ImportReport } from '#lib/importers/run/report.ts'
import { runImport, type RunOptions } from '#lib/importers/run/run.ts'
import { magazineSettings } from '#lib/settings/queries.ts'
import { Fault } from './fault.ts'
import { markdownFiles } from './files.ts'
import { FileLinks } from './links.ts'
import { frontOf, parseMarkdown } from './parse.ts'
import { locatePictures } from './pictures.ts'
import { prepareArticle } from './prepare.ts'

export interface MarkdownOptions extends RunOptions {
  /** Where pictures are looked for besides beside the file. */
  attachments?: string | undefined
}

/** Goes up whenever files are read otherwise than before: what was imported then is read again. */
const reading = '3'

/**
 * Imports Markdown files with front matter. Running it again changes nothing that has not changed.
 * @param paths files, or folders whose .md and .markdown files are taken, with all that is under them
 */
export async function importMarkdown(
  ctx: Context,
  paths: string[],
  options: MarkdownOptions = {},
): Promise<ImportReport> {
  const { timeZone } = await magazineSettings(ctx)
  const files: string[] = []
  for (const path of paths) files.push(...(await markdownFiles(path)))
  const links = new FileLinks()
  for (const file of files) {
    const front = frontOf(await readFile(file).catch(() => new Uint8Array()), timeZone, file)
    if (front !== null) links.add(file, front)
  }
  return runImport(
    ctx,
    { name: 'markdown', total: files.length, pieces: () => piecesOf(files, { timeZone, links }, options) },
    options,
  )
}

interface Surroundings {
  timeZone: string
  links: FileLinks
}

async function* piecesOf(files: string[], around: Surroundings, options: MarkdownOptions): AsyncGenerator<Piece> {
  const fileOfSlug = new Map<string, string>()
  for (const file of files) {
    try {
      yield await pieceOf(file, around, fileOfSlug, options)
    } catch (fault) {
      yield { kind: 'refused', name: file, why: whyOf(fault) }
    }
  }
}

async function pieceOf(
  file: string,
  { timeZone, links }: Surroundings,
  fileOfSlug: Map<string, string>,
  { attachments }: MarkdownOptions,
): Promise<Piece> {
  const bytes = await readFile(file)
  const parsed = parseMarkdown(bytes, { timeZone, file, resolve: (href) => links.resolve(href, file) })
  const { slug } = parsed.front
  const twin = fileOfSlug.get(slug)
  if (twin !== undefined) throw new Fault(parsed.front.lineOf('slug'), `the slug ${slug} is that of ${twin}, too`)
  fileOfSlug.set(slug, file)
  // All are looked for before the first is taken in: a file that is refused leaves no picture behind.
  const pictures = await locatePictures(file, parsed, attachments)
  return {
    kind: 'item',
    ref: slug,
    name: file,
    fingerprint: fingerprintOf(reading, timeZone, bytes, ...pictures.marks),
    prepare: (ctx, given) => prepareArticle(ctx, parsed, pictures, given),
  }
}

function whyOf(fault: unknown): string {
  if (fault instanceof Fault) return `line ${fault.line}: ${fault.message}`
  if (fault instanceof Refusal) return `line 1: ${fault.message}`
  if (fault instanceof Error && 'code' in fault && fault.code === 'ENOENT') return 'line 1: there is no such file'
  throw fault
}
