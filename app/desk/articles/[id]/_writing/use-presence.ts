'use client'

import { useEffect, useState } from 'react'
import { presenceBeat } from '#lib/articles/model.ts'
import { sayPresent } from './sends.ts'
import type { PresentAnswer } from './shown-copy.ts'
import type { Writing } from './writing.ts'

/** Says that this tab has the article open as long as it has, and hears who else has. */
export function usePresence(articleId: string, writing: Writing | null): PresentAnswer['others'] {
  const [others, setOthers] = useState<PresentAnswer['others']>([])
  useEffect(() => {
    if (writing === null) return
    const tab = crypto.randomUUID()
    const say = async () => {
      const answer = await sayPresent(articleId, { tab, hasTyped: writing.takeTyped() })
      if (answer === null) return
      setOthers(answer.others)
      await writing.compare(answer)
    }
    const sayNow = () => {
      if (document.visibilityState === 'visible') void say()
    }
    const leave = () => void sayPresent(articleId, { tab, hasTyped: false, leaves: true })
    void say()
    const timer = setInterval(() => void say(), presenceBeat)
    document.addEventListener('visibilitychange', sayNow)
    window.addEventListener('pagehide', leave)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', sayNow)
      window.removeEventListener('pagehide', leave)
      leave()
    }
  }, [articleId, writing])
  return others
}
