import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import type { Meter } from './meter.ts'

const mailsSchema = z.array(
  z.object({
    to: z.array(z.object({ address: z.string() })),
    subject: z.string(),
    text: z.string().default(''),
  }),
)
export type ArrivedMail = z.infer<typeof mailsSchema>[number]

const patienceMs = 20_000

/** The mail server that all mail of the magazine ends in, and what it took. */
export class Mailbox {
  readonly #url: string
  readonly #meter: Meter

  constructor(url: string, meter: Meter) {
    this.#url = url
    this.#meter = meter
  }

  /** @returns the mails for one address, or all of them, the oldest first */
  async mails(recipient?: string): Promise<ArrivedMail[]> {
    const asked = recipient === undefined ? '' : `?to.address=${encodeURIComponent(recipient)}`
    const response = await fetch(`${this.#url}/api/email${asked}`)
    return mailsSchema.parse(await response.json())
  }

  /**
   * Waits for the link that signs in, and measures how long it took to come.
   * @param earlier how many such mails were there before it was asked for
   * @param askedAt by `performance.now()`
   * @throws Error when none has come after twenty seconds
   */
  async signInLink(recipient: string, earlier: number, askedAt: number): Promise<string> {
    for (;;) {
      const links = (await this.mails(recipient)).flatMap(({ text }) => signInLinkIn(text))
      const newest = links.at(-1)
      if (newest !== undefined && links.length > earlier) {
        this.#meter.note('mail', askedAt, performance.now() - askedAt)
        return newest
      }
      if (performance.now() - askedAt > patienceMs) throw new Error(`no link for ${recipient} came`)
      await wait(100)
    }
  }
}

function signInLinkIn(text: string): string[] {
  return text.match(/https?:\/\/[^\s<>"')\]]+\/sign-in\/confirm[^\s<>"')\]]*/g)?.slice(0, 1) ?? []
}
