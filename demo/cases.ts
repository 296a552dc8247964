import { eq, sql } from 'drizzle-orm'
import { v7 } from 'uuid'
import { z } from 'zod'
import { articles, authors } from '#db/schema/articles.ts'
import { cases, findings, severities } from '#db/schema/cases.ts'
import { people } from '#db/schema/people.ts'
import { takeFiles } from '#lib/cases/files.ts'
import { changeCase, lockCase, type CaseChange } from '#lib/cases/internal/move.ts'
import { recordEvent, type NewEvent } from '#lib/cases/internal/record.ts'
import { caseKinds, caseReference, caseStates } from '#lib/cases/model.ts'
import { after, day } from '#lib/clock.ts'
import type { Context } from '#lib/context.ts'
import { readYaml } from './files.ts'
import { inThePast } from './in-the-past.ts'

const stepSchema = z.strictObject({
  /** Days after the message came. */
  after: z.number(),
  letter: z.string().optional(),
  letter_in: z.string().optional(),
  note: z.string().optional(),
  owner: z.literal(true).optional(),
  state: z.enum(caseStates).optional(),
  finding: z.enum(findings).optional(),
  text: z.string().default(''),
  severity: z.enum(severities).optional(),
  ask: z.string().optional(),
  author: z.string().optional(),
  recipient: z.string().optional(),
  passage: z.string().default(''),
  statement: z.string().optional(),
  merge: z.string().optional(),
})
type Step = z.infer<typeof stepSchema>

const fileSchema = z.array(
  z.object({
    key: z.string(),
    kind: z.enum(caseKinds),
    article: z.string().nullable(),
    ago: z.number(),
    name: z.string(),
    email: z.email(),
    details: z.record(z.string(), z.string()),
    /** What came with it: plain text, by name. */
    files: z.record(z.string(), z.string()).default({}),
    message: z.string(),
    steps: z.array(stepSchema),
  }),
)
type MadeUp = z.infer<typeof fileSchema>[number]

/**
 * What the managing editor's desk has before it, and what it has settled: a case in every stage.
 * @returns their ids, by their keys
 */
export async function seedCases(ctx: Context): Promise<ReadonlyMap<string, string>> {
  const editor = await idOf(ctx, 'managing-editor@saltmarsh.example')
  const madeUp = await readYaml('cases.yaml', fileSchema)
  const ids = new Map<string, string>()
  // What happened to all of them, in the order in which it did: a case that is merged goes on in one that is there.
  const events = madeUp
    .flatMap((one) => [
      { one, step: null, ago: one.ago },
      ...one.steps.map((step) => ({ one, step, ago: one.ago - step.after })),
    ])
    .toSorted((a, b) => b.ago - a.ago)
  for (const { one, step, ago } of events)
    await inThePast(ctx, after(ctx.now, Math.round(-ago * day)), async (tx) => {
      if (step === null) ids.set(one.key, await open(tx, one))
      else await take(tx, { caseId: ids.get(one.key) ?? '', step, editor, ids })
    })
  return ids
}

async function open(tx: Context, one: MadeUp): Promise<string> {
  const { kind, article: slug, name, email, details, message } = one
  const id = v7({ msecs: tx.now.getTime() })
  const [article] =
    slug === null ? [] : await tx.db.select({ id: articles.id }).from(articles).where(eq(articles.slug, slug))
  if (slug !== null && article === undefined) throw new Error(`there is no article ${slug}`)
  await tx.db.insert(cases).values({
    id,
    kind,
    articleId: article?.id ?? null,
    name,
    email,
    message,
    details,
    submissionId: v7(),
    receivedAt: tx.now,
    dueAt: after(tx.now, 28 * day),
    changedAt: tx.now,
    search: sql`to_tsvector('magazine', ${[name, email, ...Object.values(details)].join(' ')})`,
  })
  const files = await takeFiles(
    tx,
    Object.entries(one.files).map(([called, text]) => ({ name: called, bytes: new TextEncoder().encode(text) })),
  )
  await recordEvent(tx, id, { kind: 'received', actor: 'reader', personId: null, text: message, files })
  return id
}

interface Taken {
  caseId: string
  step: Step
  editor: string
  ids: ReadonlyMap<string, string>
}

/** One step, as the desk's commands take it, but for the mails: nobody is told today of what happened long ago. */
async function take(tx: Context, { caseId, step, editor, ids }: Taken): Promise<void> {
  const row = await lockCase(tx, caseId)
  const byDesk = { actor: 'desk', personId: editor } as const
  const change = (what: CaseChange, event: NewEvent) => changeCase(tx, row, what, event)
  // Whoever works on it has read what came before.
  if (step.letter_in === undefined && step.statement === undefined)
    await tx.db.update(cases).set({ unreadSince: null }).where(eq(cases.id, caseId))
  if (step.letter !== undefined)
    await change(row.state === 'received' ? { state: 'acknowledged' } : {}, {
      kind: 'letter_out',
      ...byDesk,
      text: step.letter,
      details: { subject: `Saltmarsh: your message ${caseReference(row.number, row.receivedAt)}` },
    })
  else if (step.letter_in !== undefined)
    await change(
      {},
      { kind: 'letter_in', actor: 'reader', personId: null, text: step.letter_in, details: { via: 'page' } },
    )
  else if (step.note !== undefined) await change({}, { kind: 'note', ...byDesk, text: step.note })
  else if (step.owner) await change({ ownerId: editor }, { kind: 'owner', ...byDesk, details: { to: 'Mathilde Orr' } })
  else if (step.severity !== undefined)
    await change({ severity: step.severity }, { kind: 'severity', ...byDesk, details: { to: step.severity } })
  else if (step.state !== undefined)
    await change(
      { state: step.state, ...(step.finding ? { finding: step.finding } : {}) },
      { kind: 'state', ...byDesk, text: step.text, ...(step.finding ? { details: { finding: step.finding } } : {}) },
    )
  else if (step.ask !== undefined) await ask(tx, row, step, editor)
  else if (step.statement !== undefined) await answer(tx, row, step.statement)
  else if (step.merge !== undefined) await merge(tx, row, ids.get(step.merge) ?? '', editor)
}

type CaseRow = Awaited<ReturnType<typeof lockCase>>

async function ask(tx: Context, row: CaseRow, { ask: text = '', ...step }: Step, editor: string): Promise<void> {
  const [author] = await tx.db
    .select({ id: authors.id, name: authors.name })
    .from(authors)
    .where(eq(authors.slug, step.author ?? ''))
  if (author === undefined) throw new Error(`there is no author ${step.author}`)
  await changeCase(
    tx,
    row,
    { state: 'awaiting_author' },
    {
      kind: 'statement_asked',
      actor: 'desk',
      personId: editor,
      text,
      details: {
        recipient: step.recipient ?? '',
        passage: step.passage,
        ...(row.articleId === null ? {} : { article: row.articleId }),
        author: author.id,
        name: author.name,
      },
    },
  )
}

async function answer(tx: Context, row: CaseRow, text: string): Promise<void> {
  const [asked] = await tx.db.execute(
    sql`select id, details->>'name' as name from case_events where case_id = ${row.id} and kind = 'statement_asked' order by number desc limit 1`,
  )
  await changeCase(
    tx,
    row,
    { state: 'investigating' },
    {
      kind: 'statement',
      actor: 'author',
      personId: null,
      text,
      details: { asked: String(asked?.id), name: String(asked?.name) },
    },
  )
}

async function merge(tx: Context, row: CaseRow, targetId: string, editor: string): Promise<void> {
  const into = await lockCase(tx, targetId)
  const byDesk = { actor: 'desk', personId: editor } as const
  await changeCase(
    tx,
    row,
    { state: 'closed', mergedInto: into.id },
    {
      kind: 'merged',
      ...byDesk,
      details: { into: caseReference(into.number, into.receivedAt) },
    },
  )
  await recordEvent(tx, into.id, {
    kind: 'merged_here',
    ...byDesk,
    details: { from: caseReference(row.number, row.receivedAt) },
  })
}

async function idOf(ctx: Context, email: string): Promise<string> {
  const [row] = await ctx.db.select({ id: people.id }).from(people).where(eq(people.email, email))
  if (row === undefined) throw new Error(`${email} is not among the people`)
  return row.id
}
