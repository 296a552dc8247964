import { z } from 'zod'
import { defineJob } from '#lib/jobs/job.ts'

/** Tells whom a comment concerns that it is there. */
export const tellOfCommentJob = defineJob('comment-tell', z.object({ commentId: z.uuid() }))
