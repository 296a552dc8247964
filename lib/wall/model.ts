import type { Access } from '#lib/articles/model.ts'

/** How far somebody's meter has gone this month. */
export interface Meter {
  /** Metered articles opened this month. */
  used: number
  /** How many are free in a month. */
  free: number
  /** Whether the one at hand is among those opened. */
  opened: boolean
}

/** What of an article's readers and of the one who asks decides what is sent. */
export interface ReadingFacts {
  access: Access
  /** By benefit or by office: `mayRead` of lib/articles. */
  mayRead: boolean
  meter: Meter
  /** Whether somebody gave this article to this browser, by a link that is still good. */
  isGiven: boolean
  /** Whether it is a search engine, proven, that the publisher lets read everything. */
  isCrawler: boolean
}

export type Verdict =
  | { open: true; by: 'right' | 'gift' | 'meter' | 'crawler' }
  /** `may_open`: the meter has room for it, once it has been counted. */
  | { open: false; rule: 'may_open' | 'meter_used_up' | 'members_only' }

/**
 * Whether a text is sent whole. Rule: what somebody may read by right costs no reading; what was given costs none either;
 * what was opened in this month stays open in it.
 */
export function judgeReading({ access, mayRead, meter, isGiven, isCrawler }: ReadingFacts): Verdict {
  if (access === 'public' || mayRead) return { open: true, by: 'right' }
  if (isGiven) return { open: true, by: 'gift' }
  if (isCrawler) return { open: true, by: 'crawler' }
  if (access !== 'metered' || meter.free === 0) return { open: false, rule: 'members_only' }
  if (meter.opened) return { open: true, by: 'meter' }
  return { open: false, rule: meter.used < meter.free ? 'may_open' : 'meter_used_up' }
}
