'use client'

import { useEffect, useState } from 'react'
import { z } from 'zod'

const answerSchema = z.object({
  articles: z.array(z.object({ path: z.string(), headline: z.string(), byline: z.string(), state: z.string() })),
})
type Found = z.infer<typeof answerSchema>['articles']

/** Milliseconds of rest before what was typed is asked for. */
const rest = 200

/** The magazine's articles that have these words, while they are typed. */
export function useArticleSearch(words: string): { articles: Found; state: 'searching' | 'found' | 'failed' } {
  const [found, setFound] = useState<{ words: string; articles: Found; failed: boolean }>({
    words: '',
    articles: [],
    failed: false,
  })

  useEffect(() => {
    if (words === '') return
    const ask = new AbortController()
    const timer = setTimeout(() => {
      search(words, ask.signal).then(
        (articles) => setFound({ words, articles, failed: false }),
        () => {
          if (!ask.signal.aborted) setFound({ words, articles: [], failed: true })
        },
      )
    }, rest)
    return () => {
      clearTimeout(timer)
      ask.abort()
    }
  }, [words])

  if (words === '') return { articles: [], state: 'found' }
  if (found.words !== words) return { articles: found.articles, state: 'searching' }
  return { articles: found.articles, state: found.failed ? 'failed' : 'found' }
}

async function search(words: string, signal: AbortSignal): Promise<Found> {
  const response = await fetch(`/desk/articles/links.json?q=${encodeURIComponent(words)}`, { signal })
  if (!response.ok) throw new Error(`links.json answered ${response.status}`)
  return answerSchema.parse(await response.json()).articles
}
