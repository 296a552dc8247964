import { z } from 'zod'
import { defineJob } from '#lib/jobs/job.ts'

/** Removes the files of archives whose days are over, or whose person's account was deleted. */
export const removePersonalArchivesJob = defineJob('privacy-remove-archives', z.object({}))
