import { spawn, spawnSync } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { ownNode } from './installed.mjs'

/**
 * Installs the locked packages, and says every fifteen seconds that it goes on.
 * @param {string} project its folder
 * @throws {Error} whose message says what npm said, and the remedy
 */
export async function install(project) {
  demandWritable(project)
  const began = Date.now()
  const seconds = () => Math.round((Date.now() - began) / 1000)
  console.log('Installing the locked packages.')
  const progress = setInterval(() => console.log(`Installing … ${seconds()} s`), 15_000)
  try {
    // Not `npm ci`: it refuses a lock that lacks a package for some other system, as locks made on one system may.
    const args = ['install', '--no-save', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error']
    // Its own patience with a registry that cannot be reached is many minutes.
    args.push('--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=5000')
    const { status, output } = await runNpm(project, args)
    if (status !== 0) throw new Error(explain(output, project))
  } finally {
    clearInterval(progress)
  }
  if (!existsSync(ownNode(project))) fetchNode(project)
  console.log(`Installed the locked packages in ${seconds()} s.`)
}

/** @param {string} project */
function demandWritable(project) {
  for (const folder of [project, join(project, 'node_modules')].filter((path) => existsSync(path))) {
    try {
      accessSync(folder, constants.W_OK)
    } catch {
      throw new Error(
        `Cannot write to ${folder}: run this as its owner, or give yourself write permission with: chown -R "$(id -un)" ${project}`,
      )
    }
  }
}

/**
 * The environment without this project's own programs: installing replaces the very Node that may be running this.
 * @param {string} project
 */
function outside(project) {
  const path = (process.env.PATH ?? '').split(delimiter).filter((folder) => !folder.startsWith(project))
  return { ...process.env, PATH: path.join(delimiter), npm_config_prefer_offline: 'true' }
}

/**
 * @param {string} project
 * @param {string[]} args
 * @returns {Promise<{ status: number | null, output: string }>}
 */
function runNpm(project, args) {
  return new Promise((resolve) => {
    const child = spawn('npm', args, { cwd: project, stdio: ['ignore', 'pipe', 'pipe'], env: outside(project) })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
    child.once('error', (error) => resolve({ status: 1, output: String(error) }))
    child.once('close', (status) => resolve({ status, output }))
  })
}

/**
 * @param {string} output what npm said
 * @param {string} project
 */
function explain(output, project) {
  /** @type {[RegExp, string][]} */
  const causes = [
    [
      /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ENOTCACHED|EOFFLINE/,
      "npm's registry cannot be reached and its cache does not hold every package: connect to the network once (or set npm's registry or proxy) and run this again.",
    ],
    [
      /EACCES|EPERM|EROFS/,
      `npm may not write: run this as the owner of ${project} and of npm's cache (npm config get cache).`,
    ],
    [/ENOSPC/, 'The disk is full: the packages take about 1.1 GB.'],
    [/spawn npm ENOENT/, 'There is no npm: install Node 20.9 or newer together with npm (https://nodejs.org).'],
  ]
  const cause = causes.find(([pattern]) => pattern.test(output))?.[1] ?? 'npm could not install the locked packages.'
  return `${output.trim()}\n\n${cause}`
}

/**
 * npm may be told to run no install scripts; the package `node` fetches its binary in one.
 * @param {string} project
 */
function fetchNode(project) {
  const script = join(project, 'node_modules', 'node', 'installArchSpecificPackage.js')
  const { stderr } = spawnSync('node', [script], { cwd: dirname(script), encoding: 'utf8', env: outside(project) })
  if (existsSync(ownNode(project))) return
  throw new Error(
    `${stderr ?? ''}\nThe package \`node\` brought no Node for ${process.platform} ${process.arch}: let npm run its install script (npm config set ignore-scripts false) and run this again.`,
  )
}
