import { z } from 'zod'
import type { Context } from '#lib/context.ts'

/** Who knows which addresses mail comes back from. The wiring hands it in: this room knows no people. */
export interface AddressBook {
  /** Whether mail to an address has come back, and none is known to have arrived since. */
  isRefused(ctx: Context, address: string): Promise<boolean>
  /** Notes that mail to an address comes back. @param because what the mail server said */
  noteRefused(ctx: Context, address: string, because: string): Promise<void>
}

/** What nodemailer says of a conversation with a mail server that went wrong: https://nodemailer.com/smtp/#error-handling */
const smtpErrorSchema = z.object({
  command: z.string().optional(),
  responseCode: z.int().optional(),
  response: z.string().optional(),
})

/**
 * What the server said, if it said that the recipient's address takes no mail and never will; else null, and trying
 * again may help. Servers refuse recipients for reasons of the sender, too (a relay that is closed to us, a bad
 * reputation): those are no fault of the address, so the enhanced code (RFC 3463) decides where there is one:
 * X.1.1 to X.1.6 and X.1.10, no such address; X.2.1, closed. Without it, RFC 5321 §4.2.3: 550, 551, 553.
 */
export function refusedForGood(error: unknown): string | null {
  const parsed = smtpErrorSchema.safeParse(error)
  if (!parsed.success || parsed.data.command !== 'RCPT TO') return null
  const { responseCode = 0, response = '' } = parsed.data
  if (responseCode < 500 || responseCode > 599) return null
  const enhanced = /^\d{3}[ -]5\.(\d{1,3}\.\d{1,3})\b/.exec(response)?.[1]
  const dead =
    enhanced === undefined
      ? [550, 551, 553].includes(responseCode)
      : ['1.1', '1.2', '1.3', '1.4', '1.5', '1.6', '1.10', '2.1'].includes(enhanced)
  return dead ? response.slice(0, 500) : null
}
