import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { answers, freePort } from '#scripts/embedded/ports.ts'
import { respondsAt } from '#scripts/embedded/responds.ts'
import type { State } from '#scripts/embedded/state.ts'
import type { Supervisor } from '#scripts/embedded/supervisor.ts'
import { describeVarnish } from '#scripts/embedded/varnish.ts'
import { searchPath } from './programs.ts'

/** Starts Varnish as deploy/ configures it before one web instance. @returns its address */
export async function startVarnish(supervisor: Supervisor, state: State, webUrl: string): Promise<string> {
  const folder = freshFolder(state, 'front')
  const port = await freePort(3_800)
  const webPort = Number(new URL(webUrl).port)
  await supervisor.start(
    {
      name: 'Varnish',
      ...describeVarnish(folder, port, [webPort, webPort], 'only-for-the-bench'),
      env: { ...process.env, PATH: searchPath },
      cwd: folder,
      output: join(state.logs, 'varnish.log'),
    },
    () => respondsAt(`http://127.0.0.1:${port}/api/health`),
    30_000,
  )
  return `http://127.0.0.1:${port}`
}

/** What nginx says by itself. */
const ownOfNginx = new Set([
  'content-length',
  'content-type',
  'content-encoding',
  'date',
  'etag',
  'connection',
  'server',
])

/**
 * Starts nginx as Debian configures it, on files of its own, each sent gzipped as it lies on the disk.
 * @param pages by name, the HTML of each
 * @param headers sent with each, so that the answers are of one size
 * @returns its address, below which each page has its name
 */
export async function startNginx(
  supervisor: Supervisor,
  state: State,
  pages: Record<string, string>,
  headers: Headers,
): Promise<string> {
  const folder = freshFolder(state, 'nginx')
  const port = await freePort(3_850)
  for (const [name, html] of Object.entries(pages)) writeFileSync(join(folder, `${name}.gz`), gzipSync(html))
  const sent = [...headers]
    .filter(([name]) => !ownOfNginx.has(name))
    .map(([name, value]) => `add_header ${name} '${value.replaceAll("'", "\\'")}';`)
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
  writeFileSync(
    join(folder, 'nginx.conf'),
    [
      process.getuid?.() === 0 ? 'user root;' : '',
      `daemon off; pid ${folder}/nginx.pid; error_log ${folder}/error.log; worker_processes auto;`,
      'events { worker_connections 768; }',
      'http {',
      `  access_log ${folder}/access.log; sendfile on; tcp_nopush on; keepalive_requests 1000000000;`,
      '  default_type "text/html; charset=utf-8"; gzip_static always;',
      ...temporary.map((name) => `  ${name}_temp_path ${folder}/${name};`),
      `  server { listen 127.0.0.1:${port}; root ${folder}; ${sent.join(' ')} }`,
      '}',
    ].join('\n'),
  )
  await supervisor.start(
    {
      name: 'nginx',
      command: 'nginx',
      args: ['-p', folder, '-e', join(folder, 'error.log'), '-c', join(folder, 'nginx.conf')],
      env: { ...process.env, PATH: searchPath },
      cwd: folder,
      output: join(state.logs, 'nginx.log'),
    },
    () => answers(port),
    10_000,
  )
  return `http://127.0.0.1:${port}`
}

function freshFolder(state: State, name: string): string {
  const folder = join(state.folder, name)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  return folder
}
