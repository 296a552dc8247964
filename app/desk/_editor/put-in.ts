import type { Editor } from '@tiptap/core'
import { NodeSelection } from '@tiptap/pm/state'
import { insertPoint } from '@tiptap/pm/transform'

/**
 * Puts a picture or an embed after the paragraph with the cursor, or in its place when it is empty; where the text allows
 * none (in a pull quote, say), after what forbids it.
 */
export function putIn(editor: Editor, block: { type: 'picture' | 'embed'; attrs: Record<string, string> }): void {
  const { state, view } = editor
  const node = state.schema.node(block.type, block.attrs)
  const { $to } = state.selection
  const tr = state.tr.scrollIntoView()
  const isEmptyLine = $to.parent.type.name === 'paragraph' && $to.parent.childCount === 0
  const range = $to.blockRange()
  if (isEmptyLine && range !== null && $to.node(-1).canReplaceWith($to.index(-1), $to.indexAfter(-1), node.type)) {
    tr.replaceRangeWith($to.before(), $to.after(), node).setSelection(NodeSelection.create(tr.doc, $to.before()))
  } else {
    const end = $to.parent.isTextblock ? $to.after() : $to.pos
    const place = insertPoint(state.doc, end, node.type) ?? state.doc.content.size
    tr.insert(place, node).setSelection(NodeSelection.create(tr.doc, place))
  }
  view.dispatch(tr)
  view.focus()
}
