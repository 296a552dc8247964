import { eq, ne } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { articles, authors } from '#db/schema/articles.ts'
import { people } from '#db/schema/people.ts'
import { seedNewsroom } from '#demo/newsroom.ts'
import { saveArticle } from '#lib/articles/commands.ts'
import { articleStateSchema } from '#lib/articles/model.ts'
import { remarksOf } from '#lib/articles/remarks/queries.ts'
import { workingCopyOf } from '#lib/articles/working-copy.ts'
import { articleAtWork } from '#lib/articles/workflow/people.ts'
import { waitingFor } from '#lib/articles/workflow/waiting.ts'
import { after, day } from '#lib/clock.ts'
import type { StaffRole } from '#lib/people/model.ts'
import { anArticle, byTest } from '#tests/articles/draft-article.ts'
import { testContext } from '#tests/support/context.ts'
import { makePerson } from '#tests/support/factories.ts'

const ctx = await testContext({ now: new Date() })

async function staff(email: string, role: StaffRole) {
  const person = await makePerson(ctx, { roles: [role] })
  await ctx.db
    .update(people)
    .set({ email: `${email}@saltmarsh.example` })
    .where(eq(people.id, person.id))
  return person
}

it('the demonstration’s desk has an article in every state, things said in the margin, and something for everybody', async () => {
  const author = await staff('author', 'author')
  const editor = await staff('editor', 'editor')
  const managing = await staff('managing-editor', 'managing_editor')
  await saveArticle(ctx, anArticle({ authors: [{ name: 'Tamsin Okoro-Pell' }] }), byTest)
  await ctx.db.update(authors).set({ personId: author.id }).where(eq(authors.name, 'Tamsin Okoro-Pell'))
  await seedNewsroom(ctx)

  const rows = await ctx.db
    .select({ id: articles.id, slug: articles.slug, state: articles.state, publishedAt: articles.publishedAt })
    .from(articles)
    .where(ne(articles.slug, 'the-clock-in-the-mud'))
  expect(new Set(rows.map(({ state }) => state))).toEqual(
    new Set(articleStateSchema.options.filter((state) => state !== 'published')),
  )
  const scheduled = rows.find(({ state }) => state === 'scheduled')
  expect(scheduled?.publishedAt && scheduled.publishedAt > ctx.now).toBe(true)

  const embassy = rows.find(({ slug }) => slug === 'the-second-hand-embassy')?.id ?? ''
  expect((await articleAtWork(ctx, embassy))?.plannedFor).not.toBeNull()
  const copy = await workingCopyOf(ctx, embassy)
  if (copy === null) throw new Error('the article is not there')
  const said = await remarksOf(ctx, embassy, copy.written.body, { personId: editor.id })
  expect(said.map(({ resolved, answers, block }) => [resolved !== null, answers.length, block])).toEqual(
    expect.arrayContaining([
      [true, 1, 0],
      [false, 1, 2],
    ]),
  )

  const today = { start: ctx.now, end: after(ctx.now, day) }
  expect((await waitingFor(ctx, author.id, today)).sentBack).toBe(1)
  expect(await waitingFor(ctx, editor.id, today)).toMatchObject({ mine: 1, submitted: 1 })
  expect((await waitingFor(ctx, managing.id, today)).mine).toBeGreaterThan(0)
})
