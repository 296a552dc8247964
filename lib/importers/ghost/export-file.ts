import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { Refusal } from '#lib/errors.ts'
import { requireFile } from '#lib/importers/run/files.ts'

const text = z
  .string()
  .nullish()
  .transform((value) => value ?? '')
const rows = <Row extends z.ZodType>(row: Row) => z.array(row).default([])

/** What a post says to search engines and social networks; until Ghost 3 this stood in the post itself. */
const metaFields = {
  meta_title: text,
  meta_description: text,
  og_title: text,
  og_description: text,
  og_image: text,
  twitter_title: text,
  twitter_description: text,
  twitter_image: text,
  feature_image_alt: text,
  feature_image_caption: text,
}

const postSchema = z.object({
  id: z.string().min(1),
  uuid: text,
  title: text,
  slug: text,
  html: text,
  lexical: text,
  mobiledoc: text,
  feature_image: text,
  type: text,
  /** Older than `type`. */
  page: z.union([z.boolean(), z.number()]).nullish(),
  status: text,
  visibility: text,
  published_at: text,
  updated_at: text,
  custom_excerpt: text,
  canonical_url: text,
  codeinjection_head: text,
  codeinjection_foot: text,
  /** Older than `posts_authors`. */
  author_id: text,
  ...metaFields,
})
export type GhostPost = z.infer<typeof postSchema>

const linkSchema = z.object({ post_id: z.string(), sort_order: z.number().nullish() })

const dataSchema = z.object({
  posts: z.array(postSchema),
  tags: rows(z.object({ id: z.string(), name: z.string(), slug: text, description: text, visibility: text })),
  users: rows(z.object({ id: z.string(), name: z.string(), slug: text, bio: text, profile_image: text })),
  posts_tags: rows(linkSchema.extend({ tag_id: z.string() })),
  posts_authors: rows(linkSchema.extend({ author_id: z.string() })),
  posts_meta: rows(z.object({ post_id: z.string(), ...metaFields })),
  /** Its tiers, and which of them a post is for. */
  products: rows(z.object({ id: z.string(), name: text })),
  posts_products: rows(z.object({ post_id: z.string(), product_id: z.string() })),
  /** Which products at Stripe its tiers are. */
  stripe_products: rows(z.object({ stripe_product_id: z.string() })),
  /** Only in exports that were asked for with them (docs/importing.md). */
  comments: rows(
    z.object({
      id: z.string(),
      post_id: z.string(),
      member_id: text,
      parent_id: text,
      in_reply_to_id: text,
      status: text,
      html: text,
      created_at: text,
    }),
  ),
  members: rows(z.object({ id: z.string(), name: text, email: text })),
})
export type GhostData = z.infer<typeof dataSchema>

/** Ghost writes its tables under `db[0].data`; older versions and its own tests, under `data`. */
const fileSchema = z.union([
  z.object({ db: z.array(z.object({ data: dataSchema })).min(1) }).transform(({ db }) => db[0]?.data),
  z.object({ data: dataSchema }).transform(({ data }) => data),
])

/**
 * Reads an export as Ghost makes it under Settings → Migration.
 * @throws Refusal when the file is not there or no such export
 */
export async function readExport(path: string): Promise<GhostData> {
  await requireFile(path)
  const parsed = fileSchema.safeParse(fromJson(await whole(path)))
  if (!parsed.success || parsed.data === undefined)
    throw new Refusal('invalid', `${path} is no export of Ghost: make one under Settings → Migration.`)
  return parsed.data
}

/** As one string, of which there are none longer than some 500 million characters: thirty thousand posts. */
async function whole(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (fault) {
    const code = fault instanceof Error && 'code' in fault ? fault.code : ''
    if (code !== 'ERR_STRING_TOO_LONG' && code !== 'ERR_FS_FILE_TOO_LARGE') throw fault
    throw new Refusal(
      'invalid',
      `${path} is too large to be read at once. Without what is not needed it is a third as large: docs/importing.md has the command.`,
    )
  }
}

function fromJson(source: string): unknown {
  try {
    return JSON.parse(source)
  } catch {
    return null
  }
}
