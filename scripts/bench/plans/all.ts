import { accountQuestions } from './account.ts'
import { caseQuestions } from './cases.ts'
import { commentQuestions } from './comments.ts'
import { correctionQuestions } from './corrections.ts'
import { deskQuestions } from './desk.ts'
import { moderationQuestions } from './moderation.ts'
import { pictureQuestions } from './pictures.ts'
import type { Question } from './question.ts'
import { readingQuestions } from './reading.ts'
import { runningQuestions } from './running.ts'

/** Everything that public pages, account pages, the desk and the monitoring ask of the database. */
export const questions: Question[] = [
  ...readingQuestions,
  ...correctionQuestions,
  ...commentQuestions,
  ...accountQuestions,
  ...deskQuestions,
  ...pictureQuestions,
  ...moderationQuestions,
  ...caseQuestions,
  ...runningQuestions,
]
