/** What became of one thing of an import. */
export interface ItemReport {
  /** As people know it: “The eel” (post 12, line 300), or a file's path. */
  name: string
  /** `refused` should have come and could not; `left out` is nothing that comes. */
  result: 'created' | 'updated' | 'unchanged' | 'refused' | 'left out'
  /** Its page here; null for what has none. */
  address: string | null
  /** Why it was refused or left out. */
  why: string | null
  /** What came otherwise than it was there. */
  notes: string[]
  /** Parts of it that did not come. */
  leftOut: LeftOutPart[]
}

export interface LeftOutPart {
  what: string
  why: string
  count: number
}

/** What became of all of it; as JSON, too. */
export interface ImportReport {
  source: string
  /** Nothing has been written: this is what would be. */
  isTrial: boolean
  /** False when it was stopped: the same command goes on where it was. */
  isComplete: boolean
  /** How many items by what became of them. */
  counts: Record<ItemReport['result'], number>
  /** What came with the items: comments, pictures, old addresses. */
  came: { what: string; count: number }[]
  leftOut: LeftOutPart[]
  refused: { what: string; why: string }[]
  /** What whoever imports should do next, in sentences. */
  toDo: string[]
  items: ItemReport[]
}

/** What is noted while one thing is read and written. */
export class Notes {
  readonly #came = new Map<string, number>()
  /** Authors, say, that stand on many posts and count once. */
  readonly #distinct = new Map<string, Set<string>>()
  readonly #leftOut = new Map<string, LeftOutPart>()
  readonly #notes: string[] = []
  /** Whether more of it may come another time: a picture, say, whose file is not there yet. */
  mayHaveMore = false

  came(what: string, count = 1): void {
    if (count > 0) this.#came.set(what, (this.#came.get(what) ?? 0) + count)
  }

  /** Counts each `key` of a kind once in the whole import. */
  cameOnce(what: string, key: string): void {
    this.#distinct.set(what, (this.#distinct.get(what) ?? new Set()).add(key))
  }

  leftOut(what: string, why: string, count = 1): void {
    if (count === 0) return
    const key = `${what}\n${why}`
    const row = this.#leftOut.get(key) ?? { what, why, count: 0 }
    row.count += count
    this.#leftOut.set(key, row)
  }

  /** Says what is to know of this one thing. */
  note(text: string): void {
    this.#notes.push(text)
  }

  /** Also what another noted. */
  addAll(other: Notes): void {
    for (const [what, count] of other.#came) this.came(what, count)
    for (const [what, keys] of other.#distinct) for (const key of keys) this.cameOnce(what, key)
    for (const { what, why, count } of other.#leftOut.values()) this.leftOut(what, why, count)
    this.#notes.push(...other.#notes)
    this.mayHaveMore ||= other.mayHaveMore
  }

  list(): { came: ImportReport['came']; leftOut: LeftOutPart[]; notes: string[] } {
    return {
      came: [
        ...[...this.#came].map(([what, count]) => ({ what, count })),
        ...[...this.#distinct].map(([what, keys]) => ({ what, count: keys.size })),
      ],
      leftOut: [...this.#leftOut.values()].toSorted((one, other) => other.count - one.count),
      notes: [...this.#notes],
    }
  }
}

/** Collects what becomes of everything. */
export class Ledger {
  readonly items: ItemReport[] = []
  readonly #all = new Notes()

  add(item: Pick<ItemReport, 'name' | 'result'> & Partial<Pick<ItemReport, 'address' | 'why'>>, noted: Notes): void {
    const { leftOut, notes } = noted.list()
    this.items.push({ address: null, why: null, ...item, notes, leftOut })
    this.#all.addAll(noted)
  }

  /** What is nothing by itself, and so is only counted. */
  leftOut(what: string, why: string, count: number): void {
    this.#all.leftOut(what, why, count)
  }

  report(about: Pick<ImportReport, 'source' | 'isTrial' | 'isComplete'>): ImportReport {
    const { came, leftOut } = this.#all.list()
    const refused = this.items.flatMap(({ name, result, why }) =>
      result === 'refused' ? [{ what: name, why: why ?? '' }] : [],
    )
    const counts = { created: 0, updated: 0, unchanged: 0, refused: 0, 'left out': 0 }
    for (const { result } of this.items) counts[result] += 1
    return { ...about, counts, came, leftOut, refused, toDo: [], items: this.items }
  }
}
