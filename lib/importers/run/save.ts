import { saveArticle, type ArticleInput, type Saved } from '#lib/articles/commands.ts'
import type { Context } from '#lib/context.ts'
import type { Writing } from './item.ts'

/** What saveArticle remembers an import by. */
export interface Origin {
  source: string
  sourceRef: string
  reason: string
}

/** Saves an article of an import, and notes what of it stays as it was edited here. */
export async function saveImported(
  tx: Context,
  article: ArticleInput,
  origin: Origin,
  { notes, texts, overwrite }: Writing,
): Promise<Saved> {
  const saved = await saveArticle(tx, article, { ...origin, personId: null, overwrite, texts })
  if (saved.kept.length > 0)
    notes.note(`kept as edited here since: ${saved.kept.join(', ')} (--overwrite takes what the file says)`)
  return saved
}
