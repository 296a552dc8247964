import { requireFile } from '#lib/importers/run/files.ts'
import { fingerprintOf } from '#lib/importers/run/item.ts'
import type { Wanted } from '#lib/importers/run/slugs.ts'
import { Refusal } from '#lib/errors.ts'
import { categoryAddresses, feedWays, oldAddressesOf, rootOf, type Way } from './addresses.ts'
import { addGuest, authorWays, creditsOf } from './authors.ts'
import { plainText } from './content.ts'
import { MediaLibrary, toAttachment, type Attachment } from './library.ts'
import { parseHead, parseItem, type WordPressItem, type WordPressSite } from './parse.ts'
import { fateOf, topicsOf, wantedSlug, type Choices } from './post.ts'
import { readItems } from './read-items.ts'

/** What must be known of an export before its first post is read. */
export interface Survey {
  path: string
  site: WordPressSite
  library: MediaLibrary
  /** What stands in several posts and is kept once, by its number: “reusable blocks”, “synced patterns”. */
  blocks: Map<string, string>
  /** Everything that will be an article, in the order of the file. */
  wanted: (Wanted & { id: string; addresses: string[] })[]
  /** Where old addresses of topics, authors and feeds lead. */
  ways: Way[]
  /** Old addresses of uploads' own pages, by the number of the post they were uploaded to. */
  uploadPages: { postId: string; addresses: string[] }[]
  /** Changes when something changes that any post may show: names of authors, words of pictures. */
  fingerprint: string
}

/**
 * Reads an export through for what posts refer to, which stands anywhere in it.
 * @param attachments the folder in which uploaded files are
 * @throws Refusal when the file is not there, no such export, or not complete
 */
export async function surveyExport(path: string, attachments: string | undefined, choices: Choices): Promise<Survey> {
  await requireFile(path)
  let collector: Collector | null = null
  for await (const piece of readItems(path)) {
    if (piece.kind === 'head') collector = new Collector(piece.xml, choices)
    else collector?.add(piece.xml)
  }
  if (collector === null) throw new Refusal('invalid', 'The file is empty.')
  return { path, ...collector.survey(attachments) }
}

class Collector {
  readonly #head: string
  readonly #site: WordPressSite
  readonly #choices: Choices
  readonly #uploads: Attachment[] = []
  readonly #uploadPages: Survey['uploadPages'] = []
  readonly #blocks = new Map<string, string>()
  readonly #guests: string[] = []
  readonly #wanted: Survey['wanted'] = []
  readonly #ways = new Map<string, string>()
  readonly #seen = new Set<string>()
  /** One item of each byline. */
  readonly #credited = new Map<string, WordPressItem>()

  constructor(head: string, choices: Choices) {
    this.#head = head.replace(/<(pubDate|lastBuildDate)>[^<]*<\/\1>/g, '')
    this.#site = parseHead(head)
    this.#site.authors = new Map([...this.#site.authors].map(([login, name]) => [login, plainText(name)]))
    this.#choices = choices
    for (const { from, to } of feedWays(this.#site)) this.#ways.set(from, to)
  }

  add(xml: string): void {
    const item = readBriefly(xml)
    if (item === null) return
    if (item.type === 'attachment') {
      this.#uploads.push(toAttachment(item))
      if (item.parentId !== '0')
        this.#uploadPages.push({ postId: item.parentId, addresses: oldAddressesOf(item, this.#site) })
    } else if (item.type === 'wp_block') {
      this.#blocks.set(item.id, parseItem(xml).content)
    } else if (item.type === 'guest-author') {
      addGuest(item, this.#site)
      this.#guests.push(xml)
    } else if (fateOf(item, this.#choices).import) this.#addArticle(item)
  }

  #addArticle(item: WordPressItem): void {
    this.#wanted.push({
      ref: referenceOf(item, this.#site.url, this.#seen),
      id: item.id,
      slug: wantedSlug(item),
      addresses: oldAddressesOf(item, this.#site),
    })
    for (const topic of topicsOf(item, this.#site)) {
      if (topic.slug === undefined) continue
      for (const from of topicAddresses(topic, this.#site)) {
        this.#ways.set(from, `/topics/${topic.slug}`)
        if (from.endsWith('/')) this.#ways.set(`${from}feed/`, `/topics/${topic.slug}/feed.xml`)
      }
    }
    const byline = JSON.stringify([item.creator, item.terms.filter(({ domain }) => domain === 'author')])
    if (!this.#credited.has(byline)) this.#credited.set(byline, item)
  }

  survey(attachments: string | undefined): Omit<Survey, 'path'> {
    // Guests stand anywhere in the file: whom a byline means is known only now.
    for (const item of this.#credited.values())
      for (const { from, to } of authorWays(creditsOf(item, this.#site), this.#site)) this.#ways.set(from, to)
    return {
      site: this.#site,
      library: new MediaLibrary(this.#uploads, attachments),
      blocks: this.#blocks,
      wanted: this.#wanted,
      ways: [...this.#ways].map(([from, to]) => ({ from, to })),
      uploadPages: this.#uploadPages,
      fingerprint: fingerprintOf(this.#head, JSON.stringify([this.#uploads, [...this.#blocks]]), this.#guests.join('')),
    }
  }
}

/** Without the text and the comments, which take most of the time. What cannot be read is told of when its turn comes. */
function readBriefly(xml: string): WordPressItem | null {
  const brief = xml
    .replace(/<content:encoded>[\s\S]*?<\/content:encoded>/, '')
    .replace(/<wp:comment>[\s\S]*<\/wp:comment>/, '')
  for (const attempt of [brief, xml]) {
    try {
      return parseItem(attempt)
    } catch (fault) {
      if (!(fault instanceof Refusal)) throw fault
    }
  }
  return null
}

/** What an item is known by. Exports have been seen with one guid on two posts. */
export function referenceOf(item: WordPressItem, siteUrl: string, seen: Set<string>): string {
  const byId = `${siteUrl}/?p=${item.id}`
  const reference = item.guid === '' || seen.has(item.guid) ? byId : item.guid
  seen.add(reference)
  return reference
}

function topicAddresses({ domain, nicename }: { domain: string; nicename: string }, site: WordPressSite): string[] {
  if (domain === 'category') return categoryAddresses(nicename, site)
  const root = rootOf(site)
  return [`${root}/tag/${nicename}/`, `${root}/?tag=${nicename}`]
}
