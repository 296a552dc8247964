import { readFile, readdir, stat } from 'node:fs/promises'
import { basename, dirname, isAbsolute, join, resolve } from 'node:path'
import { placePictures } from '#lib/articles/body/rebuild.ts'
import { saveArticle } from '#lib/articles/commands.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import { ingestPicture } from '#lib/pictures/commands.ts'
import { magazineSettings } from '#lib/settings/queries.ts'
import { Fault } from './fault.ts'
import { parseMarkdown, type MarkdownFile } from './parse.ts'

export interface MarkdownOptions {
  /** Where pictures are looked for besides beside the file (--pictures DIR). */
  pictures?: string
}

export interface FileResult {
  file: string
  result: 'created' | 'updated' | 'unchanged' | 'refused'
  slug: string | null
  /** Why it was refused: file:line reason. */
  reason: string | null
  /** What came but may not be as it was meant: unknown keys, parts left out. */
  notes: string[]
}

export interface MarkdownReport {
  files: FileResult[]
}

/**
 * Imports Markdown files with front matter; each is one transaction, so that a file comes whole or not at all.
 * Running it again changes nothing that has not changed.
 * @param paths files, or folders whose .md and .markdown files are taken, with all that is under them
 */
export async function importMarkdown(
  ctx: Context,
  paths: string[],
  options: MarkdownOptions = {},
): Promise<MarkdownReport> {
  const { timeZone } = await magazineSettings(ctx)
  const fileOfSlug = new Map<string, string>()
  const files: FileResult[] = []
  for (const path of paths) {
    for (const file of await markdownFiles(path)) files.push(await importFile(ctx, file, timeZone, fileOfSlug, options))
  }
  return { files }
}

async function markdownFiles(path: string): Promise<string[]> {
  const found = await stat(path).catch(() => null)
  if (!found?.isDirectory()) return [path]
  const names = await readdir(path, { recursive: true })
  return names
    .filter((name) => /\.(?:md|markdown)$/i.test(name) && !name.split(/[\\/]/).some((part) => part.startsWith('.')))
    .toSorted()
    .map((name) => join(path, name))
}

async function importFile(
  ctx: Context,
  file: string,
  timeZone: string,
  fileOfSlug: Map<string, string>,
  options: MarkdownOptions,
): Promise<FileResult> {
  try {
    const parsed = parseMarkdown(await readFile(file), timeZone)
    const { slug } = parsed.front
    const twin = fileOfSlug.get(slug)
    if (twin !== undefined) throw new Fault(parsed.front.lineOf('slug'), `the slug ${slug} is that of ${twin}, too`)
    fileOfSlug.set(slug, file)
    const saved = await inTransaction(ctx, (tx) => save(tx, file, parsed, options))
    return {
      file,
      result: saved.result,
      slug: saved.slug,
      reason: null,
      notes: [
        ...parsed.front.notes,
        ...saved.notes,
        ...parsed.text.leftOut.map(({ what, count }) => `left out: ${count} × ${what}`),
      ],
    }
  } catch (fault) {
    return { file, result: 'refused', slug: null, reason: reasonOf(fault, file), notes: [] }
  }
}

function reasonOf(fault: unknown, file: string): string {
  if (fault instanceof Fault) return `${file}:${fault.line} ${fault.message}`
  if (fault instanceof Refusal) return `${file}:1 ${fault.message}`
  if (fault instanceof Error && 'code' in fault && fault.code === 'ENOENT') return `${file}:1 there is no such file`
  throw fault
}

async function save(
  ctx: Context,
  file: string,
  { front, text, pictureLines }: MarkdownFile,
  options: MarkdownOptions,
): Promise<{ slug: string; result: 'created' | 'updated' | 'unchanged'; notes: string[] }> {
  const notes: string[] = []
  const folders = [dirname(file), ...(options.pictures === undefined ? [] : [options.pictures])]
  const { picture } = front
  // All are looked for before the first is taken in: a file that is refused leaves no picture behind.
  const lead =
    picture.file === undefined
      ? null
      : { ...(await locate(picture.file, folders, front.lineOf('picture', 'file'))), words: picture }
  const inText: { pictureId: string; found: Located }[] = []
  for (const found of text.pictures) {
    const line = pictureLines.get(found.src) ?? 1
    if (/^https?:/i.test(found.src)) notes.push(`line ${line}: left out the picture at ${found.src}, which is not here`)
    else
      inText.push({
        pictureId: found.pictureId,
        found: { ...(await locate(decodeSafely(found.src), folders, line)), words: { ...found, caption: '' } },
      })
  }
  const pictureId = lead && (await takeIn(ctx, lead))
  const idOf = new Map<string, string>()
  for (const { pictureId: place, found } of inText) idOf.set(place, await takeIn(ctx, found))
  const body = placePictures(text.body, (attrs) => {
    const id = idOf.get(attrs.pictureId)
    return id === undefined ? null : { ...attrs, pictureId: id }
  })
  const saved = await saveArticle(
    ctx,
    {
      slug: front.slug,
      headline: front.title,
      standfirst: front.standfirst,
      body,
      access: front.access,
      previewBlocks: front.preview,
      comments: front.comments,
      state: front.draft ? 'draft' : 'published',
      publishedAt: front.date,
      pictureId,
      pictureCaption: picture.caption,
      pictureCredit: picture.credit,
      authors: front.authors,
      topics: front.topics.map((name) => ({ name })),
    },
    { source: 'markdown', sourceRef: front.slug, reason: 'Imported from Markdown', personId: null },
  )
  if (body.content.length === 0) notes.push('there is no text under the front matter')
  return { slug: saved.slug, result: saved.result, notes }
}

interface Located {
  /** As the file names it. */
  name: string
  path: string
  line: number
  words: { alt: string; caption: string; credit: string }
}

/** @throws Fault when none of the folders has it */
async function locate(name: string, folders: string[], line: number): Promise<Omit<Located, 'words'>> {
  for (const path of folders.flatMap((folder) =>
    isAbsolute(name) ? [join(folder, basename(name))] : [resolve(folder, name), join(folder, basename(name))],
  ))
    if ((await stat(path).catch(() => null))?.isFile()) return { name, path, line }
  throw new Fault(line, `there is no picture ${name} in ${folders.join(' or ')}`)
}

/** @throws Fault when it is no picture */
async function takeIn(ctx: Context, { name, path, line, words }: Located): Promise<string> {
  try {
    const { alt, caption, credit } = words
    return await ingestPicture(ctx, { from: { path }, alt, caption, credit, isTrusted: true })
  } catch (fault) {
    if (fault instanceof Refusal) throw new Fault(line, `${name}: ${fault.message}`)
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

/** The report as text: a line a file, what to know about it under it, and the totals. */
export function formatReport({ files }: MarkdownReport): string {
  const lines = files.flatMap(({ file, result, slug, reason, notes }) => [
    `${result.padEnd(10)}${reason ?? `/articles/${slug}  (${file})`}`,
    ...notes.map((note) => `${' '.repeat(10)}${note}`),
  ])
  const total = (result: FileResult['result']) => `${files.filter((one) => one.result === result).length} ${result}`
  return [
    ...lines,
    `${files.length} ${files.length === 1 ? 'file' : 'files'}: ${(['created', 'updated', 'unchanged', 'refused'] as const).map(total).join(', ')}`,
  ].join('\n')
}
