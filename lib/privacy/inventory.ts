/** What stays when an account is deleted, as the person is told before and afterwards. */
export const stays = {
  accounts: {
    what: 'What you gave: dates, amounts and receipt numbers, without your name, and the record of the memberships it paid for.',
    // Six years from the end of the financial year: https://www.gov.uk/running-a-limited-company/company-and-accounting-records
    why: 'Company and tax law asks us to keep accounting records for six years after the financial year they belong to (in Britain; HMRC).',
  },
  comments: {
    what: 'Your comments, where you wrote them, without your name.',
    why: 'Others answered them. You can remove them before you delete the account.',
  },
  measures: {
    what: 'A moderator’s measure against you as long as it lasts, what was decided about comments, and what tells that an address is the same. Never the address itself.',
    why: 'Leaving does not end a ban.',
  },
  letters: {
    what: 'Letters to the managing editor, until so long after their case was closed that we take your name and words out of them.',
    why: 'They are part of the record of corrections that our regulator asks for.',
  },
  licences: {
    what: 'Licences to republish that you signed.',
    // Claims from a contract can be made for six years: https://www.legislation.gov.uk/ukpga/1980/58/section/5
    why: 'They are contracts, from which either side can claim something for six years after they end.',
  },
  gifts: {
    what: 'Memberships you gave to others: they keep what was paid for. Names and words go when they have been delivered.',
    why: 'They were promised to somebody else.',
  },
  books: {
    what: 'That a book was sent to you, and when, without your name and where to.',
    why: 'Copies are counted, and their cost is in the accounts.',
  },
  work: {
    what: 'What you did as one of the staff: texts, decisions and the record of them, by a number that leads to nobody.',
    why: 'Who decided what must be provable; the record cannot be changed by anybody.',
  },
} as const

type Staying = keyof typeof stays

/** What is about somebody and is not handed over with the rest; GDPR Art. 15(4) and 11. */
const leftOut = {
  derived: {
    what: 'What is counted from other records',
    why: 'It says nothing that the record it is made from does not say, and can be made again from it.',
  },
  short: {
    what: 'Counts that keep forms and pages from being overrun, and who has a page open',
    why: 'They are gone within a day.',
  },
  technical: {
    what: 'What tells two presses of one button apart, and work that waits for the worker',
    why: 'It holds numbers of other records and nothing else about you.',
  },
  stripe: {
    what: 'Messages from Stripe, and to other software, about payments',
    why: 'We keep their number and kind only. What Stripe has, Stripe tells you: https://stripe.com/privacy-center/legal',
  },
  secret: {
    what: 'Fingerprints of passwords, links and devices, and the secrets of authenticator apps',
    why: 'They are of use only to somebody who wants to sign in as you.',
  },
  unconfirmed: {
    what: 'Forms sent from your address that nobody confirmed',
    why: 'Anybody can type an address: we cannot know that they are yours. They are removed after some days.',
  },
  others: {
    what: 'What others said or decided about you: reports, notes of moderators and of the desk, who looked after what',
    why: 'It is about them, too. What was decided about you, and why, is in here.',
  },
  consent: {
    what: 'What you chose about advertising',
    why: 'It is kept under a number that only your browser has. Your browser shows it under “Advertising choices”.',
  },
  magazine: {
    what: 'Articles, pictures and pages you worked on',
    why: 'They are the magazine’s. That you worked on them, and when, is in here.',
  },
} as const

type LeftOut = keyof typeof leftOut

/** What happens to a table's rows about somebody when the account is deleted. */
type Fate =
  /** Deleted, or emptied of everything about them. */
  | 'gone'
  /** Left, without anything that says who it was. */
  | { stays: Staying }
  /** Gone by itself soon, by the schedule of lib/privacy/retention. */
  | 'soon'

export type Holding =
  | { people: false }
  | {
      people: true
      /** Which files of the archive it goes into: keys of parts; or why it is left out. */
      export: readonly string[] | LeftOut
      deletion: Fate
    }

const nobody: Holding = { people: false }

function about(given: readonly string[] | LeftOut, deletion: Fate): Holding {
  return { people: true, export: given, deletion }
}

/**
 * Every table there is, and what becomes of what it says about people: in the archive of what is kept about somebody, and
 * when an account is deleted. tests/privacy/inventory.test.ts holds it against the database, so that a new table, or a
 * column that points at people, cannot be forgotten.
 */
export const inventory: Readonly<Record<string, Holding>> = {
  account_deletions: about(['account'], { stays: 'work' }),
  appeals: about(['moderation'], { stays: 'measures' }),
  article_authors: nobody,
  article_moves: about(['work'], { stays: 'work' }),
  article_presence: about('short', 'gone'),
  article_related: nobody,
  article_revisions: about(['work'], { stays: 'work' }),
  article_topics: nobody,
  articles: about('magazine', { stays: 'work' }),
  audit_log: about(['audit-log'], { stays: 'work' }),
  authors: about(['account'], 'gone'),
  book_batches: about('others', { stays: 'work' }),
  campaign_banner_counts: nobody,
  campaign_gifts: about(['checkouts'], { stays: 'accounts' }),
  campaign_zones: nobody,
  campaigns: nobody,
  case_events: about(['letters', 'statements'], { stays: 'letters' }),
  case_files: about(['letters'], { stays: 'letters' }),
  case_submissions: about('unconfirmed', 'soon'),
  case_views: about(['statements'], 'gone'),
  cases: about(['letters'], { stays: 'letters' }),
  checkout_attempts: about(['checkouts'], { stays: 'accounts' }),
  claim_address_views: about(['books'], { stays: 'books' }),
  claim_addresses: about(['books'], 'gone'),
  claim_history: about(['books'], { stays: 'books' }),
  claims: about(['books'], { stays: 'books' }),
  comment_counts: nobody,
  comment_drafts: about(['drafts'], 'gone'),
  comment_findings: about('others', { stays: 'measures' }),
  comment_likes: about(['likes'], 'gone'),
  comment_reports: about(['reports'], { stays: 'measures' }),
  comment_revisions: about(['comments'], 'gone'),
  comments: about(['comments'], { stays: 'comments' }),
  consents: about('consent', 'soon'),
  corrections: about(['work'], { stays: 'work' }),
  counted_months: nobody,
  counters: nobody,
  donations: about(['donations'], { stays: 'accounts' }),
  drift_reports: about('derived', 'soon'),
  export_archives: about('others', { stays: 'work' }),
  front_arrangement_history: about('magazine', { stays: 'work' }),
  front_arrangements: about('magazine', { stays: 'work' }),
  gift_links: about(['reading'], 'gone'),
  gift_memberships: about(['gift-memberships'], { stays: 'gifts' }),
  house_ad_counts: nobody,
  house_ads: nobody,
  imported_items: nobody,
  known_devices: about('secret', 'gone'),
  licence_events: about(['licences'], { stays: 'licences' }),
  licences: about(['licences'], { stays: 'licences' }),
  mails: about(['mails'], 'gone'),
  membership_ledger: about(['memberships'], { stays: 'accounts' }),
  membership_spells: about('derived', { stays: 'accounts' }),
  metered_readings: about(['reading'], 'gone'),
  moderation_log: about(['moderation'], { stays: 'measures' }),
  muted_people: about(['follows'], 'gone'),
  newcomer_comments: about('derived', 'soon'),
  notice_preferences: about(['account'], 'gone'),
  notices: about(['notices'], 'gone'),
  people: about(['account'], 'gone'),
  person_roles: about(['account'], 'gone'),
  personal_archives: about(['archives'], 'gone'),
  picture_uses: nobody,
  pictures: about(['work'], { stays: 'work' }),
  plans: nobody,
  preview_links: about(['work'], { stays: 'work' }),
  rate_limits: about('short', 'soon'),
  recovery_codes: about('secret', 'gone'),
  redirects: nobody,
  refund_requests: about(['refunds'], { stays: 'accounts' }),
  remark_answers: about(['work'], { stays: 'work' }),
  remarks: about(['work'], { stays: 'work' }),
  retention_runs: nobody,
  sanctions: about(['moderation'], { stays: 'measures' }),
  search_words: nobody,
  second_factor_setups: about('secret', 'gone'),
  second_factors: about('secret', 'gone'),
  sessions: about(['sign-ins'], 'gone'),
  set_aside_copies: about(['unfinished-texts'], 'soon'),
  settings: nobody,
  sign_in_codes: about(['sign-ins'], 'gone'),
  staff_invitations: about(['invitations'], { stays: 'work' }),
  stripe_customers: about(['regular-gifts'], { stays: 'accounts' }),
  stripe_events: about('stripe', { stays: 'accounts' }),
  subscription_changes: about(['regular-gifts'], { stays: 'accounts' }),
  subscriptions: about(['regular-gifts'], { stays: 'accounts' }),
  taken_comments: about('short', 'gone'),
  thread_follows: about(['follows'], 'gone'),
  thread_visits: about(['follows'], 'gone'),
  topics: nobody,
  verification_tokens: about(['sign-ins'], 'gone'),
  waiting_list: about(['waiting-lists'], { stays: 'books' }),
  webhook_deliveries: nobody,
  webhook_endpoints: nobody,
  webhook_events: about('stripe', 'soon'),
  webhook_tries: about('technical', 'soon'),
  working_copies: about(['unfinished-texts'], { stays: 'work' }),
}

/** What is kept and not handed over, with the reason, once for each. */
export function keptBack(): { what: string; why: string }[] {
  const used = new Set<unknown>(Object.values(inventory).map((held) => held.people && held.export))
  return Object.entries(leftOut).flatMap(([key, said]) => (used.has(key) ? [said] : []))
}
