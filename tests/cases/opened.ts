import { v7 } from 'uuid'
import { openCase, type OpenedCase, type Submission } from '#lib/cases/commands.ts'
import { inTransaction, type Context } from '#lib/context.ts'

/** A case of Robin Averill's about no article, just opened: a correction, unless it says otherwise. */
export function makeCase(ctx: Context, given: Partial<Submission> = {}): Promise<OpenedCase> {
  const submission: Submission = {
    id: v7(),
    kind: 'correction',
    articleId: null,
    name: 'Robin Averill',
    email: 'robin@example.org',
    message: 'The ferry left at six, not at seven.',
    details: {},
    files: [],
    ...given,
  }
  return inTransaction(ctx, (tx) => openCase(tx, submission))
}
