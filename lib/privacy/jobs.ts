import { handle, type JobHandler, type Schedule } from '#lib/jobs/job.ts'
import { removeOldPersonalArchives, writeAskedArchive } from './archives.ts'
import { personalParts } from './parts/all.ts'
import type { DrawReceipt } from './parts/giving.ts'
import { removePersonalArchivesJob } from './remove-archives-job.ts'
import { writePersonalArchiveJob } from './write-archive-job.ts'

/** @param drawReceipt draws a donation's receipt as the account shows it */
export function writePersonalArchives(drawReceipt: DrawReceipt): JobHandler {
  const parts = personalParts(drawReceipt)
  return handle(writePersonalArchiveJob, (ctx, { id }) => writeAskedArchive(ctx, id, parts))
}

export const removePersonalArchives = handle(removePersonalArchivesJob, async (ctx) => {
  await removeOldPersonalArchives(ctx)
})

export const privacySchedules: Schedule[] = [{ job: removePersonalArchivesJob, cron: '5 * * * *' }]
