import { createHmac, hkdfSync } from 'node:crypto'
import type { Config } from '#lib/config.ts'

/**
 * Tells that an address is the same without telling the address; by a secret, so that nobody can try addresses out. Case
 * and spaces around it make no difference.
 */
export function emailHash({ authSecret }: Pick<Config, 'authSecret'>, email: string): string {
  const key = new Uint8Array(hkdfSync('sha256', authSecret, '', 'standfirst imported writers', 32))
  return createHmac('sha256', key).update(email.trim().toLowerCase()).digest('base64url')
}
