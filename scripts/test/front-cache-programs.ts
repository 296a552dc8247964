import { globSync } from 'node:fs'
import { delimiter } from 'node:path'
import { installPackages } from '#scripts/debian.ts'
import { hasSwift, swiftPackages } from '#scripts/embedded/swift.ts'

const packages = ['varnish', 'varnish-modules', 'redis-server']

/**
 * Finds Varnish with its modules and Redis, or installs Debian's.
 * @returns why the deployment tests cannot run; undefined when they can
 */
export async function provideFrontCache(): Promise<string | undefined> {
  if (isThere() || ((await installPackages(packages, 'the deployment tests')) && isThere())) return undefined
  return `Skipped: the deployment tests need Varnish with its modules and Redis (apt-get install ${packages.join(' ')}).`
}

/** Finds OpenStack Swift, whose S3 the store of files is tested with, or installs Debian's. */
export async function provideObjectStorage(): Promise<boolean> {
  return hasSwift() || ((await installPackages(swiftPackages, 'the tests of S3')) && hasSwift())
}

function isThere(): boolean {
  const folders = [...new Set([...(process.env.PATH ?? '').split(delimiter), '/usr/sbin'])].filter(
    (path) => path !== '',
  )
  const isProgram = (name: string) => globSync(folders.map((folder) => `${folder}/${name}`)).length > 0
  const modules = ['/usr/lib/varnish/vmods', '/usr/lib/*/varnish/vmods', '/usr/local/lib/varnish/vmods']
  return (
    isProgram('varnishd') &&
    isProgram('redis-server') &&
    globSync(modules.map((folder) => `${folder}/libvmod_xkey.so`)).length > 0
  )
}
