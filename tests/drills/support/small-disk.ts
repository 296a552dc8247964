import { execFileSync } from 'node:child_process'
import { closeSync, openSync, renameSync, rmSync, mkdirSync, statSync, statfsSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { CannotRun } from '#scripts/embedded/cannot-run.ts'

/** A disk that can be filled up. */
export interface SmallDisk {
  fill(): void
  makeRoom(): void
  unmount(): void
}

/**
 * Mounts a disk of so many megabytes in memory, in place of a folder whose content moves onto it.
 * @throws CannotRun unless we are root and may mount
 */
export function mountSmallDisk(folder: string, megabytes: number): SmallDisk {
  const { uid, gid, mode } = statSync(folder)
  const before = `${folder}.before`
  renameSync(folder, before)
  mkdirSync(folder)
  const options = `size=${megabytes}m,uid=${uid},gid=${gid},mode=${(mode & 0o777).toString(8)}`
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', options, 'tmpfs', folder], { stdio: 'pipe' })
  } catch {
    rmSync(folder, { recursive: true })
    renameSync(before, folder)
    throw new CannotRun('This drill mounts small disks, and may not: run it as root, where mounting is allowed.')
  }
  execFileSync('cp', ['-a', `${before}/.`, folder])
  rmSync(before, { recursive: true })
  const ballast = join(folder, 'ballast')
  return {
    fill: () => fillUp(ballast),
    makeRoom: () => rmSync(ballast, { force: true }),
    unmount: () => void execFileSync('umount', ['--lazy', folder]),
  }
}

/** How many megabytes are used of the disk that a folder is on. */
export function usedMegabytes(folder: string): number {
  return Number(execFileSync('du', ['-sm', folder], { encoding: 'utf8' }).split('\t')[0])
}

function fillUp(file: string): void {
  const descriptor = openSync(file, 'a')
  try {
    for (const size of [1024 * 1024, 4096]) {
      const block = Buffer.alloc(size)
      while (statfsSync(file).bavail * statfsSync(file).bsize >= size) writeSync(descriptor, block)
    }
  } finally {
    closeSync(descriptor)
  }
}
