import { v7 } from 'uuid'
import { comments } from '#db/schema/comments.ts'
import { hostileTexts } from '#tests/comments/hostile-markup.ts'
import { expect, test } from './support/journey.ts'
import { plantThread } from './support/threads.ts'

function piecesOf(all: string[], size: number): string[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, n) => all.slice(n * size, (n + 1) * size))
}

test('whatever somebody writes, a browser shows words: no dialog, no script, no request to anybody else', async ({
  page,
  addresses,
}) => {
  test.setTimeout(180_000)
  const { slug } = await plantThread(addresses, async (ctx, { articleId, personId }) => {
    const row = (text: string, above: { id: string; depth: number } | null, replies: number) => ({
      id: v7(),
      articleId,
      personId,
      parentId: above?.id ?? null,
      attachedTo: above?.id ?? null,
      depth: above ? above.depth + 1 : 0,
      text,
      state: 'published' as const,
      replies,
      submissionId: v7(),
      createdAt: ctx.now,
    })
    // One that answers the article, three that answer it, and three that answer each of those: a page shows all.
    const rows = piecesOf(hostileTexts, 13).flatMap(([first = '', ...others]) => {
      const branches = piecesOf(others, 4)
      const top = row(first, null, branches.length)
      const replies = branches.flatMap(([second = '', ...deepest]) => {
        const reply = row(second, top, deepest.length)
        return [reply, ...deepest.map((text) => row(text, reply, 0))]
      })
      return [top, ...replies]
    })
    await ctx.db.insert(comments).values(rows)
  })
  const dialogs: string[] = []
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message())
    void dialog.dismiss()
  })
  let shown = 0
  // First under the article, where its HTML is taken over as it stands; then on the thread's own pages.
  for (let path: string | null = `/articles/${slug}`; path !== null;) {
    await page.goto(path)
    // Pressed, pointed at and looked at: what waits for any of it has its chance.
    await page.evaluate(() => {
      for (const element of document.querySelectorAll<HTMLElement>('article.comment *')) {
        element.dispatchEvent(new PointerEvent('pointerover', { bubbles: true }))
        element.focus()
      }
    })
    const found = await page.evaluate(() => {
      const inside = [...document.querySelectorAll('article.comment, article.comment *')]
      const allowed = 'ARTICLE DIV P STRONG EM BDI SPAN A TIME DETAILS SUMMARY BLOCKQUOTE'.split(' ')
      const attributes = 'id class data-comment data-likes data-actions aria-label tabindex dir href rel datetime open'
      return {
        comments: document.querySelectorAll('article.comment').length,
        strangers: inside.filter(({ tagName }) => !allowed.includes(tagName)).map(({ outerHTML }) => outerHTML),
        handlers: inside.flatMap((element) =>
          element.getAttributeNames().filter((name) => !attributes.split(' ').includes(name)),
        ),
        addresses: [...document.querySelectorAll<HTMLAnchorElement>('.comment-text a')].filter(
          ({ protocol, username, rel }) => !/^https?:$/.test(protocol) || username !== '' || !rel.includes('nofollow'),
        ).length,
        further: [...document.querySelectorAll('a')].find(({ textContent }) => textContent === 'Earlier comments')
          ?.href,
      }
    })
    expect(found).toMatchObject({ strangers: [], handlers: [], addresses: 0 })
    if (!path.endsWith(slug)) shown += found.comments
    path = path.endsWith(slug) ? `/articles/${slug}/comments` : (found.further ?? null)
  }
  expect(shown).toBe(hostileTexts.length)
  expect(dialogs).toEqual([])
})
