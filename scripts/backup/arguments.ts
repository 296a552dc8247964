import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs, type ParseArgsConfig } from 'node:util'
import { CannotRun } from '#scripts/embedded/cannot-run.ts'

/** What was typed after a command. @throws CannotRun with the usage when it is not understood */
export function argumentsOf<Options extends NonNullable<ParseArgsConfig['options']>>(
  given: string[],
  options: Options,
  usage: string,
) {
  try {
    return parseArgs({ args: given, allowPositionals: true, options })
  } catch {
    throw notUnderstood(given, usage)
  }
}

export function notUnderstood(given: string[], usage: string): CannotRun {
  return new CannotRun(`Not understood: ${given.join(' ')}. Possible:\n${usage}`)
}

/** npm runs commands in the project's folder; the path was typed in another, perhaps. */
export function typedPath(path: string): string {
  return resolve(process.env.INIT_CWD ?? process.cwd(), path)
}

/** @returns the secret keys of a file as `npm run backup -- key` and age-keygen write it */
export function readIdentities(path: string | undefined): string[] {
  if (path === undefined)
    throw new CannotRun(
      'Which key opens it? Name the file of the secret key: --identity FILE (it begins with AGE-SECRET-KEY-1).',
    )
  let text
  try {
    text = readFileSync(typedPath(path), 'utf8')
  } catch (cause) {
    throw new CannotRun(`${path} cannot be read (${cause instanceof Error ? cause.message : String(cause)}).`)
  }
  const keys = text.split('\n').map((line) => line.trim())
  const found = keys.filter((line) => line.startsWith('AGE-SECRET-KEY-'))
  if (found.length === 0)
    throw new CannotRun(`${path} holds no secret key of age: a line of it begins with AGE-SECRET-KEY-1.`)
  return found
}
