import { createHash, randomInt } from 'node:crypto'
import { factorRules, recoveryAlphabet, recoveryLength } from '../model.ts'

/** Ten new codes, as they are hashed: without dashes. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: factorRules.recoveryCodes }, () =>
    Array.from({ length: recoveryLength }, () => recoveryAlphabet[randomInt(recoveryAlphabet.length)]).join(''),
  )
}

/** 80 random bits need no salt; the person is bound to them so that nobody's code is another's. */
export function recoveryHash(personId: string, code: string): string {
  return createHash('sha256').update(`recovery code ${personId} ${code}`).digest('hex')
}
