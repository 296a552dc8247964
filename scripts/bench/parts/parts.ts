import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { placePostgres } from '#scripts/embedded/postgres-place.ts'
import { startPostgres, type Cluster } from '#scripts/embedded/postgres.ts'
import { openState, secretsOf, type State } from '#scripts/embedded/state.ts'
import { openSupervisor, type Supervisor } from '#scripts/embedded/supervisor.ts'
import { buildOnce } from '#scripts/stack/build.ts'
import { hashFiles } from '#scripts/stack/hash-files.ts'
import { startStack, type Stack } from '#scripts/stack/stack.ts'
import { provideMagazine } from '../magazine/database.ts'
import { full, small } from '../magazine/size.ts'
import { startBare, type Bare, type BarePages } from './bare.ts'
import { startSite, type Site } from './site.ts'

/** What rows are measured on; each part is started when the first row asks for it. */
export interface Parts {
  state: State
  supervisor: Supervisor
  /** PostgreSQL, with databases of its own. */
  cluster(): Promise<Cluster>
  /** The address of a made-up magazine's database. */
  magazine(size: 'full' | 'small'): Promise<string>
  /** The production build, which the sites serve. */
  build(): Promise<void>
  /** The site on a made-up magazine. */
  site(size: 'full' | 'small'): Promise<Site>
  /** The demonstration, as `npm run demo` starts it, beside it and with data of its own. */
  demonstration(): Promise<Stack>
  /** The bare Next application with these pages, one at a time; its route handler writes to the database. */
  bare(pages: BarePages, databaseUrl?: string): Promise<string>
  stop(): Promise<void>
}

export async function openParts(): Promise<Parts> {
  const state = openState('bench')
  const supervisor = await openSupervisor(state)
  const demoState = openState('bench-demo')
  const demoSupervisor = await openSupervisor(demoState)
  const sizes = { full, small }

  const cluster = once(async () => {
    const started = await startPostgres({
      place: placePostgres(state),
      password: secretsOf(state).postgresPassword,
      log: join(state.logs, 'postgres.log'),
      port: 54_520,
      onChild: (child) => supervisor.adopt(child),
    })
    supervisor.watch(started.child)
    return started
  })
  const magazine = onceFor(async (size: 'full' | 'small') => {
    const { url } = await cluster()
    return provideMagazine(url, size, sizes[size])
  })
  const build = once(async () => {
    await buildOnce(supervisor, state.logs)
    supervisor.announce({ serves: 'build' })
  })
  const site = onceFor(async (size: 'full' | 'small') => {
    const databaseUrl = await magazine(size)
    await build()
    return startSite(supervisor, state, `The ${size} site`, databaseUrl)
  })
  const demonstration = once(async () => {
    const note = join(demoState.folder, 'made-of')
    const wanted = hashFiles(['demo/**/*', 'db/**/*', 'lib/importers/**/*'])
    const reset = !existsSync(note) || readFileSync(note, 'utf8') !== wanted
    const stack = await startStack({
      state: demoState,
      supervisor: demoSupervisor,
      real: {},
      port: 3_400,
      reset,
      serve: 'build',
    })
    writeFileSync(note, wanted)
    return stack
  })
  let bareNow: Bare | undefined
  const bare = async (pages: BarePages, databaseUrl = '') => {
    await bareNow?.stop()
    bareNow = await startBare(supervisor, state, pages, databaseUrl)
    return bareNow.url
  }
  return {
    state,
    supervisor,
    bare,
    cluster,
    magazine,
    build,
    site,
    demonstration,
    stop: async () => {
      await demoSupervisor.stop()
      await supervisor.stop()
    },
  }
}

/** Starts at the first call; later ones get the same. */
function once<Part>(start: () => Promise<Part>): () => Promise<Part> {
  let started: Promise<Part> | undefined
  return () => (started ??= start())
}

function onceFor<Key, Part>(start: (key: Key) => Promise<Part>): (key: Key) => Promise<Part> {
  const started = new Map<Key, Promise<Part>>()
  return (key) => {
    const part = started.get(key) ?? start(key)
    started.set(key, part)
    return part
  }
}
