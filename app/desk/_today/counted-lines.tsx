export interface CountedLine {
  count: number
  href: string
  /** What one of them is called, and what several are. */
  one: string
  many: string
}

/**
 * How many there are of each thing that needs somebody, each leading to where it is dealt with.
 * @returns null when there are none
 */
export function countedLines(lines: CountedLine[], locale: string) {
  const needed = lines.filter(({ count }) => count > 0)
  if (needed.length === 0) return null
  return (
    <ul className="mt-1">
      {needed.map(({ count, href, one, many }) => (
        <li key={href} data-desk-row>
          <a href={href} className="desk-count">
            <strong>{count.toLocaleString(locale)}</strong> {count === 1 ? one : many}
          </a>
        </li>
      ))}
    </ul>
  )
}
