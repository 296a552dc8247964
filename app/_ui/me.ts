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

/** Milliseconds before it is asked again, while it cannot be said who reads. */
const pauses = [2_000, 5_000, 10_000, 20_000, 40_000]

async function ask(): Promise<Me> {
  for (const pause of pauses) {
    const response = await fetch('/api/me').catch(() => null)
    const answer: Me | null = response?.ok ? await response.json().catch(() => null) : null
    if (answer !== null) return answer
    await new Promise((resolve) => setTimeout(resolve, pause))
  }
  return visitor
}

/** Who reads: pages are the same for everybody, so they ask once. Null until the answer is there; a visitor where none comes. */
export function useMe(): Me | null {
  const [me, setMe] = useState<Me | null>(null)
  useEffect(() => {
    const on = window.location.href
    if (asked?.on !== on) asked = { on, answer: ask() }
    void asked.answer.then(setMe)
  }, [])
  return me
}
