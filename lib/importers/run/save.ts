import { saveArticle, type ArticleInput, type Saved } from '#lib/articles/commands.ts'
import type { Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import type { Writing } from './item.ts'

/** What saveArticle remembers an import by. */
export interface Origin {
  source: string
  sourceRef: string
  reason: string
}

/** Characters of a text as it is kept: as much as a long novel, several times. */
const longest = 5_000_000

/**
 * Saves an article of an import, and notes what of it stays as it was edited here.
 * @throws Refusal when nobody could open it
 */
export async function saveImported(
  tx: Context,
  article: ArticleInput,
  origin: Origin,
  { notes, texts, overwrite }: Writing,
): Promise<Saved> {
  if (JSON.stringify(article.body).length > longest)
    throw new Refusal('invalid', 'Its text is too long for one article: divide it into several.')
  const saved = await saveArticle(tx, article, { ...origin, personId: null, overwrite, texts })
  if (saved.kept.length > 0)
    notes.note(`kept as edited here since: ${saved.kept.join(', ')} (--overwrite takes what the file says)`)
  return saved
}
