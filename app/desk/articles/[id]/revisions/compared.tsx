import { z } from 'zod'
import { copySetAside } from '#lib/articles/set-aside.ts'
import { workingCopyOf, writtenAtRevision } from '#lib/articles/working-copy.ts'
import type { Written } from '#lib/articles/written.ts'
import type { Context } from '#lib/context.ts'
import { WrittenDifference } from '../_writing/written-difference.tsx'

/** A version as an address names it: a revision's number, what is being worked on, or the id of what was set aside. */
export const versionIn = z
  .union([z.string().regex(/^\d{1,9}$/), z.literal('now'), z.uuid()])
  .optional()
  .catch(undefined)

/** Null when there is no such version, or no longer. */
export async function findVersion(ctx: Context, articleId: string, version: string): Promise<Written | null> {
  if (version === 'now') return (await workingCopyOf(ctx, articleId))?.written ?? null
  if (/^\d+$/.test(version)) return writtenAtRevision(ctx, articleId, Number(version))
  return copySetAside(ctx, articleId, version)
}

function nameOf(version: string): string {
  if (version === 'now') return 'what is being worked on'
  return /^\d+$/.test(version) ? `revision ${version}` : 'what was set aside'
}

/** What differs from one version of an article to another. */
export function Compared({
  from,
  to,
  names,
}: {
  from: Written | null
  to: Written | null
  names: { from: string; to: string }
}) {
  return (
    <section aria-labelledby="compared" className="desk-section">
      <h2 id="compared">
        From {nameOf(names.from)} to {nameOf(names.to)}
      </h2>
      {from === null || to === null ? (
        <p>One of the two is not kept any longer.</p>
      ) : (
        <div className="writing-changes">
          <WrittenDifference before={from} after={to} />
        </div>
      )}
    </section>
  )
}
