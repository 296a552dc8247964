import { z } from 'zod'
import { defineJob, handle, type Schedule } from '#lib/jobs/job.ts'
import { removeOldArchives, writeArchive } from './archives.ts'
import { writeArchiveJob } from './write-archive-job.ts'

export const writeExportArchive = handle(writeArchiveJob, (ctx, { id }) => writeArchive(ctx, id))

const removeJob = defineJob('exports-remove-archives', z.object({}))

export const removeExportArchives = handle(removeJob, removeOldArchives)

export const exportSchedules: Schedule[] = [{ job: removeJob, cron: '35 * * * *' }]
