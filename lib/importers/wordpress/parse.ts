import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { z } from 'zod'
import { Refusal } from '#lib/errors.ts'

/**
 * Entities stay as they are: what a file defines is never expanded. CDATA comes by itself, because text outside of it
 * is encoded once more. Lists are lists also with one entry.
 */
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  textNodeName: '#text',
  cdataPropName: '#cdata',
  processEntities: false,
  htmlEntities: false,
  parseTagValue: false,
  parseAttributeValue: false,
  trimValues: false,
  isArray: (name) =>
    ['category', 'wp:postmeta', 'wp:comment', 'wp:author', 'wp:category', 'wp:tag', 'wp:term'].includes(name),
})

const named: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** The five entities of XML and numbered characters; nothing else is an entity here. */
export function decodeXml(text: string): string {
  return text.replace(
    /&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/gi,
    (whole, hex?: string, decimal?: string, name?: string) => {
      if (name !== undefined) return named[name.toLowerCase()] ?? whole
      const point = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
      return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point).toWellFormed() : whole
    },
  )
}

/** XML has no place for them, and PostgreSQL none for one of them; files have them nevertheless. */
function withoutControls(text: string): string {
  return text.replace(/[^\P{Cc}\t\n\r]/gu, '')
}

/** What an element says, whether in CDATA (several, where the text has "]]>" in it) or not. */
const textSchema = z
  .union([
    z.string(),
    z.object({ '#text': z.string().optional(), '#cdata': z.union([z.string(), z.array(z.string())]).optional() }),
  ])
  .transform((value) => {
    if (typeof value === 'string') return withoutControls(decodeXml(value)).trim()
    const cdata = value['#cdata']
    if (cdata === undefined) return withoutControls(decodeXml(value['#text'] ?? '')).trim()
    return withoutControls(typeof cdata === 'string' ? cdata : cdata.join(''))
  })
/** Of an element that stands twice, which should not be, the first counts. */
const text = z.preprocess((value: unknown) => (Array.isArray(value) ? value[0] : value), textSchema.default(''))

const termSchema = z
  .looseObject({ '@domain': z.string().default(''), '@nicename': z.string().default('') })
  .transform((term) => ({
    domain: decodeXml(term['@domain']),
    nicename: decodeXml(term['@nicename']),
    name: textSchema.parse(term),
  }))

const commentSchema = z
  .object({
    'wp:comment_id': text,
    'wp:comment_author': text,
    'wp:comment_author_email': text,
    'wp:comment_date': text,
    'wp:comment_date_gmt': text,
    'wp:comment_content': text,
    'wp:comment_approved': text,
    'wp:comment_type': text,
    'wp:comment_parent': text,
  })
  .transform((comment) => ({
    id: comment['wp:comment_id'].trim(),
    author: comment['wp:comment_author'],
    email: comment['wp:comment_author_email'].trim(),
    localDate: comment['wp:comment_date'].trim(),
    gmtDate: comment['wp:comment_date_gmt'].trim(),
    content: comment['wp:comment_content'],
    /** 1, 0 (it waits), spam, trash or post-trashed. */
    approved: comment['wp:comment_approved'].trim(),
    /** comment, or empty in old exports; pingback; trackback. */
    type: comment['wp:comment_type'].trim(),
    parentId: comment['wp:comment_parent'].trim(),
  }))
export type WordPressComment = z.infer<typeof commentSchema>

const itemSchema = z
  .object({
    title: text,
    link: text,
    pubDate: text,
    'dc:creator': text,
    guid: text,
    'content:encoded': text,
    'excerpt:encoded': text,
    'wp:post_id': text,
    'wp:post_date': text,
    'wp:post_date_gmt': text,
    'wp:post_modified_gmt': text,
    'wp:comment_status': text,
    'wp:post_name': text,
    'wp:status': text,
    'wp:post_parent': text,
    'wp:menu_order': text,
    'wp:post_type': text,
    'wp:post_password': text,
    'wp:is_sticky': text,
    'wp:attachment_url': text,
    category: z
      .array(z.union([termSchema, z.string().transform(() => ({ domain: '', nicename: '', name: '' }))]))
      .default([]),
    'wp:postmeta': z.array(z.object({ 'wp:meta_key': text, 'wp:meta_value': text })).default([]),
    'wp:comment': z.array(commentSchema).default([]),
  })
  .transform((item) => ({
    title: item.title,
    link: item.link.trim(),
    pubDate: item.pubDate,
    creator: item['dc:creator'].trim(),
    guid: item.guid.trim(),
    content: item['content:encoded'],
    excerpt: item['excerpt:encoded'],
    id: item['wp:post_id'].trim(),
    localDate: item['wp:post_date'].trim(),
    gmtDate: item['wp:post_date_gmt'].trim(),
    gmtModified: item['wp:post_modified_gmt'].trim(),
    commentsAreOpen: item['wp:comment_status'].trim() === 'open',
    slug: item['wp:post_name'].trim(),
    status: item['wp:status'].trim(),
    parentId: item['wp:post_parent'].trim(),
    order: Number(item['wp:menu_order']) || 0,
    type: item['wp:post_type'].trim(),
    isSticky: item['wp:is_sticky'].trim() === '1',
    hasPassword: item['wp:post_password'].trim() !== '',
    attachmentUrl: item['wp:attachment_url'].trim(),
    terms: item.category,
    meta: new Map(item['wp:postmeta'].map((meta) => [meta['wp:meta_key'].trim(), meta['wp:meta_value']])),
    comments: item['wp:comment'],
  }))
export type WordPressItem = z.infer<typeof itemSchema>

const headSchema = z
  .object({
    rss: z.object({
      channel: z.object({
        link: text,
        language: text,
        'wp:base_blog_url': text,
        'wp:author': z
          .array(
            z.object({
              'wp:author_id': text,
              'wp:author_login': text,
              'wp:author_display_name': text,
              'wp:author_first_name': text,
              'wp:author_last_name': text,
              // WordPress itself exports no biographies; some tools add them under this name.
              'wp:author_description': text,
            }),
          )
          .default([]),
        'wp:category': z
          .array(
            z.object({
              'wp:term_id': text,
              'wp:category_nicename': text,
              'wp:category_parent': text,
              'wp:category_description': text,
            }),
          )
          .default([]),
        'wp:tag': z.array(z.object({ 'wp:tag_slug': text, 'wp:tag_description': text })).default([]),
      }),
    }),
  })
  .transform(({ rss: { channel } }) => ({
    /** Without a slash at its end. */
    url: (channel['wp:base_blog_url'] || channel.link).trim().replace(/\/+$/, ''),
    /** As WordPress says it, e.g. en-GB or en_US; often empty in old exports. */
    language: channel.language.trim(),
    /** By login. */
    authors: new Map(channel['wp:author'].map((author) => [author['wp:author_login'].trim(), nameOf(author)])),
    /** By login. */
    authorIds: new Map(
      channel['wp:author'].map((author) => [author['wp:author_login'].trim(), author['wp:author_id'].trim()]),
    ),
    /** By login: those that have one. */
    biographies: new Map(
      channel['wp:author'].flatMap((author): [string, string][] =>
        author['wp:author_description'].trim() === ''
          ? []
          : [[author['wp:author_login'].trim(), author['wp:author_description']]],
      ),
    ),
    /** By nicename; parents are named by theirs. */
    categories: new Map(
      channel['wp:category'].map((term) => [
        term['wp:category_nicename'].trim(),
        { id: term['wp:term_id'].trim(), parent: term['wp:category_parent'].trim() },
      ]),
    ),
    /** By domain and nicename, e.g. category:world. */
    descriptions: new Map([
      ...channel['wp:category'].map((term): [string, string] => [
        `category:${term['wp:category_nicename'].trim()}`,
        term['wp:category_description'].trim(),
      ]),
      ...channel['wp:tag'].map((term): [string, string] => [
        `post_tag:${term['wp:tag_slug'].trim()}`,
        term['wp:tag_description'].trim(),
      ]),
    ]),
  }))
export type WordPressSite = z.infer<typeof headSchema>

function nameOf(author: {
  'wp:author_login': string
  'wp:author_display_name': string
  'wp:author_first_name': string
  'wp:author_last_name': string
}): string {
  const full = [author['wp:author_first_name'], author['wp:author_last_name']]
    .map((part) => part.trim())
    .filter((part) => part !== '')
  return author['wp:author_display_name'].trim() || full.join(' ') || author['wp:author_login'].trim()
}

export function parseHead(xml: string): WordPressSite {
  return read(xml, headSchema, 'The beginning of the file cannot be read')
}

export function parseItem(xml: string): WordPressItem {
  // The parser makes something of anything; an item whose tags do not match is damaged.
  const valid = XMLValidator.validate(xml)
  if (valid !== true) throw new Refusal('invalid', `The item cannot be read: ${valid.err.msg.slice(0, 200)}`)
  return read(xml, z.object({ item: itemSchema }), 'The item cannot be read').item
}

function read<Result>(xml: string, schema: z.ZodType<Result>, complaint: string): Result {
  let value: unknown
  try {
    value = parser.parse(xml)
  } catch (fault) {
    throw new Refusal('invalid', `${complaint}: ${fault instanceof Error ? fault.message : String(fault)}.`)
  }
  const parsed = schema.safeParse(value)
  if (!parsed.success)
    throw new Refusal('invalid', `${complaint}: ${z.prettifyError(parsed.error).replace(/\s+/g, ' ')}`)
  return parsed.data
}
