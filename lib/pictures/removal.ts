import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { pictures } from '#db/schema/pictures.ts'
import { recordAudit, subjectOf } from '#lib/audit/audit.ts'
import { after, minute } from '#lib/clock.ts'
import { inTransaction, type Context } from '#lib/context.ts'
import { Refusal } from '#lib/errors.ts'
import { mayRemoveFiles } from '#lib/files/removal.ts'
import { defineJob, handle } from '#lib/jobs/job.ts'
import type { Person } from '#lib/people/model.ts'
import { mayRemovePicture } from './policy.ts'
import { pictureStore } from './store.ts'
import { usesOf } from './uses.ts'

const removeFilesJob = defineJob('picture-files-remove', z.object({ contentHash: z.string().regex(/^[0-9a-f]{64}$/) }))

/**
 * Removes a picture that is shown nowhere, for good; its files follow.
 * @throws Refusal (conflict) saying where it is shown; not_found; forbidden
 */
export function removePicture(ctx: Context, id: string, staff: Person): Promise<void> {
  return inTransaction(ctx, async (tx) => {
    const [picture] = await tx.db.select().from(pictures).where(eq(pictures.id, id)).for('update')
    if (picture === undefined) throw new Refusal('not_found', 'That picture is no longer in the library.')
    if (!mayRemovePicture(staff, picture))
      throw new Refusal('forbidden', 'Only editors remove what others brought. Ask one of them.')
    const uses = await usesOf(tx, id)
    if (uses.length > 0) {
      const named = [...new Set(uses.slice(0, 5).map(({ name }) => `“${name}”`))].join(', ')
      throw new Refusal(
        'conflict',
        `This picture is shown by ${named}${uses.length > 5 ? ' and others' : ''}. Take it out there first.`,
      )
    }
    await tx.db.delete(pictures).where(eq(pictures.id, id))
    await recordAudit(tx, {
      actorId: staff.id,
      action: 'removed a picture',
      subject: subjectOf('picture', id),
      details: { file: picture.fileName, credit: picture.credit, hash: picture.contentHash },
    })
    await tx.queue.send(tx.db, removeFilesJob, { contentHash: picture.contentHash })
  })
}

/** Removes the files of a picture that is gone, unless it was brought in again meanwhile; later, while a backup is taken. */
export const removePictureFiles = handle(removeFilesJob, (ctx, { contentHash }) =>
  inTransaction(ctx, async (tx) => {
    if (!(await mayRemoveFiles(tx)))
      return tx.queue.send(tx.db, removeFilesJob, { contentHash }, { startAfter: after(tx.now, 10 * minute) })
    const [again] = await tx.db.select({ id: pictures.id }).from(pictures).where(eq(pictures.contentHash, contentHash))
    if (again === undefined) await pictureStore(tx).removeFolder(contentHash)
  }),
)
