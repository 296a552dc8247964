import { accountParts } from './account.ts'
import { bookParts } from './books.ts'
import { commentingParts } from './commenting.ts'
import { givingParts, type DrawReceipt } from './giving.ts'
import { letterParts } from './letters.ts'
import type { Part } from './part.ts'
import { workParts } from './work.ts'

/** Everything that is kept about people, in the order in which they read it. */
export function personalParts(drawReceipt: DrawReceipt): Part[] {
  return [...accountParts, ...givingParts(drawReceipt), ...bookParts, ...commentingParts, ...letterParts, ...workParts]
}
