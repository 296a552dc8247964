import type { Config } from '#lib/config.ts'
import * as encrypted from '#lib/encrypted.ts'

/**
 * Encrypts an address with the newest key. What it belongs to is bound to it: moved to another row it does not open.
 * @returns the ciphertext, and which key opens it
 */
export function seal(config: Config, text: string, belongsTo: string): { ciphertext: string; keyId: string } {
  return encrypted.seal(config.addressKeys, text, belongsTo)
}

/** @throws Error when the key is not configured any more, or the ciphertext was altered or moved */
export function unseal(config: Config, sealed: { ciphertext: string; keyId: string }, belongsTo: string): string {
  return encrypted.unseal(config.addressKeys, sealed, belongsTo, 'ADDRESS_KEYS')
}
