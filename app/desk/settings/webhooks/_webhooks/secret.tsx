import type { ReactNode } from 'react'

/** A secret, shown the one time it is. */
export function Secret({ secret, children }: { secret: string; children: ReactNode }) {
  return (
    <output className="desk-done">
      {children}
      <span className="mt-2 block">Its secret, shown this once; the other side checks signatures by it:</span>
      <code className="mt-1 block break-all select-all">{secret}</code>
    </output>
  )
}
