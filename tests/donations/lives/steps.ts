import fc from 'fast-check'
import type { Post } from './magazine.ts'

const currencies = ['GBP', 'USD', 'EUR', 'AUD'] as const
/** The lowest gifts of each kind, as the plans on sale have them: supporter and patron, month and year, minor units. */
export const minimums = {
  GBP: { month: [500, 2000], year: [5000, 20_000] },
  USD: { month: [600, 2500], year: [6000, 25_000] },
  EUR: { month: [600, 2400], year: [6000, 24_000] },
  AUD: { month: [1000, 4000], year: [10_000, 40_000] },
} as const

const interval = fc.constantFrom('month', 'year')
const tier = fc.constantFrom('supporter', 'patron')
/** On top of the minimum. */
const extra = fc.constantFrom(0, 0, 100, 333)
const who = fc.constantFrom(0, 0, 0, 1)
const joining = fc.record({
  do: fc.constant('join'),
  who,
  how: fc.constantFrom('signed in', 'signed in', 'as a visitor'),
  interval: fc.constantFrom('month', 'month', 'month', 'year'),
  tier,
  extra,
  currency: fc.constantFrom(...currencies),
  card: fc.constantFrom('good', 'good', 'good', 'fails later', 'disputed', 'good'),
})

const plain = (...names: readonly PlainName[]) => fc.record({ do: fc.constantFrom(...names), who })
const plainNames = [
  'pay what is open',
  'pause payments',
  'resume payments',
  'pause altogether',
  'resume altogether',
  'give notice',
  'take notice back',
  'cancel now',
  'win the dispute',
  'lose the dispute',
  'bounce the refund',
  'delete the customer',
  'buy something else',
] as const
type PlainName = (typeof plainNames)[number]

/** What a donor does in the account, rather than in Stripe's own pages or by the hand of staff. */
const wishing = fc.record({
  do: fc.constant('wish'),
  who,
  kind: fc.constantFrom('change', 'change', 'pause', 'cancel', 'resume'),
  interval,
  tier,
  extra,
})

const step = fc.oneof(
  { weight: 10, arbitrary: wishing },
  { weight: 5, arbitrary: joining },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('give once'), who, amount: fc.constantFrom(600, 1234, 50_000) }),
  },
  {
    weight: 12,
    arbitrary: fc.record({ do: fc.constant('wait'), hours: fc.constantFrom(0.5, 2, 24, 70, 170, 370, 740, 744) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('wait a year') }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('change card'),
      who,
      card: fc.constantFrom('good', 'fails later', 'declined'),
    }),
  },
  { weight: 6, arbitrary: fc.record({ do: fc.constant('change gift'), who, interval, tier, extra }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('refund'),
      who,
      part: fc.constantFrom(0.3, 1, 1, 1),
      which: fc.constantFrom(0, 0, 0, 1),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('dispute'), who, which: fc.constantFrom(0, 0, 1) }) },
  { weight: 14, arbitrary: plain(...plainNames.slice(0, 8)) },
  { weight: 6, arbitrary: plain(...plainNames.slice(8)) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('night') }) },
)
export type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never

const share = fc.constantFrom(0, 0, 0.2, 0.5)
const post: fc.Arbitrary<Post> = fc.record({
  lost: fc.constantFrom(0, 0, 0, 0.3, 1),
  late: share,
  twice: share,
  shuffled: fc.boolean(),
  workers: fc.constantFrom(1, 2),
})

export interface Life {
  begins: string
  afterRetries: 'cancel' | 'unpaid' | 'past_due'
  post: Post
  seed: number
  steps: Step[]
}

/** Begins with somebody joining: most of what can happen needs that. */
export const life: fc.Arbitrary<Life> = fc.record({
  begins: fc.constantFrom('2026-01-31T12:00:00Z', '2026-03-10T23:59:30Z', '2028-02-29T06:00:00Z'),
  afterRetries: fc.constantFrom('cancel', 'unpaid', 'past_due'),
  post,
  seed: fc.nat(),
  steps: fc
    .tuple(joining, fc.array(step, { minLength: 3, maxLength: 14 }))
    .map(([first, others]): Step[] => [first, ...others]),
})

const people = ['Ada', 'Ben']

/** A step in words. */
function stepInWords(one: Step): string {
  const name = 'who' in one ? people[one.who] : ''
  switch (one.do) {
    case 'join':
      return `${name} joins ${one.how}: ${one.tier} by the ${one.interval}, ${one.currency}, ${one.extra} above the minimum, card: ${one.card}`
    case 'give once':
      return `${name} gives ${one.amount} once`
    case 'wait':
      return `${one.hours} hours pass`
    case 'wait a year':
      return 'a year passes, with every night’s comparison'
    case 'change card':
      return `${name} changes the card: ${one.card}`
    case 'change gift':
      return `${name} changes the gift: ${one.tier} by the ${one.interval}, ${one.extra} above the minimum`
    case 'refund':
      return `${name} gets ${one.part * 100} % of payment ${one.which} (0 is the newest) back`
    case 'dispute':
      return `${name} disputes payment ${one.which} (0 is the newest)`
    case 'wish':
      return one.kind === 'change'
        ? `${name} changes the gift in the account: ${one.tier} by the ${one.interval}, ${one.extra} above the minimum`
        : `${name} presses in the account: ${one.kind}`
    case 'night':
      return 'a night, with its comparison'
    default:
      return `${name}: ${one.do}`
  }
}

export function lifeInWords({ begins, afterRetries, post: befalls, seed, steps }: Life): string {
  return [
    `It begins ${begins}; after the last retry Stripe makes it ${afterRetries}; the post ${JSON.stringify(befalls)}, seed ${seed}.`,
    ...steps.map((one, index) => `${index + 1}. ${stepInWords(one)}`),
  ].join('\n')
}
