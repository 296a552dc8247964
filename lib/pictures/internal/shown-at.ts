import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { pictureUses } from '#db/schema/pictures.ts'
import { tags } from '#lib/cache/tags.ts'
import type { Context } from '#lib/context.ts'

const shownSchema = z.array(z.object({ kind: z.enum(['article', 'topic', 'author', 'ad', 'campaign']), id: z.uuid() }))

/** Cache tags of every page that shows a picture: articles, what lists them, portraits, advertisements, covers. */
export async function tagsShowing(ctx: Context, pictureId: string): Promise<string[]> {
  const rows = await ctx.db.execute(sql`
    with uses as (select place, subject_id from ${pictureUses} where picture_id = ${pictureId}),
      shown as (select distinct subject_id as id from uses where place in ('article_lead', 'article_body'))
    select 'article' as kind, id from shown
    union all select 'topic', filed.topic_id from shown join article_topics filed on filed.article_id = shown.id
    union all select 'author', credited.author_id from shown join article_authors credited on credited.article_id = shown.id
    union all select 'author', subject_id from uses where place = 'portrait'
    union all select 'article', credited.article_id from uses join article_authors credited on credited.author_id = uses.subject_id
      where uses.place = 'portrait'
    union all select 'ad', subject_id from uses where place = 'house_ad'
    union all select 'campaign', subject_id from uses where place = 'book_cover'`)
  return [
    ...new Set(
      shownSchema.parse([...rows]).flatMap(({ kind, id }) => {
        switch (kind) {
          case 'article':
            return [tags.article(id), tags.front]
          case 'topic':
            return [tags.topic(id)]
          case 'author':
            return [tags.author(id)]
          case 'ad':
            return [tags.ads]
          case 'campaign':
            return [tags.campaigns, tags.campaign(id)]
        }
      }),
    ),
  ]
}
