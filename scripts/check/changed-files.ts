import { createHash } from 'node:crypto'
import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import { z } from 'zod'
import { projectFolder, readJson } from '#scripts/embedded/state.ts'
import { layers } from './tools.ts'

export interface ChangedFiles {
  /** Those that may now be judged differently than when they last passed. */
  files: string[]
  /** To be called when they have passed. */
  keep(): void
}

/** Whatever can change the judgement of every file: the rules, the packages and their types, types that need no import. */
const everywhere = ['.oxlintrc.json', 'tsconfig.json', 'package.json', 'package-lock.json', '**/*.d.ts']
const sources = [`{${layers.join(',')}}/**/*.{ts,tsx,mjs}`, '*.{ts,js,cjs}']

/**
 * A rule that knows types may judge a file differently when something changes that it imports, however far away: so a
 * file counts as changed when it, or anything it reaches by imports, has changed since it last passed.
 * @param note where what passed is remembered
 */
export function filesChangedSince(note: string, project = projectFolder): ChangedFiles {
  const read = (name: string) => readFileSync(join(project, name), 'utf8')
  const content = new Map(list(project, sources).map((name) => [name, read(name)]))
  const ambient = [...content].filter(([, text]) => /^\s*declare (module|global)\b/m.test(text)).map(([name]) => name)
  const common = hash([...list(project, everywhere), ...ambient].map(read))
  const imports = new Map([...content].map(([name, text]) => [name, importsOf(name, text, content)]))
  const own = new Map([...content].map(([name, text]) => [name, hash([name, text])]))
  const marks = Object.fromEntries(
    [...content.keys()].map((name) => {
      const reached = [...reachableFrom(name, imports)].map((other) => own.get(other) ?? '')
      return [name, hash([common, ...reached.toSorted()])]
    }),
  )
  const passed = readJson(note, z.record(z.string(), z.string())) ?? {}
  return {
    files: Object.keys(marks).filter((name) => passed[name] !== marks[name]),
    keep: () => {
      mkdirSync(dirname(note), { recursive: true })
      writeFileSync(note, JSON.stringify(marks))
    },
  }
}

function list(project: string, patterns: string[]): string[] {
  const exclude = (name: string) => ['node_modules', '.data', '.git'].includes(name)
  return globSync(patterns, { cwd: project, exclude }).toSorted()
}

function importsOf(name: string, text: string, content: Map<string, string>): string[] {
  const written = [...text.matchAll(/(?:from|import)\s*\(?\s*'([#.][^']+)'/g)].map((match) => match[1] ?? '')
  const resolved = written.map((path) => (path.startsWith('#') ? path.slice(1) : posix.join(posix.dirname(name), path)))
  return resolved.filter((path) => content.has(path))
}

function reachableFrom(name: string, imports: Map<string, string[]>): Set<string> {
  const reached = new Set([name])
  for (const next of reached) for (const other of imports.get(next) ?? []) reached.add(other)
  return reached
}

function hash(texts: string[]): string {
  const sum = createHash('sha256')
  for (const text of texts) sum.update(text).update('\0')
  return sum.digest('hex').slice(0, 20)
}
