import { describe, expect, it } from 'vitest'
import { readConfig } from '#lib/config.ts'

const whole = {
  DATABASE_URL: 'postgres://standfirst:secret@localhost:5432/standfirst',
  PUBLIC_URL: 'https://magazine.example',
  AUTH_SECRET: 'x'.repeat(32),
  STRIPE_SECRET_KEY: 'sk_test_1',
  STRIPE_WEBHOOK_SECRET: 'whsec_new, whsec_old',
  SMTP_URL: 'smtp://localhost:25',
  MAIL_FROM: 'Magazine <post@magazine.example>',
  DESK_EMAIL: 'desk@magazine.example',
  INTERNAL_TOKEN: 'y'.repeat(24),
  ADDRESS_KEYS: `new:${'A'.repeat(43)}=, old:${'B'.repeat(43)}=`,
  ENCRYPTION_KEYS: `new:${'A'.repeat(43)}=, old:${'B'.repeat(43)}=`,
}

describe('the configuration', () => {
  it('reads what is there and fills in the rest', () => {
    const config = readConfig(whole)
    expect(config.stripe.webhookSecrets).toEqual(['whsec_new', 'whsec_old'])
    expect(config.webUrls).toEqual(['https://magazine.example'])
  })

  it.each(['ADDRESS_KEYS', 'ENCRYPTION_KEYS'])(
    'takes the keys of %s in order, and refuses what is too short or named twice',
    (name) => {
      const { addressKeys, encryptionKeys } = readConfig(whole)
      const read = name === 'ADDRESS_KEYS' ? addressKeys : encryptionKeys
      expect(read.map(({ id, key }) => [id, key.length])).toEqual([
        ['new', 32],
        ['old', 32],
      ])
      for (const keys of ['new:short', `${'A'.repeat(43)}=`, `${whole.ADDRESS_KEYS},${whole.ADDRESS_KEYS}`])
        expect(() => readConfig({ ...whole, [name]: keys })).toThrow(`${name} is malformed`)
    },
  )

  it.each(Object.keys(whole))('stops without %s, naming it, what was expected and an example', (name) => {
    const rest = Object.fromEntries(Object.entries(whole).filter(([key]) => key !== name))
    expect(() => readConfig(rest)).toThrow(new RegExp(`${name} is missing; expected .+`))
    expect(() => readConfig({ ...rest, [name]: '' })).toThrow(`${name} is missing`)
  })

  it('stops at a malformed value and never prints it', () => {
    expect(() => readConfig({ ...whole, STRIPE_SECRET_KEY: 'pk_live_secret' })).toThrow(
      'STRIPE_SECRET_KEY is malformed',
    )
    expect(() => readConfig({ ...whole, STRIPE_SECRET_KEY: 'pk_live_secret' })).not.toThrow('pk_live_secret')
    expect(() => readConfig({ ...whole, PUBLIC_URL: 'https://magazine.example/' })).toThrow('PUBLIC_URL is malformed')
  })

  it('stops when there is a Varnish and nothing that lets the worker purge it', () => {
    const varnish = { ...whole, CACHE_VARNISH_URLS: 'http://10.0.0.5:6081' }
    expect(() => readConfig(varnish)).toThrow(/CACHE_VARNISH_TOKEN is missing; expected .+/)
    expect(readConfig({ ...varnish, CACHE_VARNISH_TOKEN: 'z'.repeat(24) }).frontCache.varnishUrls).toHaveLength(1)
  })

  it('lets nobody from elsewhere ask the worker without a token', () => {
    expect(readConfig({ ...whole, WORKER_METRICS: '127.0.0.1:9464' }).workerMetrics).toEqual({
      host: '127.0.0.1',
      port: 9464,
    })
    const open = { ...whole, WORKER_METRICS: '0.0.0.0:9464' }
    expect(() => readConfig(open)).toThrow(/METRICS_TOKEN is missing.+ expected .+/)
    expect(readConfig({ ...open, METRICS_TOKEN: 'z'.repeat(24) }).workerMetrics?.host).toBe('0.0.0.0')
    expect(() => readConfig({ ...whole, WORKER_METRICS: '9464' })).toThrow('WORKER_METRICS is malformed')
  })

  it('knows which proxies are believed, and sends traces only where a collector is named', () => {
    const config = readConfig({ ...whole, TRUSTED_PROXIES: '127.0.0.1, 10.0.0.0/8,::1' })
    expect(config.trustedProxies).toEqual(['127.0.0.1', '10.0.0.0/8', '::1'])
    expect(() => readConfig({ ...whole, TRUSTED_PROXIES: 'varnish' })).toThrow('TRUSTED_PROXIES is malformed')
    expect(config.tracing).toBeUndefined()
    const traced = { ...whole, OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318', OTEL_TRACES_SAMPLER_ARG: '0.1' }
    expect(readConfig(traced).tracing).toEqual({ share: 0.1 })
  })

  it('never sends a live key to another host', () => {
    expect(() =>
      readConfig({ ...whole, STRIPE_SECRET_KEY: 'sk_live_1', STRIPE_API_BASE: 'http://127.0.0.1:1' }),
    ).toThrow('a live key is only ever sent to Stripe itself')
  })

  it('takes an S3-compatible storage whole or not at all, with the bucket in the path or before the host', () => {
    const s3 = {
      S3_ENDPOINT: 'https://s3.example',
      S3_BUCKET: 'magazine',
      S3_ACCESS_KEY_ID: 'key',
      S3_SECRET_ACCESS_KEY: 'secret',
    }
    expect(readConfig(whole).s3).toBeUndefined()
    expect(readConfig({ ...whole, ...s3 }).s3).toEqual({
      bucketUrl: 'https://s3.example/magazine',
      region: 'us-east-1',
      accessKeyId: 'key',
      secretAccessKey: 'secret',
    })
    const amazon = { ...s3, S3_PATH_STYLE: 'no', S3_REGION: 'eu-west-2' }
    expect(readConfig({ ...whole, ...amazon }).s3).toMatchObject({
      bucketUrl: 'https://magazine.s3.example/',
      region: 'eu-west-2',
    })
    for (const name of Object.keys(s3))
      expect(() => readConfig({ ...whole, ...s3, [name]: '' })).toThrow('stand together or not at all')
  })
})
