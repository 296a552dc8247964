import { type Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import { fingerprintOf, type Item, type Piece } from '#lib/importers/run/item.ts'
import type { ImportReport } from '#lib/importers/run/report.ts'
import { runImport, type RunOptions } from '#lib/importers/run/run.ts'
import { magazineSettings } from '#lib/settings/queries.ts'
import { plainText } from './content.ts'
import { parseItem, type WordPressItem } from './parse.ts'
import { fateOf, shortened } from './post.ts'
import { preparePost, type Reading } from './prepare.ts'
import { readItems } from './read-items.ts'
import { surveyExport, type Survey } from './survey.ts'

export interface WordPressOptions extends RunOptions {
  /**
   * A copy of wp-content/uploads, in which pictures are found. Without it, articles come without pictures.
   */
  attachments?: string | undefined
}

/** Goes up whenever posts are read otherwise than before: what was imported then is read again. */
const reading = '2'

/**
 * Imports the posts of WordPress exports (WXR, as made under Tools → Export). The files are read piece by piece, twice:
 * for what was uploaded, which stands anywhere, and for the posts.
 * @throws Refusal when a file is not there, no such export, or not complete
 */
export async function importWordPress(
  ctx: Context,
  paths: string | string[],
  options: WordPressOptions = {},
): Promise<ImportReport> {
  const { timeZone } = await magazineSettings(ctx)
  const surveys: Survey[] = []
  for (const path of [paths].flat()) surveys.push(await surveyExport(path, options.attachments))
  return runImport(
    ctx,
    {
      name: 'wordpress',
      total: surveys.reduce((sum, { total }) => sum + total, 0),
      pieces: () => piecesOf(surveys, timeZone, options),
    },
    options,
  )
}

async function* piecesOf(surveys: Survey[], timeZone: string, options: WordPressOptions): AsyncGenerator<Piece> {
  for (const survey of surveys) {
    const context: Reading = { ...survey, timeZone, source: 'wordpress' }
    const seen = new Set<string>()
    const how = fingerprintOf(reading, survey.fingerprint, timeZone, options.attachments ?? '')
    for await (const { kind, xml, line } of linesOf(survey.path)) {
      if (kind === 'head') continue
      try {
        yield* pieceOf(parseItem(xml), context, { seen, line, fingerprint: fingerprintOf(how, xml) })
      } catch (fault) {
        if (!(fault instanceof Refusal)) throw fault
        yield { kind: 'refused', name: `item on line ${line}`, why: fault.message }
      }
    }
  }
}

async function* linesOf(path: string): AsyncGenerator<{ kind: 'head' | 'item'; xml: string; line: number }> {
  for await (const piece of readItems(path)) yield { line: 1, ...piece }
}

function* pieceOf(
  item: WordPressItem,
  context: Reading,
  { seen, line, fingerprint }: { seen: Set<string>; line: number; fingerprint: string },
): Generator<Piece> {
  const fate = fateOf(item)
  const name = `“${shortened(plainText(item.title), 60)}” (${item.type} ${item.id}, line ${line})`
  if (!fate.import) {
    yield { kind: 'left out', ...fate, count: 1, ...(fate.isTold && { name }) }
    if (item.comments.length > 0)
      yield {
        kind: 'left out',
        what: 'comment',
        why: 'what it stands under does not come',
        count: item.comments.length,
      }
    return
  }
  const ref = referenceOf(item, context.site.url, seen)
  const piece: Item = {
    kind: 'item',
    ref,
    name,
    fingerprint,
    prepare: (ctx, given) => preparePost(ctx, item, ref, context, given),
  }
  yield piece
}

/** Exports have been seen with one guid on two posts. */
function referenceOf(item: WordPressItem, siteUrl: string, seen: Set<string>): string {
  const byId = `${siteUrl}/?p=${item.id}`
  const reference = item.guid === '' || seen.has(item.guid) ? byId : item.guid
  seen.add(reference)
  return reference
}
