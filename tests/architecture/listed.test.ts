import { cpSync, globSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { execFileSync } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { mailTemplates } from '#lib/mail-templates.ts'
import { projectFolder } from '#scripts/embedded/state.ts'
import { jobHandlers, jobSchedules } from '#scripts/job-handlers.ts'

const lib = globSync('lib/**/*.{ts,tsx}', { cwd: projectFolder }).map((file) =>
  readFileSync(join(projectFolder, file), 'utf8'),
)

function named(pattern: RegExp): string[] {
  return lib.flatMap((source) => [...source.matchAll(pattern)].map(([, name]) => name ?? '')).toSorted()
}

test('the worker does every kind of job there is, and what comes round by itself', () => {
  const done = jobHandlers.map(({ job }) => job.name).toSorted()
  expect(done).toEqual(named(/defineJob\(\s*'([a-z-]+)'/g))
  expect(jobSchedules.map(({ job }) => job.name).filter((name) => !done.includes(name))).toEqual([])
})

test('every kind of mail there is can be sent', async () => {
  const files = globSync('lib/**/emails/*.tsx', { cwd: projectFolder })
  const modules: object[] = await Promise.all(files.map((file) => import(join(projectFolder, file))))
  const exported: unknown[] = modules.flatMap((module) => Object.values(module))
  const templates = exported.filter((one) => z.object({ kind: z.string(), purpose: z.string() }).safeParse(one).success)
  expect(templates.length).toBeGreaterThan(40)
  expect(templates.filter((template) => !mailTemplates.some((known) => known === template))).toEqual([])
})

test('the migrations make the tables that db/schema describes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'standfirst-migrations-'))
  try {
    const before = join(projectFolder, 'db', 'migrations')
    cpSync(before, folder, { recursive: true })
    const out = relative(projectFolder, folder)
    const options = ['generate', '--dialect', 'postgresql', '--schema', './db/schema/*.ts', '--casing', 'snake_case']
    const program = join(projectFolder, 'node_modules', '.bin', 'drizzle-kit')
    execFileSync(program, [...options, '--out', out], { cwd: projectFolder })
    expect(readdirSync(folder).toSorted()).toEqual(readdirSync(before).toSorted())
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

test('every variable that the product reads has its line in .env.example, and no other has', () => {
  const read = ['config.ts', 'running-config.ts'].flatMap((file) =>
    [...readFileSync(join(projectFolder, 'lib', file), 'utf8').matchAll(/^ {2}([A-Z][A-Z0-9_]+):/gm)].map(
      ([, name]) => name ?? '',
    ),
  )
  const example = readFileSync(join(projectFolder, '.env.example'), 'utf8')
  const listed = [...example.matchAll(/^(?:# ?)?([A-Z][A-Z0-9_]+)=/gm)].map(([, name]) => name ?? '')
  expect(listed.toSorted()).toEqual([...new Set(read)].toSorted())
})
