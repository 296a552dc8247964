import { globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { projectFolder } from '#scripts/embedded/state.ts'
import { actions } from './actions.ts'
import { handlers } from './handlers.ts'
import { pages } from './pages.ts'

const app = join(projectFolder, 'app')
const files = (pattern: string) => globSync(pattern, { cwd: app })
const routeOf = (file: string) => (dirname(file) === '.' ? '/' : `/${dirname(file)}`)
const content = (file: string) => readFileSync(join(app, file), 'utf8')

/** Methods that are refused to everybody (405) need no row. */
function methodsOf(source: string): string[] {
  const own = [...source.matchAll(/^export (?:async function|function|const) ([A-Z]+)\b/gm)].map(([, method]) => method)
  const others = [...source.matchAll(/^export \{([^}]*)\}/gm)].flatMap(([, list]) => list?.split(',') ?? [])
  const renamed = others
    .map((one) => one.trim().split(' as '))
    .filter(([name]) => !['preflight', 'refuse'].includes(name ?? ''))
  return [...own, ...renamed.map((one) => one.at(-1))].filter((method) => method !== undefined)
}

test('every page has a row, and every row a page', () => {
  expect(Object.keys(pages).toSorted()).toEqual(files('**/page.tsx').map(routeOf).toSorted())
})

test('every method of every route handler has a row, and every row a handler', () => {
  const methods = files('**/route.{ts,tsx}').flatMap((file) =>
    methodsOf(content(file)).map((method) => `${method} ${routeOf(file)}`),
  )
  expect(Object.keys(handlers).toSorted()).toEqual(methods.toSorted())
})

test('every server action has a row, and every row an action', () => {
  const exported = files('**/*.{ts,tsx}')
    .filter((file) => /^'use server'$/m.test(content(file)))
    .flatMap((file) =>
      [...content(file).matchAll(/^export async function (\w+)/gm)].map(([, name]) => `${file}#${name}`),
    )
  expect(Object.keys(actions).toSorted()).toEqual(exported.toSorted())
})
