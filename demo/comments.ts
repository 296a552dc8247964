import { eq } from 'drizzle-orm'
import { v7 } from 'uuid'
import { z } from 'zod'
import { articles } from '#db/schema/articles.ts'
import { comments, type commentBadges } from '#db/schema/comments.ts'
import { personRoles } from '#db/schema/people.ts'
import { after, day } from '#lib/clock.ts'
import { countNew } from '#lib/comments/internal/state.ts'
import { placeUnder } from '#lib/comments/model.ts'
import type { Context } from '#lib/context.ts'
import { recordMembership } from '#lib/membership/commands.ts'
import { upToDate } from './dates.ts'
import { readYaml } from './files.ts'
import { seedPerson } from './people.ts'

const kindSchema = z.enum(['supporter', 'patron', 'staff'])

interface Letter {
  by: string
  at: Date
  text: string
  state: 'published' | 'held'
  replies: Letter[]
}

const letterSchema: z.ZodType<Letter> = z.lazy(() =>
  z.object({
    by: z.string(),
    at: z.coerce.date(),
    text: z.string().transform((text) => text.trim()),
    state: z.enum(['published', 'held']),
    replies: z.array(letterSchema).default([]),
  }),
)

const writerSchema = z.object({ name: z.string(), slug: z.string(), kind: kindSchema })

const fileSchema = z.object({
  people: z.array(writerSchema),
  comments: z.array(z.object({ article: z.string(), comments: z.array(letterSchema) })),
})

type Writers = Map<string, { id: string; badge: (typeof commentBadges)[number] }>

/** The conversations of one file, with the people who hold them. */
export async function seedComments(ctx: Context, file: string): Promise<void> {
  const { people, comments: threads } = await readYaml(file, fileSchema)
  const writers: Writers = new Map()
  for (const [index, { name, slug, kind }] of people.entries()) {
    // They did not come all on one day.
    const since = after(ctx.now, -(200 + index * 11) * day)
    writers.set(name, { id: await seedWriter(ctx, since, { name, slug, kind }), badge: kind })
  }
  for (const { article: slug, comments: letters } of threads) {
    const [article] = await ctx.db.select({ id: articles.id }).from(articles).where(eq(articles.slug, slug))
    if (!article) throw new Error(`${file} has comments under ${slug}, which is not there`)
    for (const letter of letters) await seedLetter(ctx, writers, article.id, null, letter)
  }
}

async function seedWriter(
  ctx: Context,
  since: Date,
  { name, slug, kind }: z.infer<typeof writerSchema>,
): Promise<string> {
  const personId = await seedPerson(ctx, `${slug}@readers.example`, name, since)
  if (kind === 'staff') await ctx.db.insert(personRoles).values({ personId, role: 'author' }).onConflictDoNothing()
  else {
    const entry = { personId, source: 'imported', sourceRef: 'demonstration', state: 'active', tier: kind } as const
    await recordMembership(ctx, {
      ...entry,
      validFrom: since,
      validUntil: null,
      reason: 'Carried over.',
    })
  }
  return personId
}

async function seedLetter(
  ctx: Context,
  writers: Writers,
  articleId: string,
  parent: { id: string; attachedTo: string | null; depth: number } | null,
  letter: Letter,
): Promise<void> {
  const writer = writers.get(letter.by)
  if (!writer) throw new Error(`${letter.by} comments and is not among the people`)
  const place = placeUnder(parent)
  const [row] = await ctx.db
    .insert(comments)
    .values({
      articleId,
      personId: writer.id,
      ...place,
      text: letter.text,
      state: letter.state,
      badge: writer.badge,
      submissionId: v7(),
      createdAt: upToDate(letter.at, ctx.now),
    })
    .returning({ id: comments.id })
  if (!row) throw new Error('a comment was not kept')
  await countNew(ctx, { articleId, attachedTo: place.attachedTo, state: letter.state })
  for (const reply of letter.replies)
    await seedLetter(ctx, writers, articleId, { id: row.id, attachedTo: place.attachedTo, depth: place.depth }, reply)
}
