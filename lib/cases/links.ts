import type { Context } from '#lib/context.ts'
import { readSigned, shortMark, sign } from '#lib/signed.ts'

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

/**
 * Where an answer by mail to a case's letters goes: the magazine's inbound address with the case in it, cases+ID@…, signed,
 * so that nobody can write into a case whose letters they have not had.
 * @returns null when no inbound mail is configured; answers then go where the magazine's mails say
 */
export function replyAddressFor(ctx: Pick<Context, 'config'>, caseId: string): string | null {
  const { inboundMail, authSecret } = ctx.config
  if (inboundMail === undefined) return null
  const at = inboundMail.address.lastIndexOf('@')
  const mark = `${caseId.replaceAll('-', '')}${shortMark(caseId, authSecret, 'case-mail')}`
  return `${inboundMail.address.slice(0, at)}+${mark}${inboundMail.address.slice(at)}`
}

/** @returns the case whose reply address this is, in whatever letters a mail server left of it; null for any other address */
export function caseAtReplyAddress(ctx: Pick<Context, 'config'>, address: string): string | null {
  const [, digits = ''] = /\+([0-9a-f]{48})@/i.exec(address) ?? []
  const id = digits.toLowerCase().replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5')
  return replyAddressFor(ctx, id)?.toLowerCase() === address.toLowerCase() ? id : null
}
