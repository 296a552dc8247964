import type { Context } from '#lib/context.ts'
import { readSigned, sign } from '#lib/signed.ts'

/** Keeps these addresses from opening any other door, and others this one. */
const purpose = 'licence'

/** The address that a licensee has by mail: the terms, the answer, and the text. */
export function licenceAddress(ctx: Pick<Context, 'config'>, licenceId: string): string {
  return `${ctx.config.publicUrl}/republish/${sign(licenceId, ctx.config.authSecret, purpose)}`
}

/** @returns the licence whose address ends with this token; null for what is forged or damaged */
export function licenceIdIn(ctx: Pick<Context, 'config'>, token: string): string | null {
  return readSigned(token, ctx.config.authSecret, purpose)
}
