import { isForReaders, type ArticleState } from '../model.ts'

/** What can be done with all that is written of an article, from beside its text. */
export const deeds = ['save', 'update', 'update-quietly', 'discard'] as const
export type Deed = (typeof deeds)[number]

/** For whom an article is, as whoever writes in it has it on the screen. */
export const sights = ['hidden', 'scheduled', 'published'] as const
export type Sight = (typeof sights)[number]

export function sightOf(state: ArticleState): Sight {
  return !isForReaders(state) ? 'hidden' : state === 'scheduled' ? 'scheduled' : 'published'
}
