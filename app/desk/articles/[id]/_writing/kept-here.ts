import { createStore, del, get, set, type UseStore } from 'idb-keyval'
import { z } from 'zod'
import { writtenSchema } from '#lib/articles/written.ts'

const keptSchema = z.object({
  written: writtenSchema,
  /** What the server was known to have. */
  basis: z.object({ written: writtenSchema, stamp: z.string().nullable(), baseRevision: z.int() }),
  /** Stamps of what was sent without an answer. */
  unanswered: z.array(z.string()),
})
export type Kept = z.infer<typeof keptSchema>

/** Where this browser keeps what the server does not have yet. */
export interface KeepsHere {
  keep: (kept: Kept) => Promise<void>
  forget: () => Promise<void>
}

const opened: { store?: UseStore } = {}

function store(): UseStore {
  opened.store ??= createStore('standfirst-writing', 'kept')
  return opened.store
}

/** Somebody else who signs in in this browser finds nothing of it. */
function keyOf(articleId: string, personId: string): string {
  return `${articleId} ${personId}`
}

/** In the browser's IndexedDB, which outlives the page, the browser and the computer's sleep. */
export function keepsHere(articleId: string, personId: string): KeepsHere {
  const key = keyOf(articleId, personId)
  return {
    keep: async (kept) => set(key, kept, store()),
    forget: async () => del(key, store()),
  }
}

/** What is kept from before; null when nothing is, or it cannot be read. */
export async function keptBefore(articleId: string, personId: string): Promise<Kept | null> {
  try {
    return keptSchema.safeParse(await get(keyOf(articleId, personId), store())).data ?? null
  } catch {
    // A browser that keeps nothing for anybody, in a private window say.
    return null
  }
}
