import { placePictures } from '#lib/articles/body/rebuild.ts'
import { leadTo, type ArticleInput } from '#lib/articles/commands.ts'
import type { Context } from '#lib/context.ts'
import type { Given, Prepared } from '#lib/importers/run/item.ts'
import { saveImported } from '#lib/importers/run/save.ts'
import { takeLocated, type LocatedPictures } from './pictures.ts'
import type { MarkdownFile } from './parse.ts'

/** Takes a file's pictures in, and makes an article of it. */
export async function prepareArticle(
  ctx: Context,
  { front, text }: MarkdownFile,
  { lead, inText, notes: located }: LocatedPictures,
  given: Given,
): Promise<Prepared> {
  const { notes } = given
  for (const note of [...front.notes, ...located]) notes.note(note)
  for (const { what, count } of text.leftOut) notes.leftOut(what, 'an article cannot hold it', count)
  const pictureId = lead && (await takeLocated(ctx, lead, given))
  const idOf = new Map<string, string>()
  for (const [place, picture] of inText) idOf.set(place, await takeLocated(ctx, picture, given))
  const body = placePictures(text.body, (attrs) => {
    const id = idOf.get(attrs.pictureId)
    return id === undefined ? null : { ...attrs, pictureId: id }
  })
  if (body.content.length === 0) notes.note('there is no text under the front matter')
  const article: ArticleInput = {
    slug: front.slug,
    headline: front.title,
    standfirst: front.standfirst,
    body,
    access: front.access,
    previewBlocks: front.preview,
    comments: front.comments,
    state: front.draft ? 'draft' : 'published',
    publishedAt: front.date,
    updatedAt: front.updated,
    pictureId,
    pictureCaption: front.picture.caption,
    pictureCredit: front.picture.credit,
    authors: front.authors,
    topics: front.topics,
  }
  const origin = { source: 'markdown', sourceRef: front.slug, reason: 'Imported from Markdown' }
  return {
    async write(tx, writing) {
      const { id, slug, result } = await saveImported(tx, article, origin, writing)
      await leadTo(
        tx,
        front.oldAddresses.map((from) => ({ from, to: `/articles/${slug}` })),
      )
      writing.notes.came('old addresses that lead on', front.oldAddresses.length)
      return { result, articleId: id, address: `/articles/${slug}` }
    },
  }
}
