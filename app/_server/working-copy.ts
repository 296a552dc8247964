import 'server-only'
import type { WorkingCopy } from '#lib/articles/working-copy.ts'
import type { Context } from '#lib/context.ts'
import { peopleNamed } from '#lib/people/queries.ts'
import type { ShownCopy } from '#app/desk/articles/[id]/_writing/shown-copy.ts'

/** A working copy as the page that writes in it is told of it. */
export async function presentCopy(ctx: Context, copy: WorkingCopy): Promise<ShownCopy> {
  const { written, article, stamp, baseRevision, revision, personId, savedAt, movedFrom } = copy
  const names = personId === null ? null : await peopleNamed(ctx, [personId])
  const by = personId === null ? null : (names?.get(personId) ?? null)
  return { written, article, stamp, baseRevision, revision, by, savedAt: savedAt?.toISOString() ?? null, movedFrom }
}
