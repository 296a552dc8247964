'use client'

import { z } from 'zod'
import { useSearchAsTyped } from '../_ui/use-search-as-typed.ts'

const answerSchema = z.object({
  articles: z.array(z.object({ path: z.string(), headline: z.string(), byline: z.string(), state: z.string() })),
})
type Found = z.infer<typeof answerSchema>['articles']

/** The magazine's articles that have these words, while they are typed. */
export function useArticleSearch(words: string): { articles: Found; state: 'searching' | 'found' | 'failed' } {
  const { items, state } = useSearchAsTyped(words, search)
  return { articles: items, state }
}

async function search(words: string, signal: AbortSignal): Promise<Found> {
  const response = await fetch(`/desk/articles/links.json?q=${encodeURIComponent(words)}`, { signal })
  if (!response.ok) throw new Error(`links.json answered ${response.status}`)
  return answerSchema.parse(await response.json()).articles
}
