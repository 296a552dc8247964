import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { projectFolder } from '#scripts/embedded/state.ts'

const note = join(projectFolder, 'node_modules', '.cache', 'route-types')

/**
 * Lets Next write the types of the routes (next-env.d.ts and .next/types), which the compiler needs and no clone
 * brings; again only when a route came or went.
 */
export async function refreshRouteTypes(): Promise<void> {
  const routes = globSync('app/**/{page,layout,route,default}.{ts,tsx}', { cwd: projectFolder }).toSorted()
  const key = createHash('sha256').update(routes.join('\n')).digest('hex')
  const written = [note, join(projectFolder, 'next-env.d.ts'), join(projectFolder, '.next', 'types', 'routes.d.ts')]
  if (written.every((file) => existsSync(file)) && readFileSync(note, 'utf8') === key) return
  const next = join(projectFolder, 'node_modules', '.bin', 'next')
  await promisify(execFile)(next, ['typegen'], { cwd: projectFolder })
  mkdirSync(dirname(note), { recursive: true })
  writeFileSync(note, key)
}
