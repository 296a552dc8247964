'use client'

import { useEffect, useState } from 'react'
import { z } from 'zod'
import type { RemarkView } from './remark-views.ts'

const everyMs = 20_000

const saidSchema = z.object({
  id: z.string(),
  text: z.string(),
  by: z.string(),
  at: z.string(),
  when: z.string(),
  isEdited: z.boolean(),
  mayChange: z.boolean(),
})
const remarksSchema = z.array(
  saidSchema.extend({
    quote: z.string(),
    block: z.number().nullable(),
    isAstray: z.boolean(),
    answers: z.array(saidSchema),
    resolved: z.object({ by: z.string(), at: z.string() }).nullable(),
  }),
)

/**
 * What the page came with, until something newer is known: asked for when the page is looked at again, and every 20
 * seconds while it is. What cannot be had leaves what there is.
 */
export function useFreshRemarks(articleId: string, given: RemarkView[]): RemarkView[] {
  const [fetched, setFetched] = useState<{ since: RemarkView[]; remarks: RemarkView[] } | null>(null)
  useEffect(() => {
    const ask = async () => {
      if (document.visibilityState !== 'visible') return
      const response = await fetch(`/desk/articles/${articleId}/remarks`, { redirect: 'error' }).catch(() => null)
      if (!response?.ok) return
      const { data } = remarksSchema.safeParse(await response.json().catch(() => null))
      if (data) setFetched({ since: given, remarks: data })
    }
    const look = () => void ask()
    const timer = setInterval(look, everyMs)
    addEventListener('focus', look)
    return () => {
      clearInterval(timer)
      removeEventListener('focus', look)
    }
  }, [articleId, given])
  return fetched?.since === given ? fetched.remarks : given
}
