import type { Magazine, Post } from './magazine.ts'

/** A moment at which the magazine's knowledge of Stripe was renewed. */
export interface Mark {
  /** How many of Stripe's events had happened by then. */
  events: number
  /** In seconds. */
  at: number
}

/** When the magazine was last in step with Stripe: told of everything, or by comparing. */
export class Telling {
  readonly #magazine: Magazine
  readonly #post: Post
  readonly marks: Mark[] = [{ events: 0, at: 0 }]
  #compared: number

  constructor(magazine: Magazine, post: Post) {
    this.#magazine = magazine
    this.#post = post
    this.#compared = magazine.ctx().now.getTime() / 1000
  }

  /** A comparison always renews all knowledge; being told does when nothing was ever lost or is still on its way. */
  async note(how: 'heard' | 'compared'): Promise<void> {
    const at = this.#magazine.ctx().now.getTime() / 1000
    if (how === 'compared') this.#compared = at
    if (how === 'heard' && (this.#post.lost > 0 || this.#post.late > 0)) return
    this.marks.push({ events: this.#magazine.everything.length, at })
  }

  secondsSinceCompared(): number {
    return this.#magazine.ctx().now.getTime() / 1000 - this.#compared
  }
}
