import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'

const address = z.object({ address: z.string() })
const emailsSchema = z.array(
  z.object({
    id: z.string(),
    subject: z.string(),
    to: z.array(address),
    time: z.coerce.date(),
    text: z.string().default(''),
    html: z.union([z.string(), z.literal(false)]).optional(),
  }),
)
export type Email = z.infer<typeof emailsSchema>[number]

/** The mailbox that all mail of the stack ends in. */
export class Mailbox {
  readonly #url: string
  readonly #since: Date

  /**
   * @param url its web address
   * @param since mails older than that are not looked at
   */
  constructor(url: string, since = new Date()) {
    this.#url = url
    this.#since = since
  }

  /**
   * Waits for a mail.
   * @param recipient whom it is for
   * @param subject what its subject holds, when that matters
   * @returns the newest such mail
   * @throws Error when none has come after 15 seconds
   */
  async latest(recipient: string, subject = ''): Promise<Email> {
    const deadline = Date.now() + 15_000
    for (;;) {
      const found = (await this.all(recipient)).findLast((email) => email.subject.includes(subject))
      if (found) return found
      if (Date.now() > deadline) throw new Error(`no mail for ${recipient}${subject && ` about ${subject}`} came`)
      await wait(200)
    }
  }

  /** @returns a mail as it was sent, with its headers */
  async source({ id }: Email): Promise<string> {
    return (await fetch(`${this.#url}/api/email/${id}/source`)).text()
  }

  /** @returns the mails for one recipient, oldest first */
  async all(recipient: string): Promise<Email[]> {
    const response = await fetch(`${this.#url}/api/email?sort=asc`)
    const emails = emailsSchema.parse(await response.json())
    // Mail is dated to the second.
    const from = Math.floor(this.#since.getTime() / 1_000) * 1_000
    return emails.filter((email) => email.time.getTime() >= from && email.to.some((to) => to.address === recipient))
  }
}

/** @returns the first address in a mail that holds `part` */
export function linkIn(email: Email, part: string): string {
  const link = email.text.match(/https?:\/\/[^\s<>"')\]]+/g)?.find((found) => found.includes(part))
  if (link === undefined) throw new Error(`no link with ${part} in the mail “${email.subject}”`)
  return link
}
