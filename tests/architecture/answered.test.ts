import { globSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { projectFolder } from '#scripts/embedded/state.ts'
import config from '../../next.config.js'

/** First segments of the addresses that routes with parameters answer; folders in round brackets are in no address. */
function firstSegments(): string[] {
  const routes = globSync('**/{page.tsx,route.ts,route.tsx}', { cwd: join(projectFolder, 'app') })
  const withParameters = routes
    .map((file) => dirname(file).replaceAll(/\([^)]*\)\//g, ''))
    .filter((path) => path.includes('['))
  return [...new Set(withParameters.map((path) => path.split('/')[0] ?? ''))].filter((first) => first !== '[edition]')
}

test('no route with parameters is taken for an old address', async () => {
  const rules = await config.rewrites?.()
  const afterFiles = rules === undefined || Array.isArray(rules) ? [] : (rules.afterFiles ?? [])
  const [source = ''] = afterFiles.map((rule) => rule.source)
  const answered = /\(\?!\(\?:([^)]*)\)/.exec(source)?.[1]?.split('|') ?? []
  expect(firstSegments().filter((first) => !answered.includes(first))).toEqual([])
  expect(firstSegments()).toContain('your-data')
})
