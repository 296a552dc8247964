'use client'

import { useEffect, useState } from 'react'

export interface Me {
  signedIn: boolean
  name: string | null
  staff: boolean
  benefits: string[]
  /** What they were told of their conversations and have not seen. */
  notices: number
}

const visitor: Me = { signedIn: false, name: null, staff: false, benefits: [], notices: 0 }

/** Asked once a page: whoever has just signed out is shown another page, perhaps without a load. */
let asked: { on: string; answer: Promise<Me> } | undefined

async function ask(): Promise<Me> {
  const response = await fetch('/api/me')
  if (!response.ok) return visitor
  const answer: Me = await response.json()
  return answer
}

/** Who reads: pages are the same for everybody, so they ask once. Null until the answer is there. */
export function useMe(): Me | null {
  const [me, setMe] = useState<Me | null>(null)
  useEffect(() => {
    const on = window.location.href
    if (asked?.on !== on) asked = { on, answer: ask().catch(() => visitor) }
    void asked.answer.then(setMe)
  }, [])
  return me
}
