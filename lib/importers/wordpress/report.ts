export interface WordPressReport {
  came: { what: string; count: number }[]
  skipped: { what: string; why: string; count: number }[]
  /** Posts that should have come and did not. */
  refused: { what: string; why: string }[]
}

/** Counts while an import runs. */
export class Counts {
  readonly #came = new Map<string, number>()
  /** Authors, say, that stand on many posts and count once. */
  readonly #distinct = new Map<string, Set<string>>()
  readonly #skipped = new Map<string, { what: string; why: string; count: number }>()
  readonly #refused: { what: string; why: string }[] = []

  came(what: string, count = 1): void {
    if (count > 0) this.#came.set(what, (this.#came.get(what) ?? 0) + count)
  }

  /** Counts each `key` of a kind once. */
  cameOnce(what: string, key: string): void {
    const known = this.#distinct.get(what) ?? new Set()
    this.#distinct.set(what, known.add(key))
  }

  skipped(what: string, why: string, count = 1): void {
    if (count === 0) return
    const key = `${what}\n${why}`
    const row = this.#skipped.get(key) ?? { what, why, count: 0 }
    row.count += count
    this.#skipped.set(key, row)
  }

  refused(what: string, why: string): void {
    this.#refused.push({ what, why })
  }

  /** Also counts what another part of the same import counted. */
  addAll(other: Counts): void {
    for (const [what, count] of other.#came) this.came(what, count)
    for (const [what, keys] of other.#distinct) for (const key of keys) this.cameOnce(what, key)
    for (const { what, why, count } of other.#skipped.values()) this.skipped(what, why, count)
    this.#refused.push(...other.#refused)
  }

  report(): WordPressReport {
    return {
      came: [
        ...[...this.#came].map(([what, count]) => ({ what, count })),
        ...[...this.#distinct].map(([what, keys]) => ({ what, count: keys.size })),
      ],
      skipped: [...this.#skipped.values()].toSorted((one, other) => other.count - one.count),
      refused: [...this.#refused],
    }
  }
}

/** The report as a table of text. */
export function formatReport({ came, skipped, refused }: WordPressReport): string {
  const width = Math.max(6, ...[...came, ...skipped].map(({ count }) => String(count).length))
  const names = Math.max(0, ...skipped.map(({ what }) => what.length))
  const number = (count: number) => String(count).padStart(width)
  return [
    'Came',
    ...(came.length === 0 ? [`${number(0)}  nothing`] : came.map(({ what, count }) => `${number(count)}  ${what}`)),
    ...(skipped.length === 0
      ? []
      : ['Left out', ...skipped.map(({ what, why, count }) => `${number(count)}  ${what.padEnd(names)}  ${why}`)]),
    ...(refused.length === 0
      ? []
      : ['Refused', ...refused.map(({ what, why }) => `${' '.repeat(width)}  ${what}: ${why}`)]),
  ].join('\n')
}
