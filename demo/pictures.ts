import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { eq, inArray } from 'drizzle-orm'
import { authors } from '#db/schema/articles.ts'
import { pictures, pictureUses } from '#db/schema/pictures.ts'
import { after, dateIn, day } from '#lib/clock.ts'
import type { Context } from '#lib/context.ts'
import { ingestPicture } from '#lib/pictures/commands.ts'
import type { Focus } from '#lib/pictures/model.ts'
import { articleDrawings, portraits } from './drawings/all.ts'

/** Writes every article's drawing as an SVG file into `folder`, where the Markdown importer looks for it. */
export async function drawArticlePictures(folder: string): Promise<void> {
  for (const [slug, draw] of Object.entries(articleDrawings)) await writeFile(join(folder, `${slug}.svg`), draw())
}

export async function seedPortraits(ctx: Context): Promise<void> {
  for (const [slug, draw] of Object.entries(portraits)) {
    const pictureId = await ingestPicture(ctx, {
      from: { bytes: new TextEncoder().encode(draw()) },
      fileName: `${slug}.svg`,
      isTrusted: true,
    })
    await ctx.db.update(authors).set({ pictureId }).where(eq(authors.slug, slug))
  }
}

/** Pictures of which more is to be said than that they were drawn for the magazine. */
const particular: Record<
  string,
  { licence?: 'agency' | 'by_permission'; note?: string; endsInDays?: number; focus?: Focus }
> = {
  'a-city-with-its-back-turned.svg': { focus: { x: 50, y: 62 } },
  'a-perfectly-good-target.svg': {
    licence: 'agency',
    note: 'Fenland Pictures, no. 20-4471, one year',
    endsInDays: 12,
  },
  'eggs-two-pounds.svg': { licence: 'by_permission', note: 'The artist’s letter of last spring', endsInDays: -9 },
  'the-clock-in-the-mud.svg': { focus: { x: 42, y: 40 } },
  'four-hundred-views-of-a-car-park.svg': { focus: { x: 60, y: 45 } },
}

/** By which right each picture is shown; one licence that ends soon, one that has ended, and points of interest. */
export async function seedPictureFacts(ctx: Context): Promise<void> {
  const shownAt = (...places: (typeof pictureUses.$inferSelect)['place'][]) =>
    inArray(
      pictures.id,
      ctx.db.select({ id: pictureUses.pictureId }).from(pictureUses).where(inArray(pictureUses.place, places)),
    )
  await ctx.db
    .update(pictures)
    .set({ licence: 'commissioned', licenceNote: 'Drawn to order; all rights for the magazine.' })
    .where(shownAt('article_lead', 'article_body'))
  await ctx.db.update(pictures).set({ licence: 'own', credit: 'Drawing: Saltmarsh' }).where(shownAt('portrait'))
  await ctx.db
    .update(pictures)
    .set({ licence: 'handout', credit: 'The publisher' })
    .where(shownAt('book_cover', 'house_ad'))
  for (const [fileName, { licence, note, endsInDays, focus }] of Object.entries(particular))
    await ctx.db
      .update(pictures)
      .set({
        ...(licence && { licence }),
        ...(note !== undefined && { licenceNote: note }),
        ...(endsInDays !== undefined && { licensedUntil: dateIn(after(ctx.now, endsInDays * day), 'Europe/London') }),
        ...(focus && { focusX: focus.x, focusY: focus.y }),
      })
      .where(eq(pictures.fileName, fileName))
}
