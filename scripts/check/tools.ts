import { join } from 'node:path'
import { projectFolder } from '#scripts/embedded/state.ts'

export interface Tool {
  /** What it looks after. */
  name: string
  /** A program among the packages' own, and its arguments. */
  program: string
  args: string[]
  /** A file that remembers what passed, for a tool that takes file names and is slow: it is given the others only. */
  remembers?: string
  /** What puts right what it complains about, when a command can. */
  remedy?: string
}

/** The folders that hold the project's own code. */
export const layers = ['app', 'lib', 'db', 'sandbox', 'scripts', 'demo', 'tests']

const cache = (name: string) => join(projectFolder, 'node_modules', '.cache', name)

/** The slowest first: they run side by side, as many as there are cores. */
export const tools: Tool[] = [
  {
    name: 'lint',
    program: 'oxlint',
    args: ['--type-aware', '--report-unused-disable-directives', '--format', 'unix'],
    remembers: cache('lint.json'),
  },
  { name: 'types', program: 'tsc', args: ['--noEmit', '--tsBuildInfoFile', cache('tsc.json')] },
  { name: 'unused', program: 'knip', args: ['--no-progress', '--cache'] },
  {
    name: 'layers',
    program: 'depcruise',
    args: ['--config', '.dependency-cruiser.cjs', ...layers, 'instrumentation.ts'],
  },
  { name: 'format', program: 'oxfmt', args: ['--check'], remedy: 'npm run format' },
]
