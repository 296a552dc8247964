import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { authors } from '#db/schema/articles.ts'
import { mails } from '#db/schema/platform.ts'
import { saveArticle, type ArticleInput } from '#lib/articles/commands.ts'
import { moveArticle, type Moving } from '#lib/articles/workflow/move-article.ts'
import { articleAtWork } from '#lib/articles/workflow/people.ts'
import type { Context } from '#lib/context.ts'
import type { Person } from '#lib/people/model.ts'
import { makePerson } from '#tests/support/factories.ts'
import { anArticle, byTest } from '../draft-article.ts'

/** An author, and editors beside them. */
export async function aNewsroom(ctx: Context) {
  const [author, editor, second, moderator] = await Promise.all([
    makePerson(ctx, { name: 'Tamsin Okoro-Pell', roles: ['author'] }),
    makePerson(ctx, { name: 'Edwina Strand', roles: ['editor'] }),
    makePerson(ctx, { name: 'Mathilde Orr', roles: ['managing_editor'] }),
    makePerson(ctx, { name: 'Moses Quillfeather', roles: ['moderator'] }),
  ])
  return { author, editor, second, moderator }
}

let made = 0

/** A draft that is the author's own and of which nothing but the picture is missing. */
export async function aDraft(ctx: Context, author: Person, given: Partial<ArticleInput> = {}): Promise<string> {
  made += 1
  const name = `Author ${made}`
  const { id } = await saveArticle(
    ctx,
    anArticle({ slug: `of-the-newsroom-${made}`, state: 'draft', authors: [{ name }], ...given }),
    byTest,
  )
  await ctx.db.update(authors).set({ personId: author.id }).where(eq(authors.name, name))
  return id
}

/** Makes a move as somebody who sees how the article stands now. */
export async function move(
  ctx: Context,
  articleId: string,
  who: Person,
  name: Moving['move'],
  more: Partial<Moving> = {},
): Promise<string> {
  const article = await articleAtWork(ctx, articleId)
  if (article === null) throw new Error('the article is not there')
  const { state } = await moveArticle(ctx, {
    articleId,
    move: name,
    seen: article.state,
    staff: { personId: who.id, roles: who.roles },
    confirmed: true,
    ...more,
  })
  return state
}

const mailSchema = z.object({
  happening: z.string(),
  headline: z.string(),
  by: z.string(),
  notes: z.array(z.unknown()),
})

/** What the newsroom's mails said, to whom. */
export async function newsroomMails(ctx: Context) {
  const rows = await ctx.db.select().from(mails).where(eq(mails.kind, 'newsroom')).orderBy(mails.createdAt, mails.id)
  return rows.map(({ recipient, data }) => ({ recipient, ...mailSchema.parse(data) }))
}
