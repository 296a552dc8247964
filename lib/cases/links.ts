import type { Context } from '#lib/context.ts'
import { readSigned, sign } from '#lib/signed.ts'

/** What the addresses that go out by mail are good for: each purpose opens its own door and no other. */
export type CaseDoor = 'case' | 'case-submission' | 'case-statement'

/**
 * The secret part of an address that goes to one person by mail: /cases/[token] for a case, /contact/confirm/[token] for
 * a submission, /statements/[token] for what an author was asked (a `statement_asked` event).
 */
export function tokenFor(ctx: Pick<Context, 'config'>, door: CaseDoor, id: string): string {
  return sign(id, ctx.config.authSecret, door)
}

/** @returns the id that was signed for this door; null for what is forged or damaged */
export function idIn(ctx: Pick<Context, 'config'>, door: CaseDoor, token: string): string | null {
  return readSigned(token, ctx.config.authSecret, door)
}

/** Where the reader follows a case and answers. */
export function caseAddress(ctx: Pick<Context, 'config'>, caseId: string): string {
  return `${ctx.config.publicUrl}/cases/${tokenFor(ctx, 'case', caseId)}`
}

/** Where the desk works on it. */
export function deskAddress(ctx: Pick<Context, 'config'>, caseId: string): string {
  return `${ctx.config.publicUrl}/desk/cases/${caseId}`
}
