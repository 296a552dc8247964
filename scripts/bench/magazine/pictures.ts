import type postgres from 'postgres'
import type { Size } from './size.ts'

/**
 * A picture an article, one in fifty shown nowhere. The newest thousand have a licence that ends in the year around the
 * magazine's present; one in seven of the rest, an archive's, lacks its facts.
 */
export async function writePictures(sql: postgres.Sql, { articles }: Size): Promise<void> {
  await sql`
    insert into pictures (id, content_hash, file_name, media_type, width, height, colour, alt, caption, credit, licence, licensed_until, created_at, updated_at)
    select bench.id('picture', n, at), md5(n::text) || md5('x' || n), 'IMG_' || n || '-' || bench.made_up(n) || '.jpg', 'image/jpeg', 1600, 1066, '#336699',
      'A photo of ' || bench.made_up(n) || ' and ' || bench.made_up(n + 7), '', case n % 7 when 3 then '' else 'Photographer ' || n % 200 end,
      case n % 7 when 3 then null else 'agency' end,
      case when n <= 1000 then date '2026-06-01' + n % 365 end, at, at
    from (select n, timestamptz '2026-11-20' - n * interval '40 minutes' as at from generate_series(1, ${articles}::integer) n) made`
  await sql`
    insert into picture_uses (picture_id, place, subject_id)
    select id, 'article_lead', bench.id('article-of-picture', row_number() over (), created_at) from pictures where right(content_hash, 2) > '05'`
}
