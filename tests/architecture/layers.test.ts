import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { layers } from '#scripts/check/tools.ts'
import { projectFolder } from '#scripts/embedded/state.ts'
import rules from '../../.dependency-cruiser.cjs'
import { planted, stubbedPackages } from './planted.ts'

const dependency = z.object({ resolved: z.string(), module: z.string() })
const cruiseSchema = z.object({
  modules: z.array(z.object({ source: z.string(), dependencies: z.array(dependency) })),
  summary: z.object({ violations: z.array(z.object({ from: z.string(), rule: z.object({ name: z.string() }) })) }),
})

async function cruise(folder: string) {
  const program = join(projectFolder, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruiser.mjs')
  const config = join(projectFolder, '.dependency-cruiser.cjs')
  const args = [program, '--config', config, '--output-type', 'json', ...layers]
  const options = { cwd: folder, maxBuffer: 64 * 1024 * 1024 }
  // Its status is the number of violations: the answer is on standard output either way.
  const answer = await promisify(execFile)(process.execPath, args, options).catch((error: unknown) => error)
  return cruiseSchema.parse(JSON.parse(z.object({ stdout: z.string() }).parse(answer).stdout))
}

describe('the project as it is', async () => {
  const { modules } = await cruise(projectFolder)

  test.each(layers)('%s was seen', (layer) => {
    expect(modules.filter((module) => module.source.startsWith(`${layer}/`)).length).toBeGreaterThan(0)
  })

  test.each([
    ['lib/context.ts', '#db/client.ts', 'db/client.ts'],
    ['app/_server/context.ts', '#lib/context.ts', 'lib/context.ts'],
    ['app/_server/platform.ts', '#db/client.ts', 'db/client.ts'],
    ['scripts/job-handlers.ts', '#lib/cache/jobs.ts', 'lib/cache/jobs.ts'],
  ])('%s imports %s, which is %s', (source, written, resolved) => {
    const dependencies = modules.find((module) => module.source === source)?.dependencies
    expect(dependencies).toContainEqual({ module: written, resolved })
  })
})

describe('a project with one violation of each rule', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'standfirst-planted-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const write = (file: string, content: string) => {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), content)
  }
  write('package.json', JSON.stringify({ type: 'module', imports: { '#lib/*': './lib/*', '#db/*': './db/*' } }))
  write('tsconfig.json', '{}')
  for (const name of stubbedPackages) {
    write(`node_modules/${name}/package.json`, JSON.stringify({ name, type: 'module', exports: './index.js' }))
    write(`node_modules/${name}/index.js`, 'export default 1')
  }
  for (const layer of layers) write(`${layer}/seen.ts`, 'export const seen = 1')
  for (const files of Object.values(planted)) for (const [file, content] of Object.entries(files)) write(file, content)
  const { summary } = await cruise(folder)

  test('is planted with a violation of every rule there is', () => {
    const names = z
      .array(z.object({ name: z.string() }))
      .parse(rules.forbidden)
      .map(({ name }) => name)
    expect(Object.keys(planted).toSorted()).toEqual(names.toSorted())
  })

  test.each(Object.entries(planted))('%s is caught', (name, files) => {
    const caught = summary.violations.filter((violation) => violation.rule.name === name).map(({ from }) => from)
    const where = Object.keys(files).flatMap((file) => [file, dirname(file)])
    expect(caught.some((from) => where.includes(from))).toBe(true)
  })
})
