import { countPictures, findPictures, pictureAtDesk, type LibraryQuery } from '#lib/pictures/library.ts'
import { picturesThatBlock } from '#lib/pictures/usable.ts'
import { usesOf } from '#lib/pictures/uses.ts'
import type { Question } from './question.ts'

const somewhere = '018a0000-0000-7000-8000-000000000000'
const further = { at: new Date('2026-11-01'), id: somewhere }

function found(given: Partial<LibraryQuery>): Question[1] {
  return (ctx) => findPictures(ctx, { q: '', limit: 61, ...given })
}

/** What the library and whoever chooses from it ask. */
export const pictureQuestions: Question[] = [
  ['pictures', found({})],
  ['pictures, further on', found({ after: further })],
  ['pictures with a word of all', found({ q: 'photo' })],
  ['pictures with a word of all, further on', found({ q: 'photo', after: further })],
  ['pictures with a rare word', found({ q: 'IMG 777' })],
  ['pictures with a word that none has', found({ q: 'qqqzzz' })],
  ['pictures that are fine', found({ show: 'fine', after: further })],
  ['pictures whose licence ends soon', found({ show: 'expiring' })],
  ['pictures whose licence has ended', found({ show: 'expired', after: further })],
  ['pictures that lack facts', found({ show: 'missing', after: further })],
  ['pictures used nowhere', found({ show: 'unused', after: further })],
  ['how many pictures need somebody', (ctx) => countPictures(ctx)],
  ['how many pictures in use need somebody', (ctx) => countPictures(ctx, true)],
  ['one picture', (ctx) => pictureAtDesk(ctx, somewhere)],
  ['where a picture is shown', (ctx) => usesOf(ctx, somewhere)],
  ['whether a picture may be used', (ctx) => picturesThatBlock(ctx, [somewhere])],
]
