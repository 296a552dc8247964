import { sql, type SQL } from 'drizzle-orm'
import { searchWords } from '#db/schema/articles.ts'
import type { Context } from '#lib/context.ts'
import { preview } from '../body/preview.ts'
import { toText } from '../body/to-text.ts'
import { isFreeToRead } from '../model.ts'
import type { Content } from './content.ts'

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
