import { isSame, mergeWritten } from '#lib/articles/merge.ts'
import type { Written } from '#lib/articles/written.ts'
import type { Kept } from './kept-here.ts'
import type { ShownCopy } from './shown-copy.ts'
import { Keeping } from './keeping.ts'
import { pauses, rest, type Conflict, type Given, type WritingState } from './writing-state.ts'

/**
 * Keeps what somebody writes: in the browser at once, at the server soon after, one sending at a time. What the server has
 * acknowledged is the basis; what another has written meanwhile is put together with it, or, where both changed the same,
 * shown to be decided on. Nothing that was written is ever dropped.
 */
export class Writing {
  readonly #given: Given
  readonly #listeners = new Set<() => void>()
  #state: WritingState
  /** What the server is known to have. */
  #basis: ShownCopy
  #unanswered: string[]
  /** What the writer had before they decided on a conflict; the server keeps it where it was not chosen. */
  #settles: Written | undefined
  #sending: Promise<void> | null = null
  /** Whether the server is to be told that the text goes on from the article as it is now, also where no word differs. */
  #isRaised = false
  #failures = 0
  #cancel = () => {}
  readonly #keeping: Keeping
  /** Whether something was typed since it was last asked. */
  #hasTyped = false

  constructor(given: Given) {
    const { copy, kept } = given
    this.#given = given
    this.#keeping = new Keeping(given.keeps, (isKeptHere) => this.#set({ isKeptHere }))
    this.#basis = copy
    this.#unanswered = []
    this.#state = {
      written: copy.written,
      article: copy.article,
      standing: { is: 'saved', at: copy.savedAt },
      isKeptHere: false,
      conflict: null,
      notice: null,
      edition: 0,
      hasWorkingCopy: copy.stamp !== null,
      by: copy.by,
    }
    if (kept !== null) this.#takeUp(kept)
    else this.#goAlong()
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly snapshot = (): WritingState => this.#state

  /** Which copy the server is known to have: what is asked of the article names it. */
  get place(): { stamp: string | null; revision: number } {
    return { stamp: this.#basis.stamp, revision: this.#basis.revision }
  }

  /** Whether the server has all of it. */
  get isSettled(): boolean {
    return this.#sending === null && this.#state.conflict === null && isSame(this.#state.written, this.#basis.written)
  }

  /** Whether closing the page now would lose something. */
  get isInDanger(): boolean {
    return !this.#keeping.isKept && !isSame(this.#state.written, this.#basis.written)
  }

  takeTyped(): boolean {
    const typed = this.#hasTyped
    this.#hasTyped = false
    return typed
  }

  change(patch: Partial<Written>): void {
    if (this.#state.conflict !== null) return
    this.#hasTyped = true
    this.#set({ written: { ...this.#state.written, ...patch }, notice: null })
    this.#keep()
    const { is } = this.#state.standing
    if (is === 'saved' || is === 'refused') this.#set({ standing: { is: 'waiting' } })
    if (is !== 'unreachable' && is !== 'signed out') this.#schedule(rest)
  }

  /** Sends what is to be sent now: on leaving a field or the page, when the line is back. */
  hurry(): void {
    this.#cancel()
    void this.#send()
  }

  /** Sends until the server has all of it. @returns false where it cannot be had now */
  async settle(): Promise<boolean> {
    for (let attempt = 0; attempt < 5 && (!this.isSettled || this.#isRaised); attempt += 1) {
      this.#cancel()
      await this.#send()
      const { is } = this.#state.standing
      if (is !== 'waiting' && is !== 'saved') break
    }
    return this.isSettled
  }

  /** Somebody decided what is to stand where two had written. */
  decide(chosen: Written): void {
    const { conflict } = this.#state
    if (conflict === null) return
    this.#settles = conflict.mine
    this.#replace(chosen, null)
    this.#set({ conflict: null, standing: { is: 'waiting' } })
    this.#keep()
    this.hurry()
  }

  /** What the server says that it has now: after a deed, or when it has changed while nothing was written here. */
  adopt(copy: ShownCopy, notice: string | null): void {
    const isAnother = !isSame(copy.written, this.#state.written)
    if (!isSame(this.#state.written, this.#basis.written)) return
    this.#basis = copy
    if (isAnother) this.#replace(copy.written, notice)
    this.#set({
      article: copy.article,
      hasWorkingCopy: copy.stamp !== null,
      standing: { is: 'saved', at: copy.savedAt },
      by: copy.by,
    })
    this.#goAlong()
  }

  /** Looks whether what the server has is what is seen here. */
  async compare({ stamp, revision }: { stamp: string | null; revision: number }): Promise<void> {
    const { stamp: mine, revision: seen } = this.#basis
    if (!this.isSettled || (stamp === mine && revision === seen)) return
    await this.catchUp()
  }

  /** Shows what the server has. @returns false where it cannot be had now */
  async catchUp(): Promise<boolean> {
    const answer = await this.#given.sends.copy()
    if (answer === null) return false
    if (this.isSettled) this.adopt(answer, `What ${answer.by ?? 'somebody else'} wrote meanwhile is shown here now.`)
    return true
  }

  close(): void {
    this.#cancel()
  }

  /** What this browser still held when the page was opened. */
  #takeUp(kept: Kept): void {
    const { copy } = this.#given
    if (isSame(kept.written, copy.written)) {
      this.#keeping.forget()
      this.#goAlong()
      return
    }
    const isFromThis =
      (kept.basis.stamp === copy.stamp && kept.basis.baseRevision === copy.baseRevision) ||
      (copy.stamp !== null && kept.unanswered.includes(copy.stamp))
    if (isFromThis) {
      this.#unanswered = kept.unanswered
      this.#replace(kept.written, 'This browser held changes that had not reached the server. They are here again.')
      this.#set({ standing: { is: 'waiting' }, isKeptHere: true })
    } else {
      this.#putTogether(kept.basis.written, copy, kept.written)
    }
    if (this.#state.conflict === null) this.#schedule(0)
  }

  /** The article was changed beside the working copy: what is written goes on from what it is now. */
  #goAlong(): void {
    const { movedFrom: base, article: theirs, revision } = this.#basis
    if (base === null) return
    const mine = this.#state.written
    const merged = mergeWritten(base, theirs, mine)
    this.#basis = { ...this.#basis, baseRevision: revision, movedFrom: null }
    this.#isRaised = true
    if (!merged.isSettled) {
      this.#contradict({ base, theirs, mine, merged, by: null })
      return
    }
    if (isSame(merged.written, mine)) return
    this.#replace(merged.written, 'The article was changed beside you, by a correction say. That is in your text now.')
    this.#set({ standing: { is: 'waiting' } })
    this.#schedule(0)
  }

  /** @param mine made from `base`, as `theirs` was */
  #putTogether(base: Written, theirs: ShownCopy, mine: Written): void {
    const merged = mergeWritten(base, theirs.written, mine)
    this.#basis = theirs
    this.#unanswered = []
    const { by } = theirs
    if (!merged.isSettled) {
      this.#contradict({ base, theirs: theirs.written, mine, merged, by })
      return
    }
    const isNew = !isSame(merged.written, this.#state.written)
    if (isNew)
      this.#replace(merged.written, `What ${by ?? 'somebody else'} wrote meanwhile was put together with yours.`)
    this.#set({ standing: { is: 'waiting' }, by })
    this.#schedule(0)
  }

  #contradict(conflict: Conflict): void {
    this.#cancel()
    this.#set({ conflict, standing: { is: 'conflict' } })
  }

  #send(): Promise<void> {
    this.#sending ??= this.#sendNow().finally(() => {
      this.#sending = null
    })
    return this.#sending
  }

  async #sendNow(): Promise<void> {
    if (this.#state.conflict !== null) return
    const sent = this.#state.written
    const isNews = !isSame(sent, this.#basis.written) || this.#unanswered.length > 0
    if (!isNews && !this.#isRaised && this.#settles === undefined) {
      this.#keeping.forget()
      this.#set({ standing: { is: 'saved', at: this.#basis.savedAt } })
      return
    }
    const as = this.#given.clockwork.stamp()
    const { stamp, baseRevision } = this.#basis
    const unanswered = this.#unanswered
    this.#unanswered = [...unanswered, as].slice(-100)
    this.#keep()
    this.#set({ standing: { is: 'saving' } })
    const settles = this.#settles
    const answer = await this.#given.sends.saving({ written: sent, stamp, unanswered, as, baseRevision, settles })
    switch (answer.is) {
      case 'saved':
        this.#failures = 0
        this.#settles = undefined
        this.#isRaised = false
        this.#unanswered = []
        this.#acknowledge(sent, answer.copy)
        return
      case 'overtaken':
        this.#failures = 0
        this.#putTogether(this.#basis.written, answer.copy, this.#state.written)
        return
      case 'unreachable':
      case 'signed out':
        this.#set({ standing: { is: answer.is } })
        this.#schedule(pauses[Math.min(this.#failures, pauses.length - 1)] ?? rest)
        this.#failures += 1
        return
      case 'refused':
        this.#set({ standing: { is: 'refused', why: answer.why } })
    }
  }

  #acknowledge(sent: Written, copy: ShownCopy): void {
    const mine = this.#state.written
    this.#basis = copy
    this.#set({ hasWorkingCopy: true, by: null, article: copy.article })
    // The server leaves out what is not there, an author that was removed meanwhile say.
    if (!isSame(copy.written, sent)) {
      const { written } = mergeWritten(sent, copy.written, mine)
      if (!isSame(written, mine)) this.#replace(written, null)
    }
    if (copy.movedFrom !== null) this.#goAlong()
    if (this.#state.conflict !== null) return
    if (isSame(this.#state.written, copy.written)) {
      this.#keeping.forget()
      this.#set({ standing: { is: 'saved', at: copy.savedAt } })
    } else {
      this.#keep()
      this.#set({ standing: { is: 'waiting' } })
      this.#schedule(rest)
    }
  }

  #replace(written: Written, notice: string | null): void {
    this.#set({ written, notice, edition: this.#state.edition + 1 })
  }

  #keep(): void {
    const { written } = this.#state
    const { written: known, stamp, baseRevision } = this.#basis
    this.#keeping.keep({ written, basis: { written: known, stamp, baseRevision }, unanswered: this.#unanswered })
  }

  #schedule(ms: number): void {
    this.#cancel()
    this.#cancel = this.#given.clockwork.later(() => void this.#send(), ms)
  }

  #set(change: Partial<WritingState>): void {
    this.#state = { ...this.#state, ...change }
    for (const listener of this.#listeners) listener()
  }
}
