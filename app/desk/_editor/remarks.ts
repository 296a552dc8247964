import { Extension } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { Plugin, PluginKey } from '@tiptap/pm/state'
import { Decoration, DecorationSet } from '@tiptap/pm/view'
import { lettersOf, otherSign, soughtOf } from '#lib/articles/remarks/sought.ts'

/** A remark in the margin, by the words it is about. */
export interface EditorRemark {
  id: string
  /** As it stood in the text when the remark was made. */
  quote: string
  /** The block of the text that it stood in, counted from 0: of several places with these words the nearest is meant. */
  block?: number
}

interface Shown {
  remarks: readonly EditorRemark[]
  active: string | null
}

export const remarksKey = new PluginKey<Shown>('remarks')

/** Highlights what remarks are about. Nothing of it is in the document. */
export const Remarks = Extension.create({
  name: 'remarks',
  addProseMirrorPlugins: () => [
    new Plugin<Shown>({
      key: remarksKey,
      state: {
        init: () => ({ remarks: [], active: null }),
        apply: (tr, shown) => tr.getMeta(remarksKey) ?? shown,
      },
      props: {
        decorations: (state) => highlights(state.doc, remarksKey.getState(state)),
      },
    }),
  ],
})

function highlights(document: Node, shown: Shown | undefined): DecorationSet | null {
  if (shown === undefined || shown.remarks.length === 0) return null
  return DecorationSet.create(
    document,
    shown.remarks.flatMap((remark) => {
      const place = findQuote(document, remark)
      if (place === null) return []
      const isActive = remark.id === shown.active
      return Decoration.inline(place.from, place.to, {
        class: isActive ? 'remarked remarked-active' : 'remarked',
        'data-remark': remark.id,
      })
    }),
  )
}

/**
 * Finds the words of a remark in one paragraph, a heading or another line of text: the nearest to the block that it was
 * made in, by the rule that the server has (lib/articles/remarks). @returns null when they are no longer there
 */
export function findQuote(document: Node, { quote, block = 0 }: EditorRemark): { from: number; to: number } | null {
  const sought = soughtOf(quote)
  if (sought === '') return null
  let best: { from: number; to: number; distance: number } | null = null
  document.forEach((top, offset, place) => {
    const distance = Math.abs(place - block)
    if (best !== null && best.distance <= distance) return
    const found = findIn(top, sought)
    if (found !== null) best = { from: offset + found.from, to: offset + found.to, distance }
  })
  return best
}

/** @returns where in `block` the words begin and end, counted from before it */
function findIn(block: Node, sought: string): { from: number; to: number } | null {
  if (block.isTextblock) {
    const text = block.textBetween(0, block.content.size, null, otherSign)
    const { letters, at } = lettersOf(text)
    const start = letters.indexOf(sought)
    const [from, last] = [at[start], at[start + sought.length - 1]]
    if (start === -1 || from === undefined || last === undefined) return null
    const [sign = ''] = /^.\p{M}*/su.exec(text.slice(last)) ?? []
    return { from: from + 1, to: last + sign.length + 1 }
  }
  let found: { from: number; to: number } | null = null
  block.descendants((node, position) => {
    if (found !== null) return false
    if (!node.isTextblock) return true
    const inside = findIn(node, sought)
    if (inside !== null) found = { from: position + 1 + inside.from, to: position + 1 + inside.to }
    return false
  })
  return found
}
