import { eq } from 'drizzle-orm'
import { expect, it } from 'vitest'
import { people } from '#db/schema/people.ts'
import { seedLicences } from '#demo/licences.ts'
import { saveArticle } from '#lib/articles/commands.ts'
import { licencesToday, listLicences } from '#lib/licences/queries.ts'
import { anArticle, byTest } from '#tests/articles/draft-article.ts'
import { testContext } from '#tests/support/context.ts'
import { makePerson } from '#tests/support/factories.ts'

const ctx = await testContext({ now: new Date() })

it('the demonstration has a licence in force, one to be paid, and an offer that waits', async () => {
  const { id } = await makePerson(ctx, { roles: ['managing_editor'] })
  await ctx.db.update(people).set({ email: 'managing-editor@saltmarsh.example' }).where(eq(people.id, id))
  for (const slug of ['eleven-minutes-behind', 'nine-hours-on-the-71', 'your-mp-is-not-a-plumber'])
    await saveArticle(ctx, anArticle({ slug, publishedAt: new Date('2020-01-01T00:00:00Z') }), byTest)
  await seedLicences(ctx)
  const { lines } = await listLicences(ctx, undefined)
  expect(lines.map(({ standing }) => standing)).toEqual(['offered', 'awaiting_payment', 'in_force'])
  expect(await licencesToday(ctx)).toMatchObject({ quiet: 1, overdue: 0 })
})
