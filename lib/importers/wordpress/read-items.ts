import { createReadStream } from 'node:fs'
import { Refusal } from '#lib/errors.ts'

export type Piece = { kind: 'head'; xml: string } | { kind: 'item'; xml: string; line: number }

/** No post is longer; a file that has one is no export. */
const largestItem = 64 * 1024 * 1024

/** What may hide a tag, and the tags looked for. */
const landmarks = /<!\[CDATA\[|<!--|<item[\s>]|<\/item\s*>/g

/**
 * Reads an export piece by piece, so that its size does not matter: first what stands before the items (authors,
 * categories, tags), then each item by itself.
 * @throws Refusal (invalid) when the file is no export, or ends within an item
 */
export async function* readItems(path: string): AsyncGenerator<Piece> {
  const scanner = new Scanner()
  for await (const chunk of createReadStream(path, { encoding: 'utf8', highWaterMark: 1024 * 1024 }))
    yield* scanner.add(String(chunk))
  yield* scanner.end()
}

class Scanner {
  /** What has been read and not yet given away; within an item it begins with the item. */
  #buffer = ''
  /** How far the buffer has been looked through. */
  #position = 0
  /** The file's line that the buffer begins on. */
  #line = 1
  #isInItem = false
  #isHeadGiven = false

  add(chunk: string): Piece[] {
    this.#buffer += chunk
    const pieces: Piece[] = []
    for (let found = this.#next(); found !== null; found = this.#next()) {
      if (found.tag === 'hidden') continue
      if (found.tag === 'close' && this.#isInItem) {
        pieces.push({ kind: 'item', xml: this.#buffer.slice(0, this.#position), line: this.#line })
        this.#forget(this.#position)
        this.#isInItem = false
      } else if (found.tag === 'open') {
        // No item stands in another: the one before has lost its end, and must not take this one with it.
        if (this.#isInItem) pieces.push({ kind: 'item', xml: this.#buffer.slice(0, found.at), line: this.#line })
        if (!this.#isHeadGiven) pieces.push(this.#head(found.at))
        this.#forget(found.at)
        this.#isInItem = true
      }
    }
    if (this.#buffer.length > largestItem) throw new Refusal('invalid', `What begins on line ${this.#line} has no end.`)
    return pieces
  }

  end(): Piece[] {
    if (this.#isInItem)
      throw new Refusal(
        'invalid',
        `The file ends within the item that begins on line ${this.#line}: it is not complete.`,
      )
    const pieces = this.#isHeadGiven ? [] : [this.#head(this.#buffer.length)]
    if (!this.#buffer.includes('</channel'))
      throw new Refusal('invalid', 'The file ends before its list of items does: it is not complete.')
    return pieces
  }

  /** Goes on to the next tag, or over the next passage that may hide one; null when more must be read first. */
  #next(): { tag: 'open' | 'close' | 'hidden'; at: number } | null {
    landmarks.lastIndex = this.#position
    const match = landmarks.exec(this.#buffer)
    if (match === null) {
      // A tag may be cut in two: what could be the beginning of one is looked at again.
      this.#position = Math.max(this.#position, this.#buffer.length - 16)
      return null
    }
    const [found] = match
    const end = found.startsWith('<!')
      ? this.#buffer.indexOf(found === '<!--' ? '-->' : ']]>', match.index + found.length)
      : match.index + found.length - 3
    if (end === -1) {
      this.#position = match.index
      return null
    }
    this.#position = end + 3
    return { tag: found.startsWith('<!') ? 'hidden' : found.startsWith('</') ? 'close' : 'open', at: match.index }
  }

  #head(until: number): Piece {
    this.#isHeadGiven = true
    const xml = this.#buffer.slice(0, until)
    if (!/<rss[\s>]/.test(xml) || !/<channel[\s>]/.test(xml) || !xml.includes('wordpress.org/export/')) {
      throw new Refusal('invalid', 'The file is not an export of WordPress, as made under Tools → Export.')
    }
    return { kind: 'head', xml: `${xml.replace(/<\/channel>[\s\S]*$/, '')}</channel></rss>` }
  }

  #forget(until: number): void {
    for (let at = this.#buffer.indexOf('\n'); at !== -1 && at < until; at = this.#buffer.indexOf('\n', at + 1))
      this.#line += 1
    this.#buffer = this.#buffer.slice(until)
    this.#position -= until
  }
}
