/** Where a browser keeps something. */
export type StoredIn = 'cookie' | 'localStorage' | 'IndexedDB'

/** One thing that pages of ours have a browser keep. */
export interface Kept {
  name: string
  in: StoredIn
  /** Days after which the browser lets go of it; null: when it is closed; 'kept': until somebody removes it. */
  days: number | null | 'kept'
  /** What it is for, and when it is put there, in plain English. */
  purpose: string
  when: string
  /** The file whose code sets it: a test finds every place that does. */
  setIn: string
  /** Set for staff alone, though not at the desk. */
  isForStaff?: true
}

/**
 * Everything that the magazine itself has browsers keep: the page /cookies is made from it, and what is not here may not be
 * set (tests/browser-storage, and every journey in a browser). All of it serves what the reader asked for, so that none needs
 * consent: PECR reg. 6(4), https://www.legislation.gov.uk/uksi/2003/2426/regulation/6
 */
export const browserStorage = {
  session: {
    name: 'authjs.session-token',
    in: 'cookie',
    days: 90,
    purpose:
      'Keeps you signed in. Only its fingerprint is kept here, so that nobody can sign in with a copy of our records.',
    when: 'When you sign in. Signing out removes it.',
    setIn: 'app/_server/auth.ts',
  },
  csrf: {
    name: 'authjs.csrf-token',
    in: 'cookie',
    days: null,
    purpose: 'Makes sure that it is you who signs in, and not another site in your name.',
    when: 'When you open a page that has to do with signing in.',
    setIn: 'app/_server/auth.ts',
  },
  callback: {
    name: 'authjs.callback-url',
    in: 'cookie',
    days: null,
    purpose: 'Remembers the page you came from, to bring you back after signing in.',
    when: 'When you sign in.',
    setIn: 'app/_server/auth.ts',
  },
  edition: {
    name: 'edition',
    in: 'cookie',
    days: 30,
    purpose: 'Chooses the pages without advertising. It says “supporter”, and nothing about you.',
    when: 'When you support us and sign in, or have just given. It goes when your support ends or you sign out.',
    setIn: 'app/_server/edition.ts',
  },
  paidHere: {
    name: 'paid_here',
    in: 'cookie',
    days: 30,
    purpose:
      'Gives you the pages without advertising at once, before you sign in: it holds the number of your payment.',
    when: 'When you come back from paying.',
    setIn: 'app/_server/edition.ts',
  },
  reading: {
    name: 'reading',
    in: 'cookie',
    // Longer than a month and than any gift link lasts.
    days: 95,
    purpose: 'Counts the free articles you opened this month, and remembers articles that somebody gave you.',
    when: 'When you open a metered article, or one that was given to you, without being signed in.',
    setIn: 'app/_server/reading.ts',
  },
  adChoice: {
    name: 'ad_choice',
    in: 'cookie',
    days: 365,
    purpose:
      'Remembers whether you accepted or refused advertising from Google, so that you are not asked on every page.',
    when: 'When you choose. If you never do, it is never set.',
    setIn: 'app/_server/consent.ts',
  },
  giftKey: {
    name: 'gift-key',
    in: 'cookie',
    // A debit takes days to be confirmed, and its giver may look again.
    days: 7,
    purpose: 'Shows the code of a membership that you gave to somebody to the browser that bought it, and to no other.',
    when: 'When you begin to give a membership without being signed in.',
    setIn: 'app/_server/gift-key.ts',
  },
  cardVisit: {
    name: 'card-visit',
    in: 'cookie',
    days: 1 / 24,
    purpose:
      'Knows you again when you come back from changing your card, so that a link from elsewhere changes nothing.',
    when: 'When you change the card of your regular gift.',
    setIn: 'app/account/membership/actions.ts',
  },
  device: {
    name: 'device',
    in: 'cookie',
    days: 365,
    purpose: 'Knows the browser again, so that a mail tells of every other one that signs in to the account.',
    when: 'When somebody who works for the magazine signs in. Readers are given none.',
    setIn: 'app/_server/known-device.ts',
    isForStaff: true,
  },
  deskKeys: {
    name: 'desk-keys',
    in: 'localStorage',
    days: 'kept',
    purpose: 'Remembers that the single-letter keys of the desk are switched off.',
    when: 'When staff switch them off or on.',
    setIn: 'app/desk/_ui/desk-keys.tsx',
  },
  writing: {
    name: 'standfirst-writing',
    in: 'IndexedDB',
    days: 'kept',
    purpose: 'Keeps what was written and has not reached us yet, so that a lost network loses no text.',
    when: 'While staff write an article. What has been saved is removed.',
    setIn: 'app/desk/articles/[id]/_writing/kept-here.ts',
  },
} as const satisfies Record<string, Kept>

/** All of it: what readers meet, then what only the staff do. */
export const keptByReaders: readonly Kept[] = Object.values<Kept>(browserStorage).filter(
  (kept) => !isForStaffAlone(kept),
)
export const keptByStaff: readonly Kept[] = Object.values<Kept>(browserStorage).filter(isForStaffAlone)

function isForStaffAlone({ setIn, isForStaff }: Kept): boolean {
  return isForStaff === true || setIn.startsWith('app/desk/')
}

/**
 * What others keep, only ever after consent or on their own pages, by what they say themselves: Google of its publisher
 * tags (https://policies.google.com/technologies/cookies), Stripe of its payment page (https://stripe.com/cookies-policy/legal).
 */
export const keptByOthers = [
  {
    name: '__gads, __gpi, __eoi',
    who: 'Google',
    life: '13 months at most',
    purpose: 'Measures and chooses the advertising that Google delivers.',
    when: 'Only after you accepted advertising from Google, on pages that carry some.',
    needs: 'google',
  },
  {
    name: 'Cookies of stripe.com',
    who: 'Stripe',
    life: 'As Stripe says on its own pages',
    purpose: 'Takes the payment and guards it against fraud.',
    when: 'On Stripe’s own pages, when you give or change a card. Our pages load nothing from Stripe.',
    needs: null,
  },
] as const

/** Sites served by HTTPS have browsers hold next-auth’s cookies to them by a mark before the name. */
const marks = /^__(?:Host|Secure)-/

/** Whether something of this name may be found in a browser that has used the magazine. */
export function isKnown(name: string, where: StoredIn): boolean {
  const plain = name.replace(marks, '')
  return Object.values<Kept>(browserStorage).some((kept) => kept.in === where && kept.name === plain)
}

/** How long something is kept, in words. */
export function lifeInWords(days: Kept['days']): string {
  if (days === null) return 'Until the browser is closed'
  if (days === 'kept') return 'Until it is removed'
  if (days < 1) return 'An hour'
  if (days === 7) return 'A week'
  return days >= 365 ? 'A year' : `${days} days`
}

const places = { cookie: 'Cookie', localStorage: 'Local storage', IndexedDB: 'Database in the browser' } as const

export function placeInWords(where: StoredIn): string {
  return places[where]
}
