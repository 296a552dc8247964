import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { CannotRun } from '#scripts/embedded/cannot-run.ts'
import { withLock } from '#scripts/embedded/lock.ts'
import { projectFolder, readJson } from '#scripts/embedded/state.ts'
import { allRunning, type Supervisor } from '#scripts/embedded/supervisor.ts'
import { say, step } from '#scripts/progress.ts'
import { hashFiles } from './hash-files.ts'

/** Whatever a build is made of. Fonts and the like come with the packages, which the lock file names. */
const inputs = [
  '{app,lib,db,public}/**/*',
  'instrumentation*.ts',
  'next.config.js',
  'package.json',
  'package-lock.json',
  'postcss.config.js',
  'proxy.ts',
  'tsconfig.json',
]

const buildSchema = z.object({ inputs: z.string(), id: z.string() })

export const nextProgram = join(projectFolder, 'node_modules', 'next', 'dist', 'bin', 'next')

/**
 * Builds the site for production, unless the build that lies there was made of the same inputs. It takes nothing from
 * the environment and no database: the same build serves the demo and the browser tests.
 * @param logs the folder that takes what Next says
 * @throws ChildFailed with the end of what Next says; CannotRun while the earlier build is being served
 */
export async function buildOnce(supervisor: Supervisor, logs: string): Promise<void> {
  const note = join(projectFolder, '.data', 'build.json')
  mkdirSync(join(projectFolder, '.data'), { recursive: true, mode: 0o711 })
  await withLock(`${note}.lock`, async () => {
    const wanted = hashFiles(inputs)
    const kept = readJson(note, buildSchema)
    if (kept?.inputs === wanted && kept.id === currentBuildId()) return
    refuseWhileServed(supervisor)
    rmSync(note, { force: true })
    say('Building the site, because it is new or has changed.')
    await step('Building', () =>
      supervisor.run({
        name: 'next build',
        command: process.execPath,
        args: [nextProgram, 'build'],
        env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' },
        cwd: projectFolder,
        output: join(logs, 'build.log'),
      }),
    )
    writeFileSync(note, JSON.stringify({ inputs: wanted, id: currentBuildId() ?? '' }))
  })
}

/** Next keeps one production build a project; replacing it takes the files away from whoever serves it. */
function refuseWhileServed(supervisor: Supervisor): void {
  for (const running of allRunning()) {
    if (running.serves !== 'build' || supervisor.isMine(running.supervisor)) continue
    throw new CannotRun(
      `The site has changed and must be built, but ${running.address ?? 'another command'} still serves the earlier build: stop it first, with Ctrl-C where it was started or with: kill ${running.supervisor.pid}`,
    )
  }
}

function currentBuildId(): string | undefined {
  const file = join(projectFolder, '.next', 'BUILD_ID')
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined
}
