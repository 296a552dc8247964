import { desc, eq, sql } from 'drizzle-orm'
import { houseAds } from '#db/schema/ads.ts'
import { articles, authors } from '#db/schema/articles.ts'
import { campaigns } from '#db/schema/books.ts'
import { pictureUses } from '#db/schema/pictures.ts'
import type { Context } from '#lib/context.ts'

export type PictureUsePlace = (typeof pictureUses.$inferSelect)['place']

/** One place where a picture is shown. */
export interface PictureUse {
  place: PictureUsePlace
  /** The article, author, house campaign or book campaign. */
  subjectId: string
  /** Its headline, name or title. */
  name: string
}

/** Where a picture is shown, the latest made first; at most 200 places. */
export async function usesOf(ctx: Context, pictureId: string): Promise<PictureUse[]> {
  return ctx.db
    .select({
      place: pictureUses.place,
      subjectId: pictureUses.subjectId,
      name: sql<string>`coalesce(${articles.headline}, ${authors.name}, ${houseAds.headline}, ${campaigns.bookTitle}, '')`,
    })
    .from(pictureUses)
    .leftJoin(articles, eq(articles.id, pictureUses.subjectId))
    .leftJoin(authors, eq(authors.id, pictureUses.subjectId))
    .leftJoin(houseAds, eq(houseAds.id, pictureUses.subjectId))
    .leftJoin(campaigns, eq(campaigns.id, pictureUses.subjectId))
    .where(eq(pictureUses.pictureId, pictureId))
    .orderBy(desc(pictureUses.subjectId), pictureUses.place)
    .limit(200)
}
