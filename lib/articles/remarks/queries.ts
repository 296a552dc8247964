import { asc, eq, inArray } from 'drizzle-orm'
import { remarkAnswers, remarks } from '#db/schema/newsroom.ts'
import type { Context } from '#lib/context.ts'
import { peopleNamed } from '#lib/people/queries.ts'
import type { Body } from '../body/document.ts'
import type { StaffMember } from '../policy.ts'
import { findPassage } from './passage.ts'
import { mayChange } from './policy.ts'

/** Something said, as it is shown to whoever asks. */
export interface Said {
  id: string
  text: string
  by: string
  at: Date
  isEdited: boolean
  /** Whether whoever asks wrote it, and may still put it otherwise. */
  mayChange: boolean
}

export interface Remark extends Said {
  /** Empty: about the whole article. */
  quote: string
  /** Where its passage stands now, counted from 0; null when it is about the whole article, or its words are gone. */
  block: number | null
  answers: Said[]
  resolved: { by: string; at: Date } | null
}

/** All remarks on an article: those on passages in the order of the text, then those on all of it, each in order of age. */
export async function remarksOf(
  ctx: Context,
  articleId: string,
  body: Body,
  asker: Pick<StaffMember, 'personId'>,
): Promise<Remark[]> {
  const rows = await ctx.db
    .select()
    .from(remarks)
    .where(eq(remarks.articleId, articleId))
    .orderBy(asc(remarks.createdAt), asc(remarks.id))
  if (rows.length === 0) return []
  const answers = await ctx.db
    .select()
    .from(remarkAnswers)
    .where(
      inArray(
        remarkAnswers.remarkId,
        rows.map(({ id }) => id),
      ),
    )
    .orderBy(asc(remarkAnswers.createdAt), asc(remarkAnswers.id))
  const names = await peopleNamed(ctx, [
    ...new Set([...rows, ...answers].flatMap(({ personId }) => personId ?? [])),
    ...rows.flatMap(({ resolvedBy }) => resolvedBy ?? []),
  ])
  const nameOf = (id: string | null) => (id === null ? undefined : names.get(id)) ?? 'somebody who has left'
  const said = (row: (typeof rows)[number] | (typeof answers)[number]): Said => ({
    id: row.id,
    text: row.text,
    by: nameOf(row.personId),
    at: row.createdAt,
    isEdited: row.editedAt !== null,
    mayChange: mayChange(asker, row, ctx.now),
  })
  const all = rows.map((row): Remark => ({
    ...said(row),
    quote: row.quote,
    block: row.quote === '' || row.block === null ? null : findPassage(body, { quote: row.quote, block: row.block }),
    answers: answers.filter(({ remarkId }) => remarkId === row.id).map(said),
    resolved: row.resolvedAt === null ? null : { by: nameOf(row.resolvedBy), at: row.resolvedAt },
  }))
  const place = ({ block }: Remark) => block ?? Number.MAX_SAFE_INTEGER
  return all.toSorted((one, other) => place(one) - place(other))
}
