import { createHash } from 'node:crypto'
import { globSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { projectFolder } from '#scripts/embedded/state.ts'

/**
 * @param patterns globs below the project's folder
 * @returns a word that changes when a file comes, goes, or changes its name or content, and with the version of Node
 */
export function hashFiles(patterns: string[]): string {
  const hash = createHash('sha256').update(process.version)
  for (const name of globSync(patterns, { cwd: projectFolder }).toSorted()) {
    const file = join(projectFolder, name)
    if (statSync(file).isFile()) hash.update(name).update('\0').update(readFileSync(file)).update('\0')
  }
  return hash.digest('hex')
}
