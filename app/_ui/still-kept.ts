import type { ReactNode } from 'react'

/**
 * Still parts on the way from where Next renders the server's components to where it writes HTML: two bundles with
 * nothing in common but the process. A part is written moments after it was kept.
 */
const shared: { standfirstStill?: Map<string, ReactNode> } & typeof globalThis = globalThis

/** More than pages can be in the making at once. */
const most = 1_000

export function keepStill(name: string, part: ReactNode): void {
  const kept = (shared.standfirstStill ??= new Map())
  kept.delete(name)
  kept.set(name, part)
  for (const oldest of kept.keys()) {
    if (kept.size <= most) return
    kept.delete(oldest)
  }
}

/** @throws when it was never kept: better no page than one with a hole */
export function keptStill(name: string): ReactNode {
  const kept = shared.standfirstStill
  if (!kept?.has(name)) throw new Error(`the still part ${name} is not there`)
  return kept.get(name)
}
