import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { S3Storage } from '#lib/config.ts'
import { spawnChild, waitUntilReady, type Child } from './child.ts'
import { answers, freePort } from './ports.ts'

const run = promisify(execFile)

/** Debian's packages of OpenStack Swift, an object storage whose proxy speaks S3. */
export const swiftPackages = ['swift-proxy', 'swift-account', 'swift-container', 'swift-object']

export function hasSwift(): boolean {
  return existsSync('/etc/swift/swift.conf') && existsSync('/usr/bin/swift-proxy-server')
}

const kinds = ['account', 'container', 'object'] as const

export interface Swift {
  /** A storage whose bucket is to be made yet. */
  storage: S3Storage
  stop(): Promise<void>
}

/**
 * Starts an OpenStack Swift of one machine and one device, with the middleware by which it speaks S3:
 * https://docs.openstack.org/swift/latest/admin/middleware.html#s3api
 * @param folder takes its files; its file system must keep extended attributes
 */
export async function startSwift(folder: string): Promise<Swift> {
  const children: Child[] = []
  const start = async (name: string, port: number) => {
    const child = await spawnChild({
      name: `Swift’s ${name} server`,
      command: `/usr/bin/swift-${name}-server`,
      args: [join(folder, `${name}.conf`)],
      env: { NODE_ENV: 'test', PATH: process.env.PATH },
      cwd: folder,
      output: join(folder, `${name}.log`),
    })
    children.push(child)
    await waitUntilReady(child, () => answers(port), 60_000)
  }
  await mkdir(join(folder, 'devices', 'd1'), { recursive: true })
  for (const [at, kind] of kinds.entries()) {
    const port = await freePort(34_910 + at * 10)
    await makeRing(folder, kind, port)
    await writeFile(
      join(folder, `${kind}.conf`),
      `${serverLines(folder, port)}
devices = ${join(folder, 'devices')}
mount_check = false
[pipeline:main]
pipeline = ${kind}-server
[app:${kind}-server]
use = egg:swift#${kind}
`,
    )
    await start(kind, port)
  }
  const port = await freePort(34_940)
  await writeFile(join(folder, 'proxy.conf'), `${serverLines(folder, port)}\n${proxyLines}`)
  await start('proxy', port)
  return {
    storage: {
      bucketUrl: `http://127.0.0.1:${port}/standfirst`,
      region: 'us-east-1',
      accessKeyId: 'test:tester',
      secretAccessKey: 'testing',
    },
    async stop() {
      await Promise.all(children.map((child) => child.stop()))
    },
  }
}

function serverLines(folder: string, port: number): string {
  return `[DEFAULT]
bind_ip = 127.0.0.1
bind_port = ${port}
workers = 0
user = root
swift_dir = ${folder}`
}

/** The cache's address is closed: without memcached it only remembers nothing. */
const proxyLines = `[pipeline:main]
pipeline = catch_errors cache s3api tempauth slo proxy-server
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:cache]
use = egg:swift#memcache
memcache_servers = 127.0.0.1:9
[filter:s3api]
use = egg:swift#s3api
[filter:tempauth]
use = egg:swift#tempauth
user_test_tester = testing .admin
[filter:slo]
use = egg:swift#slo
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
`

async function makeRing(folder: string, kind: string, port: number): Promise<void> {
  const builder = join(folder, `${kind}.builder`)
  await run('/usr/bin/swift-ring-builder', [builder, 'create', '4', '1', '0'])
  await run('/usr/bin/swift-ring-builder', [builder, 'add', `r1z1-127.0.0.1:${port}/d1`, '1'])
  await run('/usr/bin/swift-ring-builder', [builder, 'rebalance'])
}
