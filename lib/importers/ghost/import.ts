import type { Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import { fingerprintOf, type Piece } from '#lib/importers/run/item.ts'
import type { ImportReport } from '#lib/importers/run/report.ts'
import { runImport, type RunOptions } from '#lib/importers/run/run.ts'
import { readExport, type GhostData } from './export-file.ts'
import { takeOverAll } from './gifts.ts'
import { customersIn, memberPiece, readMembers, type MemberRow } from './members.ts'
import { preparePost } from './post.ts'

export interface GhostOptions extends RunOptions {
  /** A copy of content/images, in which pictures are found. Without it, articles come without pictures. */
  attachments?: string | undefined
  /** Regular gifts that Ghost began at Stripe become ours there. */
  stripe?: boolean
}

/** Goes up whenever posts are read otherwise than before: what was imported then is read again. */
const reading = '1'

/**
 * Imports what Ghost exports: posts from its JSON file, people from its file of members (CSV).
 * @throws Refusal when a file is not there, or neither of the two
 */
export async function importGhost(ctx: Context, paths: string[], options: GhostOptions = {}): Promise<ImportReport> {
  const posts: GhostData[] = []
  const members: MemberRow[] = []
  for (const path of paths) {
    if (/\.json$/i.test(path)) posts.push(await readExport(path))
    else if (/\.csv$/i.test(path)) members.push(...(await readMembers(path)))
    else throw new Refusal('invalid', `${path} is neither Ghost’s export (.json) nor its members (.csv).`)
  }
  const total = posts.reduce((sum, data) => sum + data.posts.length, 0) + members.length
  const products = new Set(posts.flatMap((data) => data.stripe_products.map((product) => product.stripe_product_id)))
  if (options.stripe === true && products.size === 0)
    throw new Refusal(
      'invalid',
      'Which products at Stripe are memberships stands in Ghost’s export (.json): give it, too.',
    )
  const source = { name: 'ghost', total, pieces: () => piecesOf(posts, members, options) }
  const report = await runImport(ctx, source, options)
  if (options.stripe !== true || options.isTrial === true || !report.isComplete) return report
  return takeOverAll(ctx, customersIn(members), products, report)
}

async function* piecesOf(posts: GhostData[], members: MemberRow[], options: GhostOptions): AsyncGenerator<Piece> {
  for (const data of posts) {
    for (const post of data.posts) {
      const name = `“${post.title}” (${post.type || 'post'} ${post.id})`
      if (post.type === 'page') {
        yield { kind: 'left out', what: 'page', why: 'only articles come', count: 1, name }
        continue
      }
      yield {
        kind: 'item',
        ref: post.id,
        name,
        fingerprint: fingerprintOf(
          reading,
          options.attachments ?? '',
          JSON.stringify([
            post,
            data.posts_meta.filter(({ post_id: id }) => id === post.id),
            data.posts_tags.filter(({ post_id: id }) => id === post.id),
            data.posts_authors.filter(({ post_id: id }) => id === post.id),
          ]),
        ),
        prepare: (ctx, given) => preparePost(ctx, post, data, options.attachments, given),
      }
    }
  }
  const seen = new Map<string, number>()
  for (const row of members) yield memberPiece(row, seen)
}
