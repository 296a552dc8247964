import { z } from 'zod'
import type { Deed, Sight } from '#lib/articles/workflow/sight.ts'
import {
  presentSchema,
  savedSchema,
  shownCopySchema,
  type PresentAnswer,
  type SentSaving,
  type ShownCopy,
} from './shown-copy.ts'

type Answer =
  | { is: 'saved' | 'overtaken'; copy: ShownCopy }
  | { is: 'unreachable' | 'signed out' }
  | { is: 'refused'; why: string }

/** What the page asks of the server. */
export interface Sends {
  saving: (saving: Omit<SentSaving, 'personId'>) => Promise<Answer>
  /** Null where it cannot be had. */
  copy: () => Promise<ShownCopy | null>
}

const refusalSchema = z.object({ message: z.string(), fields: z.record(z.string(), z.string()).default({}) })

/** The most that a request may carry that goes on when its page is closed, in bytes (Fetch standard), less its head. */
const mostWhenLeaving = 60_000

function addressOf(articleId: string, what: string): string {
  return `/api/desk/articles/${articleId}/${what}`
}

async function ask(address: string, method: 'PUT' | 'POST', what: object): Promise<Response | null> {
  const body = JSON.stringify(what)
  const keepalive = new Blob([body]).size < mostWhenLeaving
  const headers = { 'content-type': 'application/json' }
  try {
    return await fetch(address, { method, headers, body, keepalive })
  } catch {
    return null
  }
}

async function refusalIn(response: Response): Promise<z.infer<typeof refusalSchema>> {
  const json: unknown = await response.json().catch(() => null)
  return refusalSchema.safeParse(json).data ?? { message: 'The server did not take it.', fields: {} }
}

export function sendsFor(articleId: string, personId: string): Sends {
  const address = addressOf(articleId, 'working-copy')
  return {
    saving: async (saving) => {
      const response = await ask(address, 'PUT', { ...saving, personId })
      if (response === null || response.status >= 500) return { is: 'unreachable' }
      if (response.status === 401) return { is: 'signed out' }
      if (response.status !== 200 && response.status !== 409)
        return { is: 'refused', why: (await refusalIn(response)).message }
      const answer = savedSchema.safeParse(await response.json().catch(() => null))
      return answer.success ? { is: answer.data.state, copy: answer.data.copy } : { is: 'unreachable' }
    },
    copy: async () => {
      try {
        const response = await fetch(address)
        return response.ok ? shownCopySchema.parse(await response.json()) : null
      } catch {
        return null
      }
    },
  }
}

/** @returns the working copy as it is after the deed, or why it was not done, with the fields that are at fault */
export async function doDeed(
  articleId: string,
  deed: Deed,
  seen: { seen: Sight; stamp: string; revision: number },
): Promise<{ copy: ShownCopy } | z.infer<typeof refusalSchema>> {
  const response = await ask(addressOf(articleId, 'working-copy'), 'POST', { deed, ...seen })
  if (response === null) return { message: 'The server cannot be reached. Nothing was done; try again.', fields: {} }
  if (response.status === 401) return { message: 'You were signed out. Sign in in another tab first.', fields: {} }
  if (!response.ok) return refusalIn(response)
  return { copy: shownCopySchema.parse(await response.json()) }
}

/** Says that this tab has the article open. Null where that cannot be said. */
export async function sayPresent(
  articleId: string,
  presence: { tab: string; hasTyped: boolean; leaves?: boolean },
): Promise<PresentAnswer | null> {
  const response = await ask(addressOf(articleId, 'presence'), 'POST', presence)
  if (!response?.ok) return null
  return presentSchema.safeParse(await response.json().catch(() => null)).data ?? null
}
