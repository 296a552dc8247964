import { isBeforePublishing, type ArticleState } from '../model.ts'
import { mayPublish, type StaffMember, type WrittenArticle } from '../policy.ts'

/** What can be done with an article's standing. Which rule allows what stands in `rules` and nowhere else. */
export const moves = [
  'submit',
  'take_back',
  'take_into_edit',
  'send_back',
  'mark_ready',
  'schedule',
  'unschedule',
  'publish',
  'update',
  'unpublish',
] as const
export type Move = (typeof moves)[number]

export interface MoveRule {
  /** What the button says. */
  name: string
  /** The rule in a sentence: what is told to whoever may not. */
  sentence: string
  from: readonly ArticleState[]
  /** Null: it stays where it is. */
  to: ArticleState | null
  /** The article's own authors, or editors and managing editors; either. */
  by: 'author' | 'editor' | 'either'
  note: 'none' | 'asked' | 'required'
  /** Whether what is on the screen becomes part of the article by it, or stays beside it. */
  text: 'taken' | 'left'
  /** Whether readers see it in consequence, so that what is missing is looked for first. */
  isChecked: boolean
}

const beforeReaders: readonly ArticleState[] = ['draft', 'submitted', 'in_edit', 'ready', 'scheduled', 'unpublished']

export const rules: Record<Move, MoveRule> = {
  submit: {
    name: 'Submit',
    sentence: 'Authors submit drafts of their own; editors any draft.',
    from: ['draft'],
    to: 'submitted',
    by: 'either',
    note: 'asked',
    text: 'taken',
    isChecked: false,
  },
  take_back: {
    name: 'Take back',
    sentence: 'Authors take back what they submitted until an editor takes it into edit.',
    from: ['submitted'],
    to: 'draft',
    by: 'author',
    note: 'none',
    text: 'taken',
    isChecked: false,
  },
  take_into_edit: {
    name: 'Take into edit',
    sentence: 'Editors take into edit what is a draft, submitted, ready or taken down.',
    from: ['draft', 'submitted', 'ready', 'unpublished'],
    to: 'in_edit',
    by: 'editor',
    note: 'none',
    text: 'taken',
    isChecked: false,
  },
  send_back: {
    name: 'Send back',
    sentence: 'Editors send back to its author what readers have not seen, and say why.',
    from: ['submitted', 'in_edit', 'ready'],
    to: 'draft',
    by: 'editor',
    note: 'required',
    text: 'taken',
    isChecked: false,
  },
  mark_ready: {
    name: 'Mark ready',
    sentence: 'Editors mark ready what they have in edit.',
    from: ['in_edit'],
    to: 'ready',
    by: 'editor',
    note: 'asked',
    text: 'taken',
    isChecked: false,
  },
  schedule: {
    name: 'Schedule',
    sentence: 'Editors schedule what readers do not see, or move it to another time.',
    from: beforeReaders,
    to: 'scheduled',
    by: 'editor',
    note: 'none',
    text: 'taken',
    isChecked: true,
  },
  unschedule: {
    name: 'Take off the schedule',
    sentence: 'Editors take off the schedule what has not appeared.',
    from: ['scheduled'],
    to: 'ready',
    by: 'editor',
    note: 'none',
    text: 'left',
    isChecked: false,
  },
  publish: {
    name: 'Publish now',
    sentence: 'Editors publish what readers do not see.',
    from: beforeReaders,
    to: 'published',
    by: 'editor',
    note: 'none',
    text: 'taken',
    isChecked: true,
  },
  update: {
    name: 'Update',
    sentence: 'Editors bring what they have changed into an article that is scheduled or published.',
    from: ['scheduled', 'published'],
    to: null,
    by: 'editor',
    note: 'none',
    text: 'taken',
    isChecked: true,
  },
  unpublish: {
    name: 'Take down',
    sentence: 'Editors take down what readers see.',
    from: ['published'],
    to: 'unpublished',
    by: 'editor',
    note: 'asked',
    text: 'left',
    isChecked: false,
  },
}

/** Whether somebody may make this move with an article that stands like this. */
export function mayMove(move: Move, staff: StaffMember, article: WrittenArticle): boolean {
  const { from, by } = rules[move]
  return from.includes(article.state) && isMover(by, staff, article)
}

function isMover(by: MoveRule['by'], staff: StaffMember, article: WrittenArticle): boolean {
  const isWriter = staff.roles.includes('author') || mayPublish(staff)
  const isOwn = isWriter && article.authorPersonIds.includes(staff.personId)
  if (by === 'author') return isOwn
  return mayPublish(staff) || (by === 'either' && isOwn)
}

/** What somebody may do next with an article, in the order of the desk. */
export function movesFor(staff: StaffMember, article: WrittenArticle): Move[] {
  return moves.filter((move) => mayMove(move, staff, article))
}

/** What readers see already is not held up by what was missing when it appeared. */
export function blocksHold(move: Move, state: ArticleState): boolean {
  return rules[move].isChecked && !(move === 'update' && state === 'published')
}

/** Whether somebody at the desk has it in hand: then it can be said whom it waits for. */
export function mayBeAssigned(state: ArticleState): boolean {
  return isBeforePublishing(state) || state === 'scheduled' || state === 'unpublished'
}
