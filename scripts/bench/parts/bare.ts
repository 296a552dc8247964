import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { freePort } from '#scripts/embedded/ports.ts'
import { projectFolder, type State } from '#scripts/embedded/state.ts'
import type { Supervisor } from '#scripts/embedded/supervisor.ts'
import { step } from '#scripts/progress.ts'
import { nextProgram } from '#scripts/stack/build.ts'
import { hashFiles } from '#scripts/stack/hash-files.ts'
import { startNext } from './site.ts'
import { treesOf } from './tree.ts'

/** The pages whose HTML the bare application gives, as the magazine answered them. */
export interface BarePages {
  prerendered: string
  signedIn: string
}

export interface Bare {
  /** `/` is the prerendered page, `/signed-in` the dynamic one, `/insert` the route handler. */
  url: string
  stop(): Promise<void>
}

/**
 * Builds and starts the yardstick, a bare Next application in scripts/bench/bare.
 * @param databaseUrl where its route handler writes
 */
export async function startBare(
  supervisor: Supervisor,
  state: State,
  pages: BarePages,
  databaseUrl: string,
): Promise<Bare> {
  const folder = join(projectFolder, '.data', 'bench', 'bare')
  const data = { 'prerendered.json': treesOf(pages.prerendered), 'signed-in.json': treesOf(pages.signedIn) }
  const wanted = createHash('sha256')
    .update(hashFiles(['scripts/bench/bare/**/*', 'package-lock.json']))
    .update(JSON.stringify(data))
    .digest('hex')
  const note = join(folder, 'made-of')
  if (!existsSync(note) || readFileSync(note, 'utf8') !== wanted) {
    rmSync(folder, { recursive: true, force: true })
    mkdirSync(folder, { recursive: true })
    cpSync(join(projectFolder, 'scripts', 'bench', 'bare'), folder, { recursive: true })
    for (const [name, trees] of Object.entries(data)) writeFileSync(join(folder, name), JSON.stringify(trees))
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'bare', private: true, type: 'module' }))
    await step('Building the bare application', () =>
      supervisor.run({
        name: 'next build',
        command: process.execPath,
        args: [nextProgram, 'build'],
        env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
        cwd: folder,
        output: join(state.logs, 'bare-build.log'),
      }),
    )
    writeFileSync(note, wanted)
  }
  const port = await freePort(3_600)
  const url = `http://127.0.0.1:${port}`
  const child = await startNext(supervisor, state, {
    name: 'The bare application',
    folder,
    port,
    environment: { DATABASE_URL: databaseUrl },
    ready: url,
  })
  return { url, stop: () => child.stop() }
}
