import type { Body } from '#lib/articles/body/document.ts'
import { saveArticle } from '#lib/articles/commands.ts'
import type { Revised } from '#lib/articles/revise.ts'
import { newAuthorSlug, newSlug } from '#lib/articles/slugs.ts'
import { tags } from '#lib/cache/tags.ts'
import type { Context } from '#lib/context.ts'
import { paragraphsOf, type Reply } from '../model.ts'

/**
 * Publishes a reply as an article under the same topics, which everybody may read: whoever was written about is heard by
 * more people than those who pay. Runs in the caller's transaction.
 */
export async function publishReply(
  tx: Context,
  original: Revised,
  reply: Reply,
  personId: string,
): Promise<{ id: string; changed: string[] }> {
  const { id, slug } = await saveArticle(
    tx,
    {
      slug: await newSlug(tx, reply.headline),
      headline: reply.headline,
      standfirst: reply.standfirst,
      body: bodyOf(reply.text),
      access: 'public',
      state: 'published',
      // Whoever replies is none of the magazine's authors, whatever their name.
      authors: [{ name: reply.author, slug: await newAuthorSlug(tx, reply.author) }],
      topics: original.topics,
    },
    { reason: 'Right of reply', personId },
  )
  return { id, changed: [tags.article(id), tags.articleSlug(slug)] }
}

function bodyOf(text: string): Body {
  return {
    type: 'doc',
    content: paragraphsOf(text).map((paragraph) => ({
      type: 'paragraph',
      content: [{ type: 'text', text: paragraph.replace(/\s+/g, ' ') }],
    })),
  }
}
