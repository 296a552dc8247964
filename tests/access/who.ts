/** Everybody a route may meet: the visitor, whoever has an account in each standing, and each role of the staff. */
export const everyone = [
  'visitor',
  'reader',
  'supporter',
  'patron',
  'lapsed',
  'author',
  'editor',
  'managing editor',
  'moderator',
  'fulfilment',
  'administrator',
] as const

export type Who = (typeof everyone)[number]

export const signedIn = everyone.filter((who) => who !== 'visitor')
export const staff = [
  'author',
  'editor',
  'managing editor',
  'moderator',
  'fulfilment',
  'administrator',
] as const satisfies Who[]
export const editors = ['editor', 'managing editor'] as const satisfies Who[]
export const writers = ['author', ...editors] as const satisfies Who[]
/** Who names topics and authors, and makes campaigns. */
export const editorsAndAdministrator = [...editors, 'administrator'] as const satisfies Who[]
export const caseWorkers = ['managing editor', 'administrator'] as const satisfies Who[]
export const moderators = ['moderator', 'administrator'] as const satisfies Who[]
export const whoMayPick = [...editors, ...moderators] as const satisfies Who[]
export const packers = ['fulfilment', 'administrator'] as const satisfies Who[]
export const administrator = ['administrator'] as const satisfies Who[]
/** Those who may comment: who gives regularly, and staff. */
export const commenters = ['supporter', 'patron', ...staff] as const satisfies Who[]
/** Behind a secret that is not theirs: a token in the address, a signature. */
export const nobody = [] as const satisfies Who[]

/** Who is let in at one route. */
export interface Row {
  for: readonly Who[]
  /**
   * The address asked for, where the route has parameters, and its query. `{name}` stands for one of tests/browser/support/examples.ts;
   * without it the route is its own address.
   */
  at?: string
  /** JSON sent along, likewise filled in. */
  json?: Record<string, unknown>
  /** The status that says no here, where it is another than 401, 403 and 404. */
  outWith?: number
}

/** By route as it lies in app/: /desk/cases/[id]. */
export type Table = Readonly<Record<string, Row>>
