import type { ReactNode } from 'react'

/** One thing that is said of the article, beside its text: folded away by whoever does not need it. */
export function DeskPanel({
  title,
  children,
  folded = false,
}: {
  title: string
  children: ReactNode
  folded?: boolean
}) {
  return (
    <details className="writing-panel" open={!folded}>
      <summary>
        <h2>{title}</h2>
      </summary>
      <div className="writing-panel-content">{children}</div>
    </details>
  )
}
