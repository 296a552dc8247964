import { Extension } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { Plugin, PluginKey, type EditorState, type Transaction } from '@tiptap/pm/state'
import { DocAttrStep, Mapping } from '@tiptap/pm/transform'
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view'

declare module '@tiptap/core' {
  interface Commands<ReturnType> {
    previewEnd: {
      /** Ends the preview after the block that the cursor is in. */
      endPreviewHere: () => ReturnType
    }
  }
}

/** How many blocks the text has; footnotes are none of it, nor is the empty line to type in at its end. */
function countBlocks(document: Node): number {
  const last = document.lastChild?.type.name === 'footnotes' ? document.childCount - 1 : document.childCount
  let count = last
  while (count > 0 && isEmptyLine(document.child(count - 1))) count -= 1
  return count
}

function isEmptyLine(node: Node): boolean {
  return node.type.name === 'paragraph' && node.childCount === 0
}

/** How many blocks stand above the marker: at least one always stands below it, however short the text. */
export function blocksAbove(document: Node): number {
  return Math.max(0, Math.min(Number(document.attrs.previewBlocks), countBlocks(document) - 1))
}

function endOfBlocks(document: Node, count: number): number {
  return document.children.slice(0, count).reduce((end, block) => end + block.nodeSize, 0)
}

/** Puts the marker after so many blocks. */
function setPreviewBlocks(tr: Transaction, count: number): Transaction {
  const most = Math.max(0, countBlocks(tr.doc) - 1)
  return tr.setDocAttribute('previewBlocks', Math.max(0, Math.min(count, most)))
}

/**
 * Where the marker stands once the text was changed: between the same two blocks, if they are still there.
 * @returns the number of blocks above it, and whether it must be kept for undo. More than there are, while so many are
 * wished for, stays as it is
 */
function keptPlace(
  before: EditorState,
  transactions: readonly Transaction[],
  after: Node,
): { count: number; keep: boolean } {
  const wished = Number(before.doc.attrs.previewBlocks)
  if (wished > countBlocks(before.doc) - 1) return { count: wished, keep: false }
  const place = endOfBlocks(before.doc, wished)
  const mapping = new Mapping(transactions.flatMap((tr) => tr.mapping.maps))
  // What is put exactly where the marker stands belongs to whichever side it was put from.
  const { pos: mapped, deletedAcross } = mapping.mapResult(place, before.selection.from < place ? 1 : -1)
  let count = 0
  let end = 0
  for (const block of after.children) {
    if (end >= mapped || block.type.name === 'footnotes') break
    end += block.nodeSize
    count += 1
  }
  // Where both blocks became one, nothing but this tells where in it the preview ended.
  return { count, keep: count !== wished || deletedAcross }
}

const key = new PluginKey('previewEnd')

/**
 * The rule that says where the preview ends. Its place is an attribute of the document, so that undo knows it; what is
 * shown of it is none of the document.
 */
export const PreviewEnd = Extension.create<{ isShown: boolean }>({
  name: 'previewEnd',
  addOptions: () => ({ isShown: true }),
  addCommands: () => ({
    endPreviewHere:
      () =>
      ({ tr, state }) => {
        setPreviewBlocks(tr, state.selection.$from.index(0) + 1)
        return true
      },
  }),
  addKeyboardShortcuts() {
    return { 'Mod-Alt-Enter': () => this.editor.commands.endPreviewHere() }
  },
  addProseMirrorPlugins() {
    const { isShown } = this.options
    const marker = isShown ? new Marker() : null
    return [
      new Plugin({
        key,
        appendTransaction(transactions, before, { doc, tr }) {
          if (!transactions.some(({ docChanged }) => docChanged)) return null
          if (transactions.some(({ steps }) => steps.some((step) => step instanceof DocAttrStep))) return null
          const { count, keep } = keptPlace(before, transactions, doc)
          return keep ? tr.setDocAttribute('previewBlocks', count) : null
        },
        view: (view) => {
          marker?.attach(view)
          return { update: (now) => marker?.update(now), destroy: () => marker?.detach() }
        },
        props: {
          decorations({ doc }) {
            if (marker === null) return null
            const place = endOfBlocks(doc, blocksAbove(doc))
            return DecorationSet.create(doc, [
              Decoration.widget(place, marker.element, {
                key: 'preview-end',
                side: -1,
                stopEvent: () => true,
                ignoreSelection: true,
              }),
            ])
          },
        },
      }),
    ]
  },
})

/** A separator that is moved by arrow keys or dragged (WAI-ARIA's window splitter, of blocks). */
class Marker {
  readonly element = document.createElement('div')
  #view: EditorView | null = null

  constructor() {
    const { element } = this
    element.className = 'preview-end'
    element.contentEditable = 'false'
    element.tabIndex = 0
    element.setAttribute('role', 'separator')
    element.setAttribute('aria-orientation', 'horizontal')
    element.setAttribute('aria-label', 'The preview ends here')
    element.setAttribute('aria-valuemin', '0')
    element.title = 'Drag it, or move it by the arrow keys'
    const text = document.createElement('span')
    text.textContent = 'The preview ends here'
    element.append(text)
    element.addEventListener('keydown', (event) => this.#pressed(event))
    element.addEventListener('pointerdown', (event) => this.#grabbed(event))
  }

  attach(view: EditorView): void {
    this.#view = view
    this.update(view)
  }

  detach(): void {
    this.#view = null
    this.element.remove()
  }

  update({ state: { doc } }: EditorView): void {
    const above = blocksAbove(doc)
    const most = Math.max(0, countBlocks(doc) - 1)
    this.element.setAttribute('aria-valuemax', String(most))
    this.element.setAttribute('aria-valuenow', String(above))
    this.element.setAttribute('aria-valuetext', `after ${above} of ${most + 1} blocks`)
  }

  #move(count: number): void {
    const view = this.#view
    if (view === null || !view.editable || count === blocksAbove(view.state.doc)) return
    view.dispatch(setPreviewBlocks(view.state.tr, count))
    // Standing elsewhere now, it has lost the focus.
    this.element.focus({ preventScroll: true })
    this.element.scrollIntoView({ block: 'nearest' })
  }

  #pressed(event: KeyboardEvent): void {
    const view = this.#view
    if (view === null) return
    const above = blocksAbove(view.state.doc)
    const places: Record<string, number> = {
      ArrowUp: above - 1,
      ArrowDown: above + 1,
      Home: 0,
      End: countBlocks(view.state.doc),
    }
    const place = places[event.key]
    if (event.key === 'Escape') view.focus()
    else if (place === undefined) return
    else this.#move(place)
    event.preventDefault()
    event.stopPropagation()
  }

  #grabbed(event: PointerEvent): void {
    if (event.button !== 0) return
    event.preventDefault()
    this.element.focus({ preventScroll: true })
    // Not of the element: it leaves the page and comes back each time that it is moved.
    const held = new AbortController()
    const until = { signal: held.signal }
    addEventListener('pointermove', ({ clientY }) => this.#move(this.#blocksAbovePoint(clientY)), until)
    for (const end of ['pointerup', 'pointercancel']) addEventListener(end, () => held.abort(), until)
  }

  #blocksAbovePoint(y: number): number {
    const blocks = [...(this.#view?.dom.children ?? [])].filter((child) => child !== this.element)
    return blocks.filter((block) => {
      const { top, bottom } = block.getBoundingClientRect()
      return (top + bottom) / 2 < y
    }).length
  }
}
