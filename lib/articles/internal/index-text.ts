import { sql, type SQL } from 'drizzle-orm'
import { articleAuthors, articles, authors, searchWords } from '#db/schema/articles.ts'
import type { Context } from '#lib/context.ts'
import { preview } from '../body/preview.ts'
import { toText } from '../body/to-text.ts'
import { isFreeToRead } from '../model.ts'
import type { Content } from './content-schema.ts'

/** A tsvector holds at most a megabyte; a text this long (a book) is found by its beginning. */
const longestIndexed = 200_000

/** What anybody may search and be shown: never more than the article's page gives away. */
export function publicTextOf(content: Content): string {
  return toText(isFreeToRead(content.access) ? content.body : preview(content.body, content.previewBlocks))
}

/** Weights: headline and authors before standfirst before text. */
export function searchVector(content: Content, publicText: string): SQL {
  const names = content.authors.map(({ name }) => name).join(', ')
  return sql`
    setweight(to_tsvector('magazine', ${content.headline}), 'A') ||
    setweight(to_tsvector('magazine', ${names}), 'A') ||
    setweight(to_tsvector('magazine', ${content.standfirst}), 'B') ||
    setweight(to_tsvector('magazine', ${publicText.slice(0, longestIndexed)}), 'C')`
}

/** Makes the index of everything an author wrote anew, after their name has changed: as `searchVector` does. */
export async function indexAnewBy(ctx: Context, authorId: string, name: string): Promise<void> {
  await rememberTexts(ctx, [name])
  const names = sql`(
    select string_agg(author.name, ', ' order by credited.position)
    from ${articleAuthors} credited join ${authors} author on author.id = credited.author_id
    where credited.article_id = ${articles.id})`
  await ctx.db
    .update(articles)
    .set({
      search: sql`
        setweight(to_tsvector('magazine', ${articles.headline}), 'A') ||
        setweight(to_tsvector('magazine', coalesce(${names}, '')), 'A') ||
        setweight(to_tsvector('magazine', ${articles.standfirst}), 'B') ||
        setweight(to_tsvector('magazine', left(${articles.publicText}, ${longestIndexed}::integer)), 'C')`,
    })
    .where(
      sql`${articles.id} in (select mine.article_id from ${articleAuthors} mine where mine.author_id = ${authorId})`,
    )
}

/** What search learns words from, of a published article: a draft's words would show through the corrections. */
export function publishedText(content: Content): string {
  return [content.headline, content.standfirst, ...content.authors.map(({ name }) => name), publicTextOf(content)]
    .join('\n')
    .slice(0, longestIndexed)
}

/**
 * Remembers the words of published articles (`publishedText`), so that search can tell a slip from a word. Many at
 * once take little longer than one, because they are mostly the same words.
 */
export async function rememberTexts(ctx: Context, texts: string[]): Promise<void> {
  if (texts.length === 0) return
  // In alphabetical order, so that two articles saved at once wait for each other rather than both for ever.
  await ctx.db.execute(sql`
    insert into ${searchWords} (word)
    select distinct lexeme
    from unnest(array[${sql.join(
      texts.map((text) => sql`${text}`),
      sql`, `,
    )}]::text[]) text, unnest(to_tsvector('magazine_words', text))
    where lexeme ~ '^[[:alpha:]]{3,40}$' order by lexeme
    on conflict do nothing`)
}
