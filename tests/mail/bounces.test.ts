import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import { people } from '#db/schema/people.ts'
import { noteMailRefused } from '#lib/people/mail-refusals.ts'
import { testContext } from '#tests/support/context.ts'
import { makePerson } from '#tests/support/factories.ts'

const ctx = await testContext()

describe('a bounce that comes later', () => {
  test('marks whose address it is, and nobody else', async () => {
    const [person, other] = [await makePerson(ctx), await makePerson(ctx)]
    await noteMailRefused(ctx, person.email, '550 5.1.1 no such user')
    const marks = await ctx.db.select({ id: people.id, at: people.mailRefusedAt }).from(people)
    expect(marks.find(({ id }) => id === person.id)?.at).toEqual(ctx.now)
    expect(marks.find(({ id }) => id === other.id)?.at).toBeNull()
  })

  test('for an address of nobody changes nothing', async () => {
    await noteMailRefused(ctx, 'nobody@example.org', '550')
    expect(await ctx.db.select().from(people).where(eq(people.email, 'nobody@example.org'))).toEqual([])
  })
})
