import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { articles } from '#db/schema/articles.ts'
import { acceptLicence } from '#lib/licences/answers.ts'
import { licenceById } from '#lib/licences/queries.ts'
import { licensedText } from '#lib/licences/text.ts'
import { testContext } from '#tests/support/context.ts'
import { articleOf, offered, textOf } from './enquiries.ts'

const ctx = await testContext({ now: new Date() })
const name = 'Ines Corrigan'

async function putBehindTheWall(slug: string): Promise<void> {
  await ctx.db.update(articles).set({ access: 'supporters' }).where(eq(articles.slug, slug))
}

describe('an article that went behind the wall', () => {
  it('is not had by accepting terms that were offered while everybody could read it', async () => {
    const { slug } = await articleOf(ctx, textOf('For everybody, for now.'))
    const id = await offered(ctx, { slug })
    await putBehindTheWall(slug)
    await expect(acceptLicence(ctx, { licenceId: id, name })).rejects.toMatchObject({
      kind: 'conflict',
      message: expect.stringContaining('not for everybody any more'),
    })
    expect(await licenceById(ctx, id)).toMatchObject({ standing: 'offered', acceptedName: null })
    expect(await licensedText(ctx, id)).toEqual({ state: 'withheld', because: 'no_licence' })
  })

  it('is had when it was offered all the same, and by whom it was licensed before', async () => {
    const { slug } = await articleOf(ctx, textOf('For everybody, for now.'))
    const [allTheSame, before] = [await offered(ctx, { slug, notPublicAnyway: true }), await offered(ctx, { slug })]
    await acceptLicence(ctx, { licenceId: before, name })
    await putBehindTheWall(slug)
    await acceptLicence(ctx, { licenceId: allTheSame, name })
    expect(await licensedText(ctx, allTheSame)).toMatchObject({ state: 'given' })
    expect(await licensedText(ctx, before)).toMatchObject({ state: 'given' })
  })
})
