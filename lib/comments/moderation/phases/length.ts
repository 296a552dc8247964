import { commentWords } from '../../markup.ts'
import { hold, type Phase } from '../phase.ts'

/** Letters and figures with which something can be said. */
const fewest = 3
/** Capitals among the letters of a text as long as a sentence, beyond which it shouts. */
const shouted = { letters: 20, share: 0.7 } as const

/** Too short to say anything, or shouted. */
export const length: Phase = {
  name: 'length',
  async examine(_ctx, { text }) {
    const words = commentWords(text)
    const letters = words.match(/\p{L}/gu)?.length ?? 0
    const capitals = words.match(/\p{Lu}/gu)?.length ?? 0
    if ((words.match(/[\p{L}\p{N}]/gu)?.length ?? 0) < fewest) return [hold('It is too short to say anything.')]
    if (letters >= shouted.letters && capitals > letters * shouted.share) return [hold('Most of it is in capitals.')]
    return []
  },
}
