// @ts-check
/*
 * Whoever selects a passage of an article is offered to report a mistake in it: a link that comes after the passage for
 * whoever goes on by keyboard, and stands at the foot of the window for whoever looks. The form takes it from the address.
 */

/** As lib/cases/model.ts has it. */
const longestPassage = 1_000
const shortestPassage = 8

/** Of a text, and of the part of one that not everybody may read. */
const blocks = '.article-text > *, .article-text > .restricted > *'

const link = document.createElement('a')
link.className = 'report-passage'
link.textContent = 'Report a mistake in this passage'

/** @param {Node | null | undefined} node */
function blockAround(node) {
  return (node instanceof Element ? node : node?.parentElement)?.closest(blocks)
}

function offer() {
  const selection = getSelection()
  const passage = selection?.toString().replaceAll(/\s+/g, ' ').trim() ?? ''
  const block = blockAround(selection?.focusNode) ?? blockAround(selection?.anchorNode)
  const [, slug] = /^\/articles\/([^/]+)/.exec(location.pathname) ?? []
  if (!block || !slug || passage.length < shortestPassage) {
    if (document.activeElement !== link) link.remove()
    return
  }
  link.href = `/contact/correction?${new URLSearchParams({ article: slug, passage: passage.slice(0, longestPassage) })}`
  if (block.nextSibling !== link) block.after(link)
}

/** @type {ReturnType<typeof setTimeout> | undefined} */
let soon
document.addEventListener('selectionchange', () => {
  clearTimeout(soon)
  soon = setTimeout(offer, 200)
})
