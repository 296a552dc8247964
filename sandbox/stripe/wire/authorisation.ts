import { Refusal, unauthorised } from './refusal.ts'

/**
 * Only test keys open the sandbox. A live key is refused loudly: whoever sent one meant to move money, and nothing
 * here can. https://docs.stripe.com/keys
 */
export function authorise(header: string | undefined): void {
  const key = keyFrom(header)
  if (key === undefined)
    throw unauthorised('You did not provide an API key. Send one as `Authorization: Bearer sk_test_\u2026`.')
  if (/^(sk|rk)_live_/.test(key)) {
    throw unauthorised(
      `Invalid API Key provided: ${masked(key)}. This is a sandbox: it takes test keys only, and no money moves here.`,
      'testmode_charges_only',
    )
  }

  if (key.startsWith('pk_')) {
    throw new Refusal(403, {
      type: 'invalid_request_error',
      code: 'secret_key_required',
      message: 'This call needs a secret key, and a publishable one was sent.',
    })
  }

  if (!/^(sk|rk)_test_\w+$/.test(key)) throw unauthorised(`Invalid API Key provided: ${masked(key)}`)
}

function keyFrom(header: string | undefined): string | undefined {
  const [scheme = '', value = ''] = (header ?? '').trim().split(/\s+/)
  if (scheme.toLowerCase() === 'bearer' && value !== '') return value
  if (scheme.toLowerCase() === 'basic') return Buffer.from(value, 'base64').toString('utf8').split(':')[0] || undefined
  return undefined
}

function masked(key: string): string {
  return key.length > 12 ? `${key.slice(0, 8)}****${key.slice(-4)}` : '****'
}
