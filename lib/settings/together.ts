type Fields = Readonly<Record<string, string>>

/**
 * Puts together what two have typed in one form, field by field: what one left as it was is as the other has it.
 * @param was what the form held when it was opened
 * @param mine what is sent now
 * @param now what another has saved since, or the same as `was`
 * @returns all fields, and the names of those that both changed in different ways
 */
export function together(was: Fields, mine: Fields, now: Fields): { fields: Record<string, string>; met: string[] } {
  const isLeft = (name: string) => was[name] !== undefined && mine[name] === was[name]
  const fields = Object.fromEntries(
    Object.entries(mine).map(([name, typed]) => [name, isLeft(name) ? (now[name] ?? typed) : typed]),
  )
  const met = Object.keys(mine).filter(
    (name) => was[name] !== undefined && !isLeft(name) && now[name] !== was[name] && now[name] !== mine[name],
  )
  return { fields, met }
}
