import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { people } from '#db/schema/people.ts'
import type { Body } from '#lib/articles/body/document.ts'
import { saveArticle } from '#lib/articles/commands.ts'
import { accessSchema } from '#lib/articles/model.ts'
import type { StaffMember } from '#lib/articles/policy.ts'
import { addRemark, answerRemark, settleRemark } from '#lib/articles/remarks/commands.ts'
import { assignArticle, planArticle } from '#lib/articles/workflow/assign.ts'
import { moveArticle } from '#lib/articles/workflow/move-article.ts'
import { moves } from '#lib/articles/workflow/moves.ts'
import { articleAtWork } from '#lib/articles/workflow/people.ts'
import { after, dateIn, day, timeIn } from '#lib/clock.ts'
import type { Context } from '#lib/context.ts'
import { personById } from '#lib/people/queries.ts'
import { magazineSettings } from '#lib/settings/queries.ts'
import { readYaml } from './files.ts'

const bySchema = z.enum(['author', 'editor', 'managing-editor'])
type By = z.infer<typeof bySchema>

const stepSchema = z.strictObject({
  ago: z.number(),
  by: bySchema,
  move: z.enum(moves).optional(),
  note: z.string().default(''),
  /** Days from now until readers are to see it. */
  in: z.int().positive().optional(),
  assign: bySchema.optional(),
})
type Step = z.infer<typeof stepSchema>

const remarkSchema = z.strictObject({
  ago: z.number(),
  by: bySchema,
  passage: z.string().default(''),
  text: z.string(),
  answers: z.array(z.strictObject({ ago: z.number(), by: bySchema, text: z.string() })).default([]),
  settled: bySchema.optional(),
})

const fileSchema = z.array(
  z.strictObject({
    slug: z.string(),
    headline: z.string(),
    standfirst: z.string().default(''),
    author: z.string(),
    topic: z.string(),
    access: accessSchema.default('metered'),
    ago: z.number(),
    planned: z.int().positive().optional(),
    text: z.string(),
    steps: z.array(stepSchema).default([]),
    remarks: z.array(remarkSchema).default([]),
  }),
)
type MadeUp = z.infer<typeof fileSchema>[number]

/** What the desk works on: articles that wait, are argued over, are ready, scheduled, and taken down again. */
export async function seedNewsroom(ctx: Context): Promise<void> {
  const staff = {
    author: await memberAt(ctx, 'author'),
    editor: await memberAt(ctx, 'editor'),
    'managing-editor': await memberAt(ctx, 'managing-editor'),
  }
  for (const madeUp of await readYaml('newsroom.yaml', fileSchema)) await seedOne(ctx, staff, madeUp)
}

async function seedOne(ctx: Context, staff: Record<By, StaffMember>, madeUp: MadeUp): Promise<void> {
  const then = (ago: number) => ({ ...ctx, now: after(ctx.now, Math.round(-ago * day)) })
  const { slug, headline, standfirst, author, topic, access, ago, planned, steps, remarks } = madeUp
  const { timeZone } = await magazineSettings(ctx)
  const paragraphs = madeUp.text.trim().split(/\n{2,}/)
  const { id } = await saveArticle(
    then(ago),
    {
      slug,
      headline,
      standfirst,
      access,
      body: bodyOf(paragraphs),
      state: 'draft',
      authors: [{ name: author }],
      topics: [{ name: topic }],
    },
    { reason: 'Begun', personId: staff[author === 'Tamsin Okoro-Pell' ? 'author' : 'editor'].personId },
  )
  for (const step of steps) await takeStep(then(step.ago), id, staff, step, appears(ctx, step, timeZone))
  if (planned !== undefined)
    await planArticle(ctx, id, dateIn(after(ctx.now, planned * day), timeZone), staff['managing-editor'].personId)
  for (const { ago: said, by, passage, text, answers, settled } of remarks) {
    const block = paragraphs.findIndex((paragraph) => paragraph.includes(passage))
    if (block === -1) throw new Error(`the demonstration’s ${slug} does not say “${passage}”`)
    const remark = await addRemark(then(said), id, { text, quote: passage, block }, staff[by])
    for (const answer of answers) await answerRemark(then(answer.ago), remark, { text: answer.text }, staff[answer.by])
    if (settled) await settleRemark(then(1), remark, true, staff[settled])
  }
}

/** At six in the morning, some days from now. */
function appears(ctx: Context, step: Step, timeZone: string): Date | null {
  return step.in === undefined ? null : timeIn(`${dateIn(after(ctx.now, step.in * day), timeZone)}T06:00`, timeZone)
}

async function takeStep(
  ctx: Context,
  articleId: string,
  staff: Record<By, StaffMember>,
  { by, move, note, assign }: Step,
  at: Date | null,
): Promise<void> {
  if (assign) await assignArticle(ctx, articleId, staff[assign].personId, staff[by].personId)
  const article = await articleAtWork(ctx, articleId)
  if (move === undefined || article === null) return
  await moveArticle(ctx, {
    articleId,
    move,
    seen: article.state,
    staff: staff[by],
    note,
    confirmed: true,
    ...(at && { at }),
  })
}

function bodyOf(paragraphs: string[]): Body {
  return {
    type: 'doc',
    content: paragraphs.map((text) => ({ type: 'paragraph', content: [{ type: 'text', text }] })),
  }
}

async function memberAt(ctx: Context, by: By): Promise<StaffMember> {
  const [row] = await ctx.db
    .select({ id: people.id })
    .from(people)
    .where(eq(people.email, `${by}@saltmarsh.example`))
  const person = row && (await personById(ctx, row.id))
  if (!person) throw new Error(`the demonstration has no ${by}`)
  return { personId: person.id, roles: person.roles }
}
