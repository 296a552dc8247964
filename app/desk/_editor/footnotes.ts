import { Extension } from '@tiptap/core'
import type { Node } from '@tiptap/pm/model'
import { NodeSelection, Plugin, PluginKey, TextSelection, type EditorState, type Transaction } from '@tiptap/pm/state'
import { Decoration, DecorationSet, type EditorView } from '@tiptap/pm/view'

declare module '@tiptap/core' {
  interface Commands<ReturnType> {
    footnotes: {
      /** Puts a reference where the cursor is, with a note of its own, and leads to the note. */
      addFootnote: () => ReturnType
      /** From a reference to its note, or from a note to its first reference. */
      crossToFootnote: () => ReturnType
    }
  }
}

interface Reference {
  id: string
  position: number
}

/** Every reference in the text, in order; those in notes give no note a number. */
function referencesIn(document: Node): Reference[] {
  const found: Reference[] = []
  document.descendants((node, position) => {
    if (node.type.name === 'footnotes') return false
    if (node.type.name === 'footnoteReference') found.push({ id: String(node.attrs.id), position })
    return true
  })
  return found
}

interface PlacedNote {
  id: string
  note: Node
  position: number
}

function notesIn(document: Node): PlacedNote[] {
  const list = document.lastChild
  if (list?.type.name !== 'footnotes') return []
  const found: PlacedNote[] = []
  const start = document.content.size - list.nodeSize
  list.forEach((note, offset) => found.push({ id: String(note.attrs.id), note, position: start + 1 + offset }))
  return found
}

/** Notes are numbered by their first references. @returns ids in that order */
function numbered(document: Node): string[] {
  return [...new Set(referencesIn(document).map(({ id }) => id))]
}

/**
 * Keeps notes as references need them: in the order of their first references, none that nothing refers to. A note whose
 * last reference goes is remembered, so that a reference that is cut and pasted brings its note along.
 * @returns null when they are so already
 */
function mend(state: EditorState, remembered: Map<string, Node>): Transaction | null {
  const { doc, schema, tr } = state
  const notes = notesIn(doc)
  for (const { id, note } of notes) remembered.set(id, note)
  const references = referencesIn(doc)
  const wanted = numbered(doc).flatMap((id) => remembered.get(id) ?? [])
  const isSame = wanted.length === notes.length && wanted.every((note, place) => note === notes[place]?.note)
  const known = new Set(wanted.map((note) => String(note.attrs.id)))
  const dangling = references.filter(({ id }) => !known.has(id))
  if (isSame && dangling.length === 0) return null
  for (const { position } of dangling.toReversed()) tr.delete(position, position + 1)
  const list = tr.doc.lastChild
  const end = tr.doc.content.size
  const start = list?.type.name === 'footnotes' ? end - list.nodeSize : end
  const kept = wanted.length === 0 ? [] : [schema.node('footnotes', null, wanted)]
  if (!isSame) tr.replaceWith(start, end, kept)
  return tr
}

/** Where the cursor stands in a note. @returns its id, or null */
function noteAt({ selection: { $from } }: EditorState): string | null {
  for (let depth = $from.depth; depth > 0; depth -= 1)
    if ($from.node(depth).type.name === 'footnote') return String($from.node(depth).attrs.id)
  return null
}

/** The reference that is selected, or just before the cursor. */
function referenceAt({ selection }: EditorState): string | null {
  const node = selection instanceof NodeSelection ? selection.node : selection.$from.nodeBefore
  return node?.type.name === 'footnoteReference' ? String(node.attrs.id) : null
}

function goToNote(tr: Transaction, id: string): boolean {
  const found = notesIn(tr.doc).find((note) => note.id === id)
  if (found === undefined) return false
  const end = tr.doc.resolve(found.position + found.note.nodeSize - 1)
  tr.setSelection(TextSelection.near(end, -1)).scrollIntoView()
  return true
}

function goToReference(tr: Transaction, id: string): boolean {
  const found = referencesIn(tr.doc).find((reference) => reference.id === id)
  if (found === undefined) return false
  tr.setSelection(TextSelection.near(tr.doc.resolve(found.position + 1))).scrollIntoView()
  return true
}

const keepingKey = new PluginKey<Map<string, Node>>('footnoteKeeping')

/** Notes of what is about to be pasted: each is put under the text as its reference comes into it. */
export function rememberNotes(state: EditorState, notes: Node | undefined): void {
  const remembered = keepingKey.getState(state)
  for (const note of notes?.children ?? []) remembered?.set(String(note.attrs.id), note)
}

export const FootnoteKeeping = Extension.create({
  name: 'footnoteKeeping',
  addCommands: () => ({
    addFootnote:
      () =>
      ({ state, tr, dispatch }) => {
        const { $to, empty } = state.selection
        if (noteAt(state) !== null) return false
        const reference = state.schema.nodes.footnoteReference
        if (
          reference === undefined ||
          !$to.parent.type.inlineContent ||
          !$to.parent.type.contentMatch.matchType(reference)
        )
          return false
        if (!dispatch) return true
        const id = crypto.randomUUID().slice(0, 8)
        if (!empty) tr.setSelection(TextSelection.create(tr.doc, $to.pos))
        tr.insert($to.pos, reference.create({ id }))
        const note = state.schema.node('footnote', { id }, [state.schema.node('paragraph')])
        const place = numbered(tr.doc).indexOf(id)
        const notes = notesIn(tr.doc)
        const before = notes[place]
        if (notes.length === 0) tr.insert(tr.doc.content.size, state.schema.node('footnotes', null, [note]))
        else tr.insert(before?.position ?? tr.doc.content.size - 1, note)
        return goToNote(tr, id)
      },
    crossToFootnote:
      () =>
      ({ state, tr }) => {
        const note = noteAt(state)
        if (note !== null) return goToReference(tr, note)
        const reference = referenceAt(state)
        return reference !== null && goToNote(tr, reference)
      },
  }),
  addKeyboardShortcuts() {
    const { editor } = this
    return {
      'Mod-Alt-f': () => editor.commands.crossToFootnote() || editor.commands.addFootnote(),
      Escape: () => noteAt(editor.state) !== null && editor.commands.crossToFootnote(),
      Enter: () => editor.state.selection instanceof NodeSelection && editor.commands.crossToFootnote(),
    }
  },
  addProseMirrorPlugins: () => [
    new Plugin<Map<string, Node>>({
      key: keepingKey,
      // Every note there ever was: it is no part of what undo goes through, and never shown by itself.
      state: { init: () => new Map(), apply: (_, remembered) => remembered },
      appendTransaction(transactions, _, state) {
        const remembered = keepingKey.getState(state)
        return remembered && transactions.some(({ docChanged }) => docChanged) ? mend(state, remembered) : null
      },
      props: {
        decorations: ({ doc }) => numbers(doc),
        handleClickOn: (view, _, node) => clicked(view, node),
      },
    }),
  ],
})

function clicked(view: EditorView, node: Node): boolean {
  if (node.type.name !== 'footnoteReference') return false
  const { tr } = view.state
  if (!goToNote(tr, String(node.attrs.id))) return false
  view.dispatch(tr)
  return true
}

/** Numbers are shown, never kept. */
function numbers(document: Node): DecorationSet {
  const order = numbered(document)
  const shown = (id: string) => String(order.indexOf(id) + 1)
  return DecorationSet.create(document, [
    ...referencesIn(document).map(({ id, position }) =>
      Decoration.node(position, position + 1, { 'data-number': shown(id), 'aria-label': `Footnote ${shown(id)}` }),
    ),
    ...notesIn(document).map(({ id, note, position }) =>
      Decoration.node(position, position + note.nodeSize, { 'data-number': shown(id) }),
    ),
  ])
}
