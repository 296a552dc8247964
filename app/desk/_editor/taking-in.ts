import type { LibraryItem } from '../pictures/_pictures/library-item.ts'
import type { Sent } from '../_ui/send-picture.ts'

/** How far the taking in of several pictures is. */
export interface TakingIn {
  /** Which file is at work, counted from 0. */
  at: number
  /** The picture that was sent and whose rights are asked for. */
  asked: LibraryItem | null
  /** Why files were refused, each with its name. */
  faults: readonly string[]
}

export const atFirst: TakingIn = { at: 0, asked: null, faults: [] }

/** On to the next file. */
export function onward({ at, faults }: TakingIn): TakingIn {
  return { at: at + 1, asked: null, faults }
}

/**
 * What follows from the answer to one file: a refused one keeps back none of those after it.
 * @returns with the picture that goes into the text now, if one does
 */
export function afterSending(
  so: TakingIn,
  sent: Sent,
  fileName: string,
): { next: TakingIn; taken: LibraryItem | null } {
  if ('fault' in sent)
    return { next: onward({ ...so, faults: [...so.faults, `${fileName}: ${sent.fault}`] }), taken: null }
  if ('cancelled' in sent) return { next: so, taken: null }
  return sent.picture.mayBeUsed && !sent.picture.isNew
    ? { next: onward(so), taken: sent.picture }
    : { next: { ...so, asked: sent.picture }, taken: null }
}
