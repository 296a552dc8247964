import { globSync } from 'node:fs'
import { delimiter } from 'node:path'
import { CannotRun } from '#scripts/embedded/cannot-run.ts'
import { installPackages } from '#scripts/debian.ts'

/** Debian keeps daemons where only root looks. */
export const searchPath = [process.env.PATH ?? '', '/usr/sbin'].join(delimiter)

/**
 * Sees to it that programs are there, by installing Debian's packages when we may.
 * @throws CannotRun naming what to install
 */
export async function providePrograms(programs: string[], packages: string[]): Promise<void> {
  if (programs.every(isThere)) return
  if ((await installPackages(packages, 'the bench')) && programs.every(isThere)) return
  throw new CannotRun(`It needs ${programs.join(', ')} (apt-get install ${packages.join(' ')}).`)
}

function isThere(program: string): boolean {
  const folders = searchPath.split(delimiter).filter((folder) => folder !== '')
  return globSync(folders.map((folder) => `${folder}/${program}`)).length > 0
}
