import { hostileTexts } from '#tests/comments/hostile-markup.ts'
import { write } from '#tests/comments/threads.ts'
import { expect, test } from './support/journey.ts'
import { plantThread } from './support/threads.ts'

test('whatever somebody writes, a browser shows words: no dialog, no script, no request to anybody else', async ({
  page,
  addresses,
}) => {
  test.setTimeout(180_000)
  const { slug } = await plantThread(addresses, async (ctx, at) => {
    // One that answers the article, three that answer it, and three that answer each of those: a page shows all.
    for (let first = 0; first < hostileTexts.length; first += 13) {
      const [text, ...replies] = hostileTexts.slice(first, first + 13)
      const top = await write(ctx, at, { text })
      for (let n = 0; n < replies.length; n += 4) {
        const [reply, ...deeper] = replies.slice(n, n + 4)
        const parentId = await write(ctx, at, { text: reply, parentId: top })
        for (const deepest of deeper) await write(ctx, at, { text: deepest, parentId })
      }
    }
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
