const ending = '.tar.age'

/** What a backup taken at an instant is called; names in their order are instants in theirs. */
export function backupName(at: Date): string {
  return `standfirst-${at.toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z${ending}`
}

const shape = /^standfirst-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z[.]tar[.]age$/

/** When a backup was taken, by its name; null for what is no finished backup. */
export function takenAt(name: string): Date | null {
  const [, ...parts] = shape.exec(name) ?? []
  const [year, month, day, hours, minutes, seconds] = parts
  return parts.length === 6 ? new Date(`${year}-${month}-${day}T${hours}:${minutes}:${seconds}Z`) : null
}

/**
 * Which of the files in a folder retention lets go: all backups but the newest.
 * @param keep how many stay
 */
export function outlived(names: readonly string[], keep: number): string[] {
  const backups = names.filter((name) => takenAt(name) !== null).toSorted()
  return backups.slice(0, Math.max(0, backups.length - keep))
}

/** Beside each backup, readable without its key: what was in it, and that it could be restored. */
export function noteOf(name: string): string {
  return `${name}.json`
}
