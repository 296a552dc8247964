import { eq } from 'drizzle-orm'
import { v7 } from 'uuid'
import { articles } from '#db/schema/articles.ts'
import { people } from '#db/schema/people.ts'
import { revisionOf } from '#lib/articles/access.ts'
import type { Replacement } from '#lib/articles/revise.ts'
import type { Context } from '#lib/context.ts'
import type { CorrectionFacts, Reply } from '#lib/corrections/model.ts'
import { publishCorrection, type Published } from '#lib/corrections/publish.ts'
import { upToDate } from './dates.ts'
import { inThePast } from './in-the-past.ts'

interface MadeUp {
  slug: string
  at: string
  facts: Partial<CorrectionFacts> & Pick<CorrectionFacts, 'kind' | 'note' | 'prominenceReason'>
  replacements?: Replacement[]
  reply?: Reply
  /** The case it came of: its key in cases.yaml. */
  case?: string
  /** Follows the one before it in this list. */
  follows?: true
}

const usual = {
  severity: 'minor',
  underHeadline: false,
  frontPageDays: 0,
  onFrontPage: false,
  daysStood: 1,
  readers: null,
} as const

const madeUp: MadeUp[] = [
  {
    slug: 'your-mp-is-not-a-plumber',
    case: 'tape',
    at: '2026-11-12T10:00:00Z',
    facts: {
      kind: 'right_of_reply',
      note: 'Gideon Farthing, whose voice this article mentions without his name, has asked to answer it.',
      underHeadline: true,
      daysStood: 7,
      prominenceReason: 'Whoever is written about should be heard where the article begins.',
    },
    reply: {
      author: 'Gideon Farthing',
      headline: 'I am the tape',
      standfirst: 'A reply, from the voice of a housing association’s repairs line.',
      text: `Your correspondents rang the repairs line of Thornsea Homes in October and heard, they say, a recording which advises tenants to contact their Member of Parliament. I am that recording. I have been asked by nobody to say so, which is rather my point.

I am a heating engineer. I was one for Thornsea Homes for twenty-two years, and in the spring of 2021 I was asked to come upstairs and read something into a telephone, because I was thought to have a reassuring voice. I had a cold. I was given a sheet of paper. The sentence about Members of Parliament was not on it.

It was my own. I had been to a flat on Quay Street that morning, for the third time, and had been told for the third time that there was no code for what was wrong with it. So I said what I should have said to my sister: try your MP. I supposed that somebody would listen to it before it was used. That was five years ago.

I do not complain of being called a tape. But your article asks why the telephone is answered by one, as though it were an absence. It is the last thing that anyone in that building said to a tenant on purpose.

I am retired now, and understand that I still take about two hundred calls a day.`,
    },
  },
  {
    slug: 'eleven-minutes-behind',
    case: 'planters',
    at: '2026-11-14T15:30:00Z',
    facts: {
      kind: 'correction',
      severity: 'significant',
      note: 'The cost of the county’s scheme for the two clocks was given too low: two of its figures had changed places.',
      underHeadline: true,
      daysStood: 6,
      prominenceReason: 'A sum of public money, on which readers may have formed a view.',
    },
    replacements: [{ part: 'text', passage: 'it comes with £214,000', replacement: 'it comes with £241,000' }],
  },
  {
    slug: 'eleven-minutes-behind',
    at: '2026-11-16T09:00:00Z',
    facts: {
      kind: 'clarification',
      note: 'Our earlier correction said that the county’s scheme is for the two clocks. Most of it is for planters.',
      underHeadline: false,
      daysStood: 2,
      prominenceReason: 'It explains a correction, and changes nothing in the article.',
    },
    follows: true,
  },
  {
    slug: 'the-minister-regrets',
    at: '2026-11-22T08:00:00Z',
    facts: {
      kind: 'apology',
      severity: 'significant',
      note: 'This column said that no minister has ever regretted at an intermediate depth. The late Sir Osbert Fenwick-Lyle regretted “fairly”, in a letter to a constituent of March 1961, a copy of which has reached us from his daughter. I did not look for it. I am sorry.',
      underHeadline: true,
      frontPageDays: 7,
      onFrontPage: true,
      daysStood: 5,
      prominenceReason: 'The column was on the front page, and the family asked that its readers should know.',
    },
    replacements: [
      {
        part: 'text',
        passage: 'fairly or to about the waist, and cannot find one.',
        replacement: 'fairly or to about the waist, and have been sent one, by his daughter.',
      },
    ],
  },
  {
    slug: 'nine-hours-on-the-71',
    at: '2026-11-22T11:00:00Z',
    facts: {
      kind: 'correction',
      note: 'An earlier version of this article said that Carol-Ann Dyce had been on the road for nineteen years. It is seventeen; she counts from the Monday.',
      prominenceReason: 'A detail, put right the next morning.',
    },
    replacements: [
      {
        part: 'text',
        passage: 'who has been on the road for nineteen years',
        replacement: 'who has been on the road for seventeen years',
      },
    ],
  },
]

/**
 * What Saltmarsh has put right, by its managing editor, on the days when it did.
 * @param cases what of it came of a case, by the cases' keys
 */
export async function seedCorrections(ctx: Context, cases: ReadonlyMap<string, string>): Promise<void> {
  const personId = await idOf(ctx, 'managing-editor@saltmarsh.example')
  const published: Published[] = []
  for (const { slug, case: key = '', at, facts, replacements = [], reply = null, follows } of madeUp) {
    const [article] = await ctx.db.select({ id: articles.id }).from(articles).where(eq(articles.slug, slug))
    if (!article) throw new Error(`the demonstration has no article ${slug}`)
    const earlier = follows === true ? published.at(-1) : undefined
    const one = await inThePast(ctx, upToDate(new Date(at), ctx.now), async (tx) =>
      publishCorrection(tx, {
        articleId: article.id,
        revision: await revisionOf(tx, article.id),
        replacements,
        facts: { ...usual, ...facts },
        reply,
        follows: earlier?.id ?? null,
        caseId: cases.get(key) ?? null,
        submissionId: v7(),
        personId,
      }),
    )
    published.push(one)
  }
}

async function idOf(ctx: Context, email: string): Promise<string> {
  const [person] = await ctx.db.select({ id: people.id }).from(people).where(eq(people.email, email))
  if (!person) throw new Error(`the demonstration has nobody at ${email}`)
  return person.id
}
