import { stringify } from 'yaml'
import { toMarkdown } from '#lib/articles/body/to-markdown.ts'
import { slugify } from '#lib/articles/model.ts'
import type { ExportedArticle, ExportedCredit } from './articles.ts'

/** An article as lib/importers/markdown reads it: front matter, then the text. Pictures lie in ../pictures. */
export function articleMarkdown(article: ExportedArticle): string {
  const { pictureId, previewBlocks, state } = article
  const lead = pictureId === null ? undefined : article.pictures[pictureId]
  const front = {
    title: article.headline,
    ...said('standfirst', article.standfirst),
    slug: article.slug,
    ...(article.publishedAt && { date: article.publishedAt.toISOString() }),
    authors: article.authors.map(({ biography, ...author }) => ({ ...author, ...said('bio', biography) })),
    topics: article.topics.map(topic),
    picture: {
      ...(lead && { file: `../pictures/${lead.file}`, ...said('alt', article.pictureAlt || lead.alt) }),
      ...said('caption', article.pictureCaption || lead?.caption),
      ...said('credit', article.pictureCredit || lead?.credit),
    },
    access: article.access,
    preview: previewBlocks,
    comments: article.comments,
    // What was never published, and what was taken down.
    draft: state !== 'published' && state !== 'scheduled',
  }
  const text = toMarkdown(article.body, ({ pictureId: id }) => {
    const shown = article.pictures[id]
    return shown === undefined ? null : `../pictures/${shown.file}`
  })
  return `---\n${stringify(front, { lineWidth: 0 })}---\n\n${text}`
}

function said<Name extends string>(name: Name, value: string | undefined): { [Key in Name]?: string } | undefined {
  if (value === undefined || value === '') return undefined
  const entry: { [Key in Name]?: string } = {}
  entry[name] = value
  return entry
}

/** By its name alone, where its address follows from that. */
function topic({ name, slug }: ExportedCredit): string | ExportedCredit {
  return slugify(name) === slug ? name : { name, slug }
}
