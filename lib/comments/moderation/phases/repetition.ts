import { and, desc, eq, gt, ne, or, isNull } from 'drizzle-orm'
import { stringSimilarity } from 'string-similarity-js'
import { comments } from '#db/schema/comments.ts'
import { after, day } from '#lib/clock.ts'
import type { Context } from '#lib/context.ts'
import { hold, type Candidate, type Phase } from '../phase.ts'
import { plainly } from '../words/glyphs.ts'

/** Texts shorter than this are said again by chance: "I quite agree." */
const tooShortToTell = 30
/** Comments looked back at: a person's own, and everybody's. */
const lately = { own: { days: 7, most: 50 }, everybody: { days: 1, most: 400 } } as const
/** A short text may be written so often by one person in a week. */
const mostShort = 2
/** From this on two texts are nearly the same: the Sørensen-Dice coefficient of their pairs of letters. */
const nearly = 0.9
/** The end of a long text is not compared: a pair of letters each takes its time. */
const compared = 1_500
/** People who wrote one text before, beyond which it is nobody's own. */
const mostPeople = 2

/** The same again, by the same person or by several; and one character without end. */
export const repetition: Phase = {
  name: 'repetition',
  async examine(ctx, candidate) {
    const drawnOut = /([^\s.\-_=*])\1{11}/u.test(candidate.text)
      ? [hold('It repeats one character over and over.')]
      : []
    const text = essence(candidate.text)
    const [own, others] = await Promise.all([ownLately(ctx, candidate), othersLately(ctx, candidate)])
    const same = own.filter((one) => essence(one) === text).length
    const repeats = text.length < tooShortToTell ? same > mostShort : same > 0
    const echoes = own.some((one) => isNearly(essence(one), text))
    const people = new Set(others.filter((one) => essence(one.text) === text).map(({ personId }) => personId))
    return [
      ...drawnOut,
      ...(repeats ? [hold('This person has written the same lately.')] : []),
      ...(!repeats && echoes ? [hold('This person has written nearly the same lately.')] : []),
      ...(text.length >= tooShortToTell && people.size >= mostPeople
        ? [hold('Several people have written exactly this today.')]
        : []),
    ]
  },
}

/** Letters and figures alone: what differs in signs, spaces and capitals is the same. */
function essence(text: string): string {
  return plainly(text)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

function isNearly(one: string, other: string): boolean {
  if (other.length < tooShortToTell * 2 || one.length < tooShortToTell * 2) return false
  if (Math.max(one.length, other.length) > 1.3 * Math.min(one.length, other.length)) return false
  return stringSimilarity(one.slice(0, compared), other.slice(0, compared)) >= nearly
}

async function ownLately(ctx: Context, { person, commentId }: Candidate): Promise<string[]> {
  const rows = await ctx.db
    .select({ text: comments.text })
    .from(comments)
    .where(
      and(
        eq(comments.personId, person.id),
        gt(comments.createdAt, after(ctx.now, -lately.own.days * day)),
        commentId === null ? undefined : ne(comments.id, commentId),
        ne(comments.text, ''),
      ),
    )
    .orderBy(desc(comments.createdAt), desc(comments.id))
    .limit(lately.own.most)
  return rows.map(({ text }) => text)
}

async function othersLately(ctx: Context, { person }: Candidate): Promise<{ personId: string | null; text: string }[]> {
  return ctx.db
    .select({ personId: comments.personId, text: comments.text })
    .from(comments)
    .where(
      and(
        gt(comments.createdAt, after(ctx.now, -lately.everybody.days * day)),
        or(isNull(comments.personId), ne(comments.personId, person.id)),
      ),
    )
    .orderBy(desc(comments.createdAt), desc(comments.id))
    .limit(lately.everybody.most)
}
