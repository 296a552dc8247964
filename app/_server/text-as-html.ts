import { toHtml } from '#lib/articles/body/to-html.ts'
import type { ArticleView } from '#lib/articles/queries.ts'
import { pictureSources } from '#lib/pictures/model.ts'

/**
 * What anybody may read of an article, as HTML for whoever is not on the site: links and pictures are absolute.
 * @param base the magazine's address, without a slash at its end
 */
export function textAsHtml({ body, pictures }: ArticleView['text'], base: string): string {
  return toHtml(body, {
    publicUrl: base,
    pictureUrl: ({ pictureId }) => {
      const picture = pictures[pictureId]
      return picture
        ? { src: `${base}${pictureSources(picture).src}`, width: picture.width, height: picture.height }
        : null
    },
  })
}
