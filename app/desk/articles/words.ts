import type { Access, ArticleState } from '#lib/articles/model.ts'
import type { Tone } from '../_ui/desk-state.tsx'

export { stateWords as stateNames } from '#lib/articles/workflow/words.ts'

export const stateTones: Record<ArticleState, Tone> = {
  draft: 'quiet',
  submitted: 'warn',
  in_edit: 'warn',
  ready: 'warn',
  scheduled: 'warn',
  published: 'good',
  unpublished: 'bad',
}

export const accessNames: Record<Access, string> = {
  public: 'Public',
  metered: 'Metered',
  supporters: 'Supporters',
  patrons: 'Patrons',
}

export const accessMeanings: Record<Access, string> = {
  public: 'Everybody reads all of it.',
  metered:
    'Everybody reads the preview, and so many whole articles a month; supporters and patrons read without counting.',
  supporters: 'Everybody reads the preview; supporters and patrons the rest.',
  patrons: 'Everybody reads the preview; patrons the rest.',
}
