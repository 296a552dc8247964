import { Browser } from './browser.ts'
import type { Mailbox } from './mailbox.ts'
import type { Meter } from './meter.ts'

/** What visitors share: where they go, and what they were told had been done. */
export interface Soaking {
  url: string
  meter: Meter
  mailbox: Mailbox
  /** Addresses of metered articles. */
  metered: string[]
  told: {
    /** Minor units. */
    donations: { email: string; amount: number }[]
    /** Ids. */
    comments: string[]
    /** The standfirst that each update gave an article. */
    updates: string[]
  }
}

let browsers = 0

/** Everybody comes from an address of their own, as people do: limits count by it, and stay as they are. */
export function newBrowser({ url, meter }: Soaking): Browser {
  browsers += 1
  const address = `10.${64 + Math.floor(browsers / 65_536)}.${Math.floor(browsers / 256) % 256}.${browsers % 256}`
  return new Browser(url, address, meter)
}

/** The one of a list whose turn it is. */
export function turn<Thing>(things: readonly Thing[], number: number): Thing {
  const thing = things[number % things.length]
  if (thing === undefined) throw new Error('nothing to choose from')
  return thing
}
