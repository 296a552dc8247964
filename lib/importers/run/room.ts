import { Refusal } from '#lib/errors.ts'

/** Each takes some kilobytes while it is read. A book of a thousand pages has twenty thousand. */
const mostNodes = 200_000

/** Sees that a text can be read within the memory there is, before it is. */
export class Room {
  #nodes = 0

  /**
   * @param html which has, at most, as many nodes as it has tags and lines, each of which may end with a break
   * @throws Refusal when this, with what was taken before, is too much
   */
  take(html: string): void {
    for (const mark of ['<', '\n'])
      for (let at = html.indexOf(mark); at !== -1; at = html.indexOf(mark, at + 1)) this.#nodes += 1
    if (this.#nodes > mostNodes)
      throw new Refusal('invalid', 'The text has too many elements to be read: divide it into several posts.')
  }
}
