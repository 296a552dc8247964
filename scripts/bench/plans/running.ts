import { inboxLag } from '#lib/donations/inbox-lag.ts'
import { lastPaymentAt } from '#lib/donations/queries.ts'
import { queueLoads, workersSeen } from '#lib/jobs/load.ts'
import { outboxLoad } from '#lib/mail/queries.ts'
import type { Question } from './question.ts'

/** What the monitoring asks every few seconds, all day. */
export const runningQuestions: Question[] = [
  ['how far the inbox is behind', inboxLag],
  ['how the outbox stands', outboxLoad],
  ['when money last came in', lastPaymentAt],
  ['how many jobs wait', queueLoads],
  ['which workers are there', workersSeen],
]
