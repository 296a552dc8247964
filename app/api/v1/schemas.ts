import { z } from 'zod'
import { accessSchema, slugSchema } from '#lib/articles/model.ts'
import { correctionKinds } from '#lib/corrections/model.ts'

/*
 * What the API answers. The document at /api/v1/openapi.json is made from these, and the presenters are held to them: fields
 * may be added to this version, none may go or mean something else.
 */

const instant = z.iso.datetime()
const url = z.url()
const next = url
  .nullable()
  .describe('The address of the next page, with everything that was asked for; null on the last.')

const credit = z.object({ name: z.string(), slug: z.string(), url: url.describe('Its page for readers.') })

const picture = z
  .object({
    url: url.describe('A WebP at most 960 pixels wide, in the proportions of the original.'),
    width: z.int().describe('Pixels of the original.'),
    height: z.int().describe('Pixels of the original.'),
    alt: z.string(),
    caption: z.string(),
    credit: z.string(),
  })
  .meta({ id: 'Picture', description: 'A picture, and who it is to be credited to.' })

const summary = z
  .object({
    slug: z.string().describe('Names the article in addresses. It may change; the old one then leads to the new one.'),
    url: url.describe('Its page for readers.'),
    headline: z.string(),
    standfirst: z.string(),
    authors: z.array(credit),
    topics: z.array(credit),
    picture: picture.nullable(),
    publishedAt: instant,
    access: accessSchema.describe(
      'Who reads the whole of it: everybody (public), everybody a few times a month (metered), supporters, or patrons.',
    ),
    readingMinutes: z.int(),
  })
  .meta({ id: 'ArticleSummary', description: 'An article in a list.' })

const link = z.object({ slug: z.string(), url, headline: z.string() })

const correction = z
  .object({
    url: url.describe('Where it stands, on the page of the article.'),
    number: z.int().describe('Counts the corrections of one article, from 1.'),
    kind: z.enum(correctionKinds),
    note: z.string().describe('Plain text; empty lines divide paragraphs.'),
    publishedAt: instant,
    follows: z.int().nullable().describe('The number of the earlier correction that it follows.'),
    changedWords: z.boolean().describe('Whether words of the article were changed.'),
    reply: link.nullable().describe('The article that holds the reply, when it is a right of reply.'),
  })
  .meta({ id: 'Correction', description: 'What was put right, as readers are told.' })

const article = summary
  .extend({
    updatedAt: instant,
    wordCount: z.int().describe('Of the whole text.'),
    text: z
      .object({
        extent: z
          .enum(['whole', 'preview'])
          .describe('The whole text when access is public; of any other article the part that everybody sees.'),
        html: z.string().describe('Without scripts, styles or classes that need any; links and pictures are absolute.'),
        plain: z.string().describe('The same as plain text, an empty line between blocks.'),
      })
      .describe('The text of the article.'),
    corrections: z.array(correction).describe('Newest first.'),
    repliesTo: link.nullable().describe('The article that this one is a reply to.'),
  })
  .meta({ id: 'Article', description: 'One article, as far as everybody may read it.' })

const listedCorrection = correction
  .extend({ article: link })
  .meta({ id: 'ListedCorrection', description: 'A correction, and what it corrects.' })

const topic = z
  .object({ slug: z.string(), name: z.string(), description: z.string(), url, articles: url })
  .meta({ id: 'Topic', description: 'A topic that has articles. Its articles are listed at `articles`.' })

const author = z
  .object({
    slug: z.string(),
    name: z.string(),
    biography: z.string(),
    picture: picture.nullable(),
    url,
    articles: url,
  })
  .meta({ id: 'Author', description: 'Somebody who wrote articles. They are listed at `articles`.' })

const articles = z
  .object({ articles: z.array(summary), next })
  .meta({ id: 'Articles', description: 'Articles, newest first.' })

const corrections = z
  .object({ corrections: z.array(listedCorrection), next })
  .meta({ id: 'Corrections', description: 'Corrections of all articles, newest first.' })

const topics = z
  .object({ topics: z.array(topic) })
  .meta({ id: 'Topics', description: 'All topics that have articles, in the order of the magazine.' })

const problem = z
  .object({ type: z.string(), title: z.string(), status: z.int(), detail: z.string() })
  .meta({ id: 'Problem', description: 'Why there is no answer (RFC 9457); `detail` is for people.' })

/** Every schema that the document names, by its name there. */
export const schemas = {
  Picture: picture,
  ArticleSummary: summary,
  Article: article,
  Articles: articles,
  Correction: correction,
  ListedCorrection: listedCorrection,
  Corrections: corrections,
  Topic: topic,
  Topics: topics,
  Author: author,
  Problem: problem,
}

export type Shown = { [Name in keyof typeof schemas]: z.infer<(typeof schemas)[Name]> }

const paging = {
  limit: z.coerce.number().int().min(1).max(50).default(20).describe('How many to give at most.'),
  cursor: z.string().max(300).optional().describe('Where to go on, as `next` of an earlier page says it.'),
}

/** What may be asked of each list; anything else is refused. */
export const articlesQuery = z.strictObject({
  topic: slugSchema.optional().describe('Only articles of the topic with this slug.'),
  author: slugSchema.optional().describe('Only articles by the author with this slug.'),
  ...paging,
})
export const correctionsQuery = z.strictObject(paging)
export const noQuery = z.strictObject({})

export type ArticlesQuery = z.infer<typeof articlesQuery>
export type CorrectionsQuery = z.infer<typeof correctionsQuery>
