'use client'

import type { PresentAnswer } from './shown-copy.ts'

/** Who else has the article open; so that two do not begin the same paragraph. */
export function WhoElse({ others, clock }: { others: PresentAnswer['others']; clock: (instant: string) => string }) {
  return (
    <output className={others.length === 0 ? 'sr-only' : 'writing-others block'}>
      {others.map(({ personId, name, isSelf, since, typedAt }) => (
        <span key={personId} className="block">
          {isSelf ? 'You have this article open in another tab, too' : <strong>{name}</strong>}
          {!isSelf && ' is in this article, too'},{' '}
          {typedAt === null ? `since ${clock(since)}, only reading` : `last typing ${clock(typedAt)}`}
        </span>
      ))}
    </output>
  )
}
