import { httpClassifier } from '../classifier.ts'
import type { Phase } from '../phase.ts'

/** What the configured classifier says; nothing where there is none. */
export const classifier: Phase = {
  name: 'classifier',
  async examine(ctx, { text, articleId }) {
    const configured = ctx.config.commentClassifier
    return configured === undefined ? [] : httpClassifier(configured).classify({ text, articleId })
  },
}
