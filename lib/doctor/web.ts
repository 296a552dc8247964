import { isIP } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { createClient } from '@redis/client'
import { frontCaches } from '#lib/cache/front-cache.ts'
import { day } from '#lib/clock.ts'
import type { Context } from '#lib/context.ts'
import { within } from '#lib/within.ts'
import { fail, inWords, ok, warn, type Finding } from './model.ts'

const patience = 5_000

/** What the web instances share, and what stands before them. */
export async function lookAtCaches(ctx: Context, redisUrl: string | undefined): Promise<Finding[]> {
  const findings = redisUrl === undefined ? [] : [await lookAtRedis(redisUrl)]
  for (const [index, cache] of frontCaches(ctx.config).entries()) {
    const url = ctx.config.frontCache.varnishUrls[index] ?? ''
    findings.push(
      await cache.purge(['doctor']).then(
        () => ok('cache', `Varnish at ${url} takes our purges`),
        (reason: unknown) =>
          fail(
            'cache',
            `Varnish at ${url} takes no purge: ${String(reason)}`,
            'Check CACHE_VARNISH_TOKEN against /etc/varnish/purge-token, and that site.vcl lets this machine purge.',
          ),
      ),
    )
  }
  if (findings.length === 0)
    findings.push(ok('cache', 'each web instance keeps its own; no Varnish stands before them'))
  if (redisUrl === undefined && ctx.config.webUrls.length > 1)
    findings.push(
      warn(
        'cache',
        'several web instances share no cache',
        'Set CACHE_REDIS_URL, so that what one makes the others need not.',
      ),
    )
  return findings
}

async function lookAtRedis(url: string): Promise<Finding> {
  const client = createClient({
    url,
    disableOfflineQueue: true,
    socket: { connectTimeout: patience, reconnectStrategy: false },
  })
  client.on('error', () => undefined)
  const key = 'standfirst:doctor'
  try {
    await client.connect()
    await within(patience, client.set(key, 'here', { expiration: { type: 'EX', value: 60 } }))
    const read = await within(patience, client.get(key))
    if (read !== 'here')
      return fail(
        'cache',
        'what is put into the shared cache is not there',
        'Look at maxmemory of Redis: deploy/valkey/standfirst.conf.',
      )
    return ok('cache', 'the shared cache answers')
  } catch (reason) {
    return fail(
      'cache',
      `the shared cache does not answer: ${String(reason)}`,
      'Check CACHE_REDIS_URL and systemctl status redis-server; pages are made without it, more slowly.',
    )
  } finally {
    client.destroy()
  }
}

/** Each web instance as the worker reaches it, and the magazine as readers do. */
export async function lookAtSite({ config, now }: Context): Promise<Finding[]> {
  const findings: Finding[] = []
  const { protocol, hostname, port } = new URL(config.publicUrl)
  const certificate = protocol === 'https:' ? await lookAtCertificate(hostname, Number(port || 443), now) : undefined
  const urls = new Set(config.webUrls)
  // With a certificate that nobody believes it does not answer, and that is all there is to say.
  if (certificate?.state !== 'fail') urls.add(config.publicUrl)
  else urls.delete(config.publicUrl)
  for (const url of urls) findings.push(await askReady(url))
  if (certificate) findings.push(certificate)
  else if (!['localhost', '127.0.0.1', '[::1]'].includes(hostname))
    findings.push(
      fail(
        'site',
        'PUBLIC_URL begins with http: what readers type can be read on the way',
        'Put TLS before it, as docs/operating.md says, and let PUBLIC_URL begin with https.',
      ),
    )
  return findings
}

async function askReady(url: string): Promise<Finding> {
  const remedy =
    'Start it, or look at why not: systemctl status standfirst-web@3001; journalctl -u standfirst-web@3001.'
  try {
    const response = await fetch(`${url}/api/ready`, { signal: AbortSignal.timeout(patience), redirect: 'manual' })
    const said = (await response.text()).slice(0, 300)
    return response.ok
      ? ok('site', `${url} is ready`)
      : fail('site', `${url} answers ${response.status}: ${said}`, remedy)
  } catch (reason) {
    const cause = reason instanceof Error && reason.cause instanceof Error ? reason.cause : reason
    return fail('site', `${url} does not answer: ${cause instanceof Error ? cause.message : String(cause)}`, remedy)
  }
}

/** Days before its end by which a certificate that renews itself has been renewed. */
const lastDays = 14

async function lookAtCertificate(host: string, port: number, now: Date): Promise<Finding> {
  const remedy =
    'See that port 443 is answered, and that the certificate renews itself: certbot renew --dry-run. One by an authority of your own is believed once NODE_EXTRA_CA_CERTS names the authority’s file.'
  try {
    const until = await within(patience, certificateEnd(host, port))
    const left = until.getTime() - now.getTime()
    const says = `the certificate of ${host} is good for ${inWords(left)}`
    return left > lastDays * day ? ok('site', says) : warn('site', says, remedy)
  } catch (reason) {
    return fail(
      'site',
      `TLS of ${host} does not hold: ${reason instanceof Error ? reason.message : String(reason)}`,
      remedy,
    )
  }
}

/** @throws Error when the certificate is not one that browsers would believe */
function certificateEnd(host: string, port: number): Promise<Date> {
  return new Promise((found, failed) => {
    const socket = connectTls({ host, port, ...(isIP(host) === 0 && { servername: host }), timeout: patience }, () => {
      found(new Date(socket.getPeerCertificate().valid_to))
      socket.destroy()
    })
    socket.once('error', failed)
    socket.once('timeout', () => socket.destroy(new Error('no answer')))
  })
}
