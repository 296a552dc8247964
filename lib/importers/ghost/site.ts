import type { GhostData, GhostPost } from './export-file.ts'

export type GhostUser = GhostData['users'][number]
export type GhostTag = GhostData['tags'][number]
export type GhostComment = GhostData['comments'][number]
export type GhostMeta = Pick<
  GhostPost,
  | 'meta_title'
  | 'meta_description'
  | 'og_title'
  | 'og_description'
  | 'og_image'
  | 'twitter_title'
  | 'twitter_description'
  | 'twitter_image'
  | 'feature_image_alt'
  | 'feature_image_caption'
>

/** All that an export says of one post beside the post itself. */
export interface About {
  meta: GhostMeta
  /** In the order of the byline. */
  authors: GhostUser[]
  /** The primary one first. */
  tags: GhostTag[]
  /** Names of the tiers it is for. */
  tiers: string[]
  comments: GhostComment[]
}

/** An export by post: its tables are lists, and to look through them for each post would take the square of the time. */
export class GhostSite {
  readonly posts: GhostPost[]
  readonly members: GhostData['members']
  /** Ids at Stripe of what it sold as memberships. */
  readonly products: string[]
  readonly #meta: Map<string, GhostMeta>
  readonly #users: Map<string, GhostUser>
  readonly #tags: Map<string, GhostTag>
  readonly #tiers: Map<string, string>
  readonly #authorLinks: Map<string, GhostData['posts_authors']>
  readonly #tagLinks: Map<string, GhostData['posts_tags']>
  readonly #tierLinks: Map<string, GhostData['posts_products']>
  readonly #comments: Map<string, GhostComment[]>

  constructor(data: GhostData) {
    this.posts = data.posts
    this.members = data.members
    this.products = data.stripe_products.map((product) => product.stripe_product_id)
    this.#meta = new Map(data.posts_meta.map(({ post_id: id, ...meta }) => [id, meta]))
    this.#users = byId(data.users)
    this.#tags = byId(data.tags)
    this.#tiers = new Map(data.products.map(({ id, name }) => [id, name]))
    this.#authorLinks = byPost(data.posts_authors)
    this.#tagLinks = byPost(data.posts_tags)
    this.#tierLinks = byPost(data.posts_products)
    this.#comments = byPost(data.comments)
  }

  about(post: GhostPost): About {
    const links = inOrder(this.#authorLinks.get(post.id) ?? []).map(({ author_id: id }) => id)
    const authors = links.length > 0 ? links : [post.author_id]
    return {
      meta: this.#meta.get(post.id) ?? post,
      authors: authors.flatMap((id) => this.#users.get(id) ?? []),
      tags: inOrder(this.#tagLinks.get(post.id) ?? []).flatMap(({ tag_id: id }) => this.#tags.get(id) ?? []),
      tiers: (this.#tierLinks.get(post.id) ?? []).flatMap(({ product_id: id }) => this.#tiers.get(id) ?? []),
      comments: this.#comments.get(post.id) ?? [],
    }
  }
}

/** Tags that begin with # are Ghost's internal ones, which readers never saw. */
export function isInternal(tag: GhostTag): boolean {
  return tag.visibility === 'internal' || tag.name.startsWith('#')
}

/** Whether it is a page of the site (About, Contact) rather than a post. */
export function isPage({ type, page }: GhostPost): boolean {
  return type === '' ? page === true || page === 1 : type === 'page'
}

function byId<Row extends { id: string }>(rows: Row[]): Map<string, Row> {
  return new Map(rows.map((row) => [row.id, row]))
}

function byPost<Row extends { post_id: string }>(rows: Row[]): Map<string, Row[]> {
  return Map.groupBy(rows, ({ post_id: id }) => id)
}

function inOrder<Link extends { sort_order?: number | null | undefined }>(links: Link[]): Link[] {
  return links.toSorted((one, other) => (one.sort_order ?? 0) - (other.sort_order ?? 0))
}
