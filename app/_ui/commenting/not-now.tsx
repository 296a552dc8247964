import type { ReactNode } from 'react'
import type { ThreadForMe } from './thread-for-me.ts'

/** Why somebody signed in may not write, with what they had begun to write: nothing of it is lost. */
export function NotNow({
  slug,
  refusal,
  draft,
  children,
}: {
  slug: string
  refusal: ThreadForMe['refusal']
  draft: string
  /** The invitation to join, for whoever never gave. */
  children: ReactNode
}) {
  const isNew = refusal === null || refusal.rule === 'must_support'
  return (
    <>
      {isNew ? (
        children
      ) : (
        <p className="mt-3 text-[1.0625rem] text-pretty">
          {refusal.message}{' '}
          {refusal.rule === 'lapsed' && (
            <a href={`/donate?from=/articles/${slug}`} className="font-semibold text-accent">
              Give again
            </a>
          )}
        </p>
      )}
      {draft !== '' && (
        <details className="mt-3" open>
          <summary className="label cursor-pointer text-soft">Your draft</summary>
          <p className="mt-1 border-l-2 border-rule pl-4 whitespace-pre-line" dir="auto">
            {draft}
          </p>
        </details>
      )}
    </>
  )
}
