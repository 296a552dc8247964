import { leadTo } from '#lib/articles/commands.ts'
import { slugify } from '#lib/articles/model.ts'
import type { Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import { fingerprintOf, type Piece } from '#lib/importers/run/item.ts'
import type { ImportReport } from '#lib/importers/run/report.ts'
import { runImport, type RunOptions } from '#lib/importers/run/run.ts'
import type { Writers } from './comments.ts'
import { readExport, type GhostPost } from './export-file.ts'
import { adviseStripe, takeOverAll } from './gifts.ts'
import { customersIn, memberPiece, readMembers, writersIn, type MemberRow } from './members.ts'
import { Portraits } from './pictures.ts'
import { preparePost, type Reading } from './post.ts'
import { GhostSite, isInternal, isPage } from './site.ts'

export interface GhostOptions extends RunOptions {
  /** A copy of content/images, in which pictures are found. Without it, articles come without pictures. */
  attachments?: string | undefined
  /** Regular gifts that Ghost began at Stripe become ours there. */
  stripe?: boolean
  /** Pages (About, Contact) come as drafts, which an editor looks at; as articles; or not at all. */
  pages?: Reading['pages']
}

/** Goes up whenever posts are read otherwise than before: what was imported then is read again. */
const reading = '2'

/**
 * Imports what Ghost exports: posts from its JSON file, people from its file of members (CSV).
 * @throws Refusal when a file is not there, or neither of the two
 */
export async function importGhost(ctx: Context, paths: string[], options: GhostOptions = {}): Promise<ImportReport> {
  const sites: GhostSite[] = []
  const members: MemberRow[] = []
  for (const path of paths) {
    if (/\.json$/i.test(path)) sites.push(new GhostSite(await readExport(path)))
    else if (/\.csv$/i.test(path)) members.push(...(await readMembers(path)))
    else throw new Refusal('invalid', `${path} is neither Ghost’s export (.json) nor its members (.csv).`)
  }
  const total = sites.reduce((sum, site) => sum + site.posts.length, 0) + members.length
  const products = new Set(sites.flatMap((site) => site.products))
  if (options.stripe === true && products.size === 0)
    throw new Refusal(
      'invalid',
      'Which products at Stripe are memberships stands in Ghost’s export (.json): give it, too.',
    )
  const common: Reading = {
    folder: options.attachments,
    pages: options.pages ?? 'drafts',
    writers: writersOf(sites, members),
    portraits: new Portraits(options.attachments),
  }
  const report = await runImport(
    ctx,
    {
      name: 'ghost',
      total,
      pieces: () => piecesOf(sites, members, common),
      finish: (tx) => leadTo(tx, sites.flatMap(waysOf)),
    },
    options,
  )
  const customers = customersIn(members)
  if (options.stripe !== true) return adviseStripe(report, paths, customers)
  if (options.isTrial === true || !report.isComplete) return report
  return takeOverAll(ctx, customers, products, report)
}

async function* piecesOf(sites: GhostSite[], members: MemberRow[], common: Reading): AsyncGenerator<Piece> {
  for (const site of sites) for (const post of site.posts) yield pieceOf(post, site, common)
  const seen = new Map<string, number>()
  for (const row of members) yield memberPiece(row, seen)
}

function pieceOf(post: GhostPost, site: GhostSite, common: Reading): Piece {
  const name = `“${post.title}” (${post.type || 'post'} ${post.id})`
  if (isPage(post) && common.pages === 'none')
    return { kind: 'left out', what: 'page', why: 'it was asked to leave pages out', count: 1, name }
  const about = site.about(post)
  const writers = about.comments.map(({ member_id: id }) => common.writers.get(id))
  return {
    kind: 'item',
    ref: post.id,
    name,
    fingerprint: fingerprintOf(
      reading,
      common.folder ?? '',
      common.pages,
      JSON.stringify([post, about]),
      JSON.stringify(writers),
    ),
    prepare: (ctx, given) => preparePost(ctx, post, about, common, given),
  }
}

/** The file of members is the newer: people change their names. */
function writersOf(sites: GhostSite[], members: MemberRow[]): Writers {
  return new Map([
    ...sites.flatMap((site) =>
      site.members.map(({ id, name, email }): [string, { name: string; email: string }] => [id, { name, email }]),
    ),
    ...writersIn(members),
  ])
}

/** Where the pages of tags and authors lead, and what newsreaders ask for. */
function waysOf(site: GhostSite): { from: string; to: string }[] {
  const posts = site.posts
    .filter((post) => post.status === 'published' && !isPage(post))
    .map((post) => site.about(post))
  const tags = new Map(
    posts.flatMap(({ tags: all }) => all.filter((tag) => !isInternal(tag)).map((tag) => [tag.slug, tag])),
  )
  const authors = new Map(posts.flatMap(({ authors: all }) => all.map((author) => [author.slug, author])))
  return [
    { from: '/rss/', to: '/feed.xml' },
    ...[...tags].flatMap(([old, { name }]) => {
      const slug = slugify(old) || slugify(name)
      return old === '' || slug === ''
        ? []
        : [
            { from: `/tag/${old}/`, to: `/topics/${slug}` },
            { from: `/tag/${old}/rss/`, to: `/topics/${slug}/feed.xml` },
          ]
    }),
    ...[...authors].flatMap(([old, { name }]) => {
      const slug = slugify(old) || slugify(name)
      return old === '' || slug === '' ? [] : [{ from: `/author/${old}/`, to: `/authors/${slug}` }]
    }),
  ]
}
