import { globSync, mkdirSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { z } from 'zod'
import { projectFolder, readJson } from '#scripts/embedded/state.ts'
import { resultSchema, type Result } from './result.ts'

const runSchema = z.object({ at: z.string(), machine: z.string(), results: z.array(resultSchema) })

const folder = join(projectFolder, '.data', 'bench', 'runs')

/** @returns the file, below the project's folder */
export function keep(machine: string, results: Result[]): string {
  mkdirSync(folder, { recursive: true })
  const at = new Date().toISOString()
  const file = join(folder, `${at.replaceAll(':', '-').slice(0, 19)}.json`)
  writeFileSync(file, JSON.stringify({ at, machine, results }, null, 2))
  return relative(projectFolder, file)
}

/** What each row's value was when it was last measured. */
export function lastKept(): ReadonlyMap<string, number> {
  const runs = globSync('*.json', { cwd: folder }).toSorted()
  const results = runs.flatMap((name) => readJson(join(folder, name), runSchema)?.results ?? [])
  return new Map(results.map(({ row, value }) => [row, value]))
}
