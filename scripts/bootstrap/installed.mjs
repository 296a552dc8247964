import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Compares what is locked with what npm noted when it last installed (it writes that note at the very end, so an
 * interrupted installation has none).
 * @param {string} project its folder
 * @returns {boolean} whether every locked package lies there in its locked version, bar those for other systems
 */
export function isInstalled(project) {
  const note = join(project, 'node_modules', '.package-lock.json')
  if (!existsSync(note) || !existsSync(ownNode(project))) return false
  const locked = packagesIn(join(project, 'package-lock.json'))
  const installed = packagesIn(note)
  return Object.entries(locked).every(([path, entry]) => {
    if (path === '') return true
    const found = installed[path]
    if (!found) return entry.optional === true || entry.devOptional === true
    return found.version === entry.version && found.integrity === entry.integrity
  })
}

/**
 * @param {string} project
 * @returns {string} the Node that comes with the packages
 */
export function ownNode(project) {
  return join(project, 'node_modules', 'node', 'bin', 'node')
}

/**
 * @param {string} lock a lock file of npm's
 * @returns {Record<string, { version?: string, integrity?: string, optional?: boolean, devOptional?: boolean }>}
 */
function packagesIn(lock) {
  return JSON.parse(readFileSync(lock, 'utf8')).packages ?? {}
}
