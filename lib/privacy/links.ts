import type { Context } from '#lib/context.ts'
import { readSigned, sign } from '#lib/signed.ts'

/** Keeps these addresses from opening any other door, and others this one. */
const purpose = 'personal-archive'

/** Where somebody without an account fetches theirs: the address goes by mail to whom it is about, and to nobody else. */
export function archiveAddress(ctx: Pick<Context, 'config'>, archiveId: string): string {
  return `${ctx.config.publicUrl}/your-data/${sign(archiveId, ctx.config.authSecret, purpose)}`
}

/** @returns the archive whose address ends with this token; null for what is forged or damaged */
export function archiveIdIn(ctx: Pick<Context, 'config'>, token: string): string | null {
  return readSigned(token, ctx.config.authSecret, purpose)
}
