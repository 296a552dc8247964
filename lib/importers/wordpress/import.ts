import { leadTo } from '#lib/articles/commands.ts'
import type { Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import { fingerprintOf, type Piece } from '#lib/importers/run/item.ts'
import type { ImportReport } from '#lib/importers/run/report.ts'
import { runImport, type RunOptions } from '#lib/importers/run/run.ts'
import { planSlugs } from '#lib/importers/run/slugs.ts'
import { magazineSettings } from '#lib/settings/queries.ts'
import { shortened } from '#lib/plain-text.ts'
import type { Way } from './addresses.ts'
import { plainText } from './content.ts'
import { OldLinks } from './links.ts'
import { parseItem, type WordPressItem } from './parse.ts'
import { fateOf, type Choices } from './post.ts'
import { preparePost, type Reading } from './prepare.ts'
import { readItems } from './read-items.ts'
import { referenceOf, surveyExport, type Survey } from './survey.ts'

export interface WordPressOptions extends RunOptions, Partial<Choices> {
  /** A copy of wp-content/uploads, in which pictures are found. Without it, articles come without pictures. */
  attachments?: string | undefined
}

/** Goes up whenever posts are read otherwise than before: what was imported then is read again. */
const reading = '3'

const source = 'wordpress'

/**
 * Imports the posts and pages of WordPress exports (WXR, as made under Tools → Export). The files are read piece by
 * piece, twice: for what posts refer to, which stands anywhere, and for the posts. Large sites export several files:
 * given together, links between them are known, too.
 * @throws Refusal when a file is not there, no such export, or not complete
 */
export async function importWordPress(
  ctx: Context,
  paths: string | string[],
  options: WordPressOptions = {},
): Promise<ImportReport> {
  const { timeZone } = await magazineSettings(ctx)
  const choices: Choices = { pages: options.pages ?? 'drafts', kinds: options.kinds ?? [] }
  const surveys: Survey[] = []
  for (const path of [paths].flat()) surveys.push(await surveyExport(path, options.attachments, choices))
  const wanted = surveys.flatMap((survey) => survey.wanted)
  const slugs = await planSlugs(ctx, source, wanted)
  const ways = surveys.flatMap((survey) => survey.ways)
  const articleWays = wanted.flatMap(({ ref, addresses }) => waysTo(addresses, slugs.get(ref)?.present))
  const slugOfId = new Map(wanted.map(({ id, ref }) => [id, slugs.get(ref)?.present]))
  const uploadWays = surveys.flatMap((survey) =>
    survey.uploadPages.flatMap(({ postId, addresses }) => waysTo(addresses, slugOfId.get(postId))),
  )
  const all = [...ways, ...uploadWays, ...articleWays]
  const how = fingerprintOf(reading, timeZone, options.attachments ?? '', JSON.stringify(choices))
  return runImport(
    ctx,
    {
      name: source,
      total: wanted.length,
      async *pieces() {
        for (const survey of surveys) {
          const links = new OldLinks(all, survey.site)
          yield* piecesOf(
            { ...survey, links, slugs, timeZone, source, choices },
            fingerprintOf(how, survey.fingerprint),
          )
        }
      },
      finish: (tx) => leadTo(tx, [...ways, ...uploadWays]),
    },
    options,
  )
}

function waysTo(addresses: string[], slug: string | undefined): Way[] {
  return slug === undefined ? [] : addresses.map((from) => ({ from, to: `/articles/${slug}` }))
}

async function* piecesOf(context: Reading, how: string): AsyncGenerator<Piece> {
  const seen = new Set<string>()
  for await (const piece of readItems(context.path)) {
    if (piece.kind === 'head') continue
    try {
      yield* pieceOf(parseItem(piece.xml), context, {
        seen,
        line: piece.line,
        fingerprint: fingerprintOf(how, piece.xml),
      })
    } catch (fault) {
      if (!(fault instanceof Refusal)) throw fault
      yield { kind: 'refused', name: `item on line ${piece.line}`, why: fault.message }
    }
  }
}

function* pieceOf(
  item: WordPressItem,
  context: Reading,
  { seen, line, fingerprint }: { seen: Set<string>; line: number; fingerprint: string },
): Generator<Piece> {
  const fate = fateOf(item, context.choices)
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
  yield { kind: 'item', ref, name, fingerprint, prepare: (ctx, given) => preparePost(ctx, item, ref, context, given) }
}
