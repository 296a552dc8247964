/**
 * Where every command starts: on whatever Node the machine has (20.9 or newer) and without a single package. It installs
 * the locked packages when they are missing or stale, then hands over to the Node that came with them.
 *
 *   node scripts/bootstrap.mjs <demo|test|dev|check|sandbox|bench|drill> [arguments]
 */
import { spawn } from 'node:child_process'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { install } from './bootstrap/install.mjs'
import { isInstalled, ownNode } from './bootstrap/installed.mjs'

const project = dirname(dirname(fileURLToPath(import.meta.url)))
const commands = ['demo', 'test', 'dev', 'check', 'sandbox', 'bench', 'drill']

/**
 * @param {string} line what is missing, and the remedy
 * @returns {never}
 */
function giveUp(line) {
  console.error(line)
  process.exit(1)
}

function demandNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 9)) return
  giveUp(
    `Node ${process.versions.node} is too old: install Node 20.9 or newer (https://nodejs.org) and run this again.`,
  )
}

/**
 * Lets another Node take our place, as nearly as one process can: same terminal, same signals, same end.
 * @param {string} command
 * @param {string[]} rest
 */
function handOver(command, rest) {
  const modules = join(project, 'node_modules')
  const loader = pathToFileURL(join(modules, 'tsx', 'dist', 'loader.mjs')).href
  const child = spawn(ownNode(project), ['--import', loader, join(project, 'scripts', `${command}.ts`), ...rest], {
    cwd: project,
    stdio: 'inherit',
    env: { ...process.env, PATH: [join(modules, '.bin'), process.env.PATH ?? ''].join(delimiter) },
  })
  /** @type {NodeJS.Signals[]} */
  const passedOn = ['SIGINT', 'SIGTERM', 'SIGHUP']
  for (const name of passedOn) process.on(name, () => child.kill(name))
  child.once('error', (error) => {
    giveUp(`Could not start ${ownNode(project)} (${error.message}): remove node_modules and run this again.`)
  })
  child.once('exit', (code, signal) => {
    for (const name of passedOn) process.removeAllListeners(name)
    if (signal) process.kill(process.pid, signal)
    else process.exit(code ?? 1)
  })
}

const [command = '', ...rest] = process.argv.slice(2)
demandNode()
if (!commands.includes(command)) giveUp(`Say what to do: node scripts/bootstrap.mjs <${commands.join('|')}>`)
if (!isInstalled(project)) await install(project).catch((error) => giveUp(error.message))
handOver(command, rest)
