import { z } from 'zod'
import { defineJob, handle, type JobHandler, type Schedule } from '#lib/jobs/job.ts'
import { removeOldPersonalArchives, writeAskedArchive } from './archives.ts'
import { encryptEverythingAnew, keysLacking } from './encrypt-anew.ts'
import { personalParts } from './parts/all.ts'
import type { DrawReceipt } from './parts/giving.ts'
import { forgetWhatIsDue } from './retention.ts'
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

/** A rule that fails is tried again some times, the others with it: what is done is done. */
const forgetJob = defineJob('privacy-forget', z.object({}), {
  retryLimit: 3,
  retryDelay: 600,
  // The first round of a magazine that has grown for years.
  longestSeconds: 2 * 60 * 60,
})

/** Removes what has been kept long enough, by the schedule. */
export const forgetDue = handle(forgetJob, async (ctx) => {
  const removed = await forgetWhatIsDue(ctx)
  ctx.log.info({ event: 'forgotten', removed }, 'removed what has been kept long enough')
})

const encryptJob = defineJob('privacy-encrypt-anew', z.object({}), { retryLimit: 3, retryDelay: 600 })

/** Encrypts with the newest keys what older ones encrypted, so that those can be taken out of the configuration. */
export const encryptAnewNightly = handle(encryptJob, async (ctx) => {
  const anew = (await encryptEverythingAnew(ctx)).reduce((sum, { many }) => sum + many, 0)
  if (anew > 0) ctx.log.info({ event: 'encrypted anew', anew }, 'encrypted with the newest keys')
  const lacking = (await keysLacking(ctx)).map(({ what, variable, key, many }) => `${variable} ${key}: ${many} ${what}`)
  if (lacking.length > 0)
    ctx.log.warn({ event: 'keys lacking', lacking }, 'a key is gone with which something is encrypted')
})

export const privacySchedules: Schedule[] = [
  { job: removePersonalArchivesJob, cron: '5 * * * *' },
  { job: forgetJob, cron: '30 3 * * *' },
  { job: encryptJob, cron: '45 3 * * *' },
]
