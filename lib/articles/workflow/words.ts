import type { ArticleState } from '../model.ts'

/** What the desk calls each state. */
export const stateWords: Record<ArticleState, string> = {
  draft: 'Draft',
  submitted: 'Submitted',
  in_edit: 'In edit',
  ready: 'Ready',
  scheduled: 'Scheduled',
  published: 'Published',
  unpublished: 'Taken down',
}
