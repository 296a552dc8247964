import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectFolder } from './state.ts'

/**
 * Varnish with the configuration that deploy/ has, with these ports and another place for the token.
 * @param folder takes its files
 * @param web the ports of the web instances
 */
export function describeVarnish(folder: string, port: number, web: [number, number], purgeToken: string) {
  const vcl = join(folder, 'vcl')
  mkdirSync(vcl)
  const source = join(projectFolder, 'deploy', 'varnish')
  copyFileSync(join(source, 'default.vcl'), join(vcl, 'default.vcl'))
  writeFileSync(join(vcl, 'purge-token'), `${purgeToken}\n`)
  const site = readFileSync(join(source, 'site.vcl'), 'utf8')
    .replace('"3001"', `"${web[0]}"`)
    .replace('"3002"', `"${web[1]}"`)
    .replace('/etc/varnish/purge-token', join(vcl, 'purge-token'))
  writeFileSync(join(vcl, 'site.vcl'), site)
  const place = ['-F', '-n', join(folder, 'varnish'), '-a', `127.0.0.1:${port}`, '-s', 'malloc,64m', '-j', 'none']
  return { command: 'varnishd', args: [...place, '-p', `vcl_path=${vcl}`, '-f', join(vcl, 'default.vcl')] }
}
