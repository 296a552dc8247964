'use client'

import { useEffect, useState } from 'react'

/** Milliseconds of rest before what was typed is asked for. */
const rest = 200

/**
 * What there is of these words, while they are typed: what was found before stands until then.
 * @param words nothing is asked for without any
 * @param find always the same function; what has become of no use is aborted
 */
export function useSearchAsTyped<Item>(
  words: string,
  find: (words: string, signal: AbortSignal) => Promise<Item[]>,
): { items: Item[]; state: 'searching' | 'found' | 'failed' } {
  const [found, setFound] = useState<{ words: string; items: Item[]; state: 'found' | 'failed' }>({
    words: '',
    items: [],
    state: 'found',
  })

  useEffect(() => {
    if (words === '') return
    const ask = new AbortController()
    const timer = setTimeout(() => {
      find(words, ask.signal).then(
        (items) => {
          if (!ask.signal.aborted) setFound({ words, items, state: 'found' })
        },
        () => {
          if (!ask.signal.aborted) setFound({ words, items: [], state: 'failed' })
        },
      )
    }, rest)
    return () => {
      clearTimeout(timer)
      ask.abort()
    }
  }, [words, find])

  if (words === '') return { items: [], state: 'found' }
  return { items: found.items, state: found.words === words ? found.state : 'searching' }
}
