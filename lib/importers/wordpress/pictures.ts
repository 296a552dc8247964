import { placePictures } from '#lib/articles/body/rebuild.ts'
import type { Body } from '#lib/articles/body/document.ts'
import type { Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import { takePicture } from '#lib/importers/run/files.ts'
import type { Given } from '#lib/importers/run/item.ts'
import { shortened } from '#lib/plain-text.ts'
import type { ReadContent } from './content.ts'
import type { MediaLibrary } from './library.ts'
import type { WordPressItem } from './parse.ts'
import type { Survey } from './survey.ts'
import { typesetterFor } from './typeset.ts'

/** The text with its pictures, those without a file left out. */
export async function withPictures(
  ctx: Context,
  content: ReadContent,
  library: MediaLibrary,
  given: Given,
): Promise<Body> {
  const placed = new Map<string, { pictureId: string; alt: string; caption: string; credit: string }>()
  for (const found of content.pictures) {
    const known = library.byUrl(found.src)
    const words = {
      alt: found.alt || (known?.alt ?? ''),
      caption: found.caption,
      credit: found.credit || (known?.credit ?? ''),
    }
    const pictureId = await takeIn(ctx, found.src, { ...words, caption: '' }, library, given)
    if (pictureId !== null) placed.set(found.pictureId, { pictureId, ...words })
  }
  return placePictures(content.body, (attrs) => {
    const picture = placed.get(attrs.pictureId)
    // What this place of the text says of the picture comes before what is said of it elsewhere.
    return picture === undefined
      ? null
      : {
          pictureId: picture.pictureId,
          alt: attrs.alt || picture.alt,
          caption: attrs.caption,
          credit: attrs.credit || picture.credit,
        }
  })
}

/** The picture at the head of the article. */
export async function featuredPicture(
  ctx: Context,
  item: WordPressItem,
  { library, site }: Survey,
  given: Given,
): Promise<{ pictureId: string; pictureCaption: string; pictureCredit: string } | undefined> {
  const attachment = library.byId(item.meta.get('_thumbnail_id')?.trim() ?? '')
  if (attachment === undefined) return undefined
  const pictureId = await takeIn(ctx, attachment.url, attachment, library, given)
  return pictureId === null
    ? undefined
    : {
        pictureId,
        pictureCaption: shortened(typesetterFor(site.language)(attachment.caption), 1000),
        pictureCredit: shortened(attachment.credit, 300),
      }
}

async function takeIn(
  ctx: Context,
  url: string,
  { alt, caption, credit }: { alt: string; caption: string; credit: string },
  library: MediaLibrary,
  given: Given,
): Promise<string | null> {
  const path = await library.fileOf(url)
  if (path === undefined) {
    given.notes.leftOut('picture', 'no file for it among the uploads')
    given.notes.mayHaveMore ||= library.hasFiles
    return null
  }
  try {
    return await takePicture(ctx, { path, alt, caption, credit }, given)
  } catch (fault) {
    if (!(fault instanceof Refusal)) throw fault
    given.notes.leftOut('picture', fault.message)
    return null
  }
}
