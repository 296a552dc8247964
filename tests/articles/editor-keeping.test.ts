import { Editor } from '@tiptap/core'
import { TextSelection } from '@tiptap/pm/state'
import { describe, expect, test } from 'vitest'
import { bodyOf, documentOf } from '#app/desk/_editor/body.ts'
import { FootnoteKeeping } from '#app/desk/_editor/footnotes.ts'
import { selectedPassage } from '#app/desk/_editor/passage.ts'
import { blocksAbove, PreviewEnd } from '#app/desk/_editor/preview-end.ts'
import { findQuote } from '#app/desk/_editor/remarks.ts'
import { bodyNodes } from '#app/desk/_editor/schema/extensions.ts'
import { fromHtml } from '#lib/articles/body/from-hast.ts'
import { toText } from '#lib/articles/body/to-text.ts'
import { findPassage } from '#lib/articles/remarks/passage.ts'

/** An editor without a page around it. */
function opened(html: string, previewBlocks = 0): Editor {
  const editor = new Editor({
    element: null,
    extensions: [...bodyNodes, PreviewEnd.configure({ isShown: false }), FootnoteKeeping],
    content: documentOf(fromHtml(html).body, previewBlocks),
  })
  // Tiptap adds them as it is put into a page.
  editor.view.updateState(editor.state.reconfigure({ plugins: editor.extensionManager.plugins }))
  return editor
}

/** Types in one go. */
function type(editor: Editor, text: string): boolean {
  return editor.commands.insertContent({ type: 'text', text })
}

function textOf(editor: Editor): string {
  return toText(bodyOf(editor.state.doc)).replaceAll('\n\n', '|')
}

/** Puts the cursor before or after the first place of `words`, or selects them. */
function at(editor: Editor, words: string, where: 'before' | 'after' | 'selected'): Editor {
  const place = findQuote(editor.state.doc, { id: '', quote: words })
  if (place === null) throw new Error(`no ${words} in the text`)
  const { from, to } = place
  const range = { before: [from, from], after: [to, to], selected: [from, to] } as const
  const [anchor, head] = range[where]
  editor.view.dispatch(editor.state.tr.setSelection(TextSelection.create(editor.state.doc, anchor, head)))
  return editor
}

describe('the preview ends between the same two blocks', () => {
  const five = '<p>One</p><p>Two</p><p>Three</p><p>Four</p><p>Five</p>'

  test.each<[string, number, (editor: Editor) => unknown, number]>([
    ['while words are typed above', 2, (editor) => type(at(editor, 'One', 'after'), ' more'), 2],
    ['when a block is begun above', 2, (editor) => at(editor, 'One', 'after').commands.splitBlock(), 3],
    [
      'when a block above is taken away',
      2,
      (editor) => at(editor, 'One', 'selected').commands.deleteNode('paragraph'),
      1,
    ],
    ['when a block is begun right above', 2, (editor) => at(editor, 'Two', 'after').commands.splitBlock(), 3],
    ['when a block below is split', 2, (editor) => at(editor, 'Three', 'after').commands.splitBlock(), 2],
    ['when it ends before anything', 0, (editor) => at(editor, 'One', 'after').commands.splitBlock(), 0],
    ['when more is wished for than there is', 9, (editor) => at(editor, 'One', 'after').commands.splitBlock(), 9],
    ['when a rule is put right above', 2, (editor) => at(editor, 'Two', 'after').commands.setHorizontalRule(), 3],
    ['when blocks above become a list', 2, (editor) => at(editor, 'One', 'after').commands.toggleBulletList(), 2],
  ])('%s', (_, before, act, after) => {
    const editor = opened(five, before)
    expect(act(editor)).not.toBe(false)
    expect(editor.state.doc.attrs.previewBlocks).toBe(after)
    editor.commands.undo()
    expect(editor.state.doc.attrs.previewBlocks).toBe(before)
    expect(textOf(editor)).toBe('One|Two|Three|Four|Five')
  })

  test('where two blocks become one, it stands under that', () => {
    const editor = opened(five, 2)
    const [two, three] = ['Two', 'Three'].map((quote) => findQuote(editor.state.doc, { id: '', quote }))
    editor.commands.deleteRange({ from: two?.from ?? 0, to: three?.from ?? 0 })
    expect(textOf(editor)).toBe('One|Three|Four|Five')
    expect(editor.state.doc.attrs.previewBlocks).toBe(2)
    editor.commands.undo()
    expect(editor.state.doc.attrs.previewBlocks).toBe(2)
  })

  test('at least one block stands below it, however little is left', () => {
    const editor = opened(five, 4)
    editor.commands.selectAll()
    editor.commands.deleteSelection()
    expect(blocksAbove(editor.state.doc)).toBe(0)
    editor.commands.undo()
    expect(blocksAbove(editor.state.doc)).toBe(4)
  })

  test('it is put after the block with the cursor, and back by undo', () => {
    const editor = opened(five, 1)
    at(editor, 'Three', 'after').commands.endPreviewHere()
    expect(blocksAbove(editor.state.doc)).toBe(3)
    at(editor, 'Five', 'after').commands.endPreviewHere()
    expect(blocksAbove(editor.state.doc)).toBe(4)
    editor.commands.undo()
    editor.commands.undo()
    expect(blocksAbove(editor.state.doc)).toBe(1)
  })

  test('footnotes and the empty line to type in are none of the blocks', () => {
    const editor = opened(
      '<p>One<sup><a href="#fn-1" data-footnote-ref>1</a></sup></p><p>Two</p><section data-footnotes><ol><li id="fn-1">Note</li></ol></section>',
      7,
    )
    expect(blocksAbove(editor.state.doc)).toBe(1)
  })
})

describe('footnotes', () => {
  const reference = (id: string) => `<sup><a href="#fn-${id}" data-footnote-ref>1</a></sup>`
  const notes = (...texts: string[]) =>
    `<section data-footnotes><ol>${texts.map((text, place) => `<li id="fn-${place + 1}">${text}</li>`).join('')}</ol></section>`
  const two = `<p>A${reference('1')} and B${reference('2')} end</p>${notes('Note one', 'Note two')}`

  test('a new one stands in the order of the text, and the cursor in it', () => {
    const editor = opened(two)
    at(editor, ' and', 'after').commands.addFootnote()
    type(editor, 'Between')
    expect(textOf(editor)).toBe('A and B end|Note one|Between|Note two')
    editor.commands.crossToFootnote()
    type(editor, '!')
    expect(textOf(editor)).toBe('A and! B end|Note one|Between|Note two')
  })

  test('the first brings their list', () => {
    const editor = opened('<p>Text</p>')
    at(editor, 'Text', 'after').commands.addFootnote()
    type(editor, 'Note')
    expect(textOf(editor)).toBe('Text|Note')
    expect(at(editor, 'Note', 'after').commands.addFootnote()).toBe(false)
  })

  test('one goes with its last reference, and comes back by undo', () => {
    const editor = opened(two)
    const { from } = findQuote(editor.state.doc, { id: '', quote: 'A' }) ?? { from: 0 }
    editor.commands.deleteRange({ from: from + 1, to: from + 2 })
    expect(textOf(editor)).toBe('A and B end|Note two')
    editor.commands.undo()
    expect(textOf(editor)).toBe('A and B end|Note one|Note two')
  })

  test('the list goes with the last of them', () => {
    const editor = opened(two)
    at(editor, 'A', 'before')
    editor.commands.setTextSelection({ from: 1, to: editor.state.doc.child(0).nodeSize - 1 })
    editor.commands.deleteSelection()
    expect(bodyOf(editor.state.doc).content).toEqual([])
  })

  test('a copied reference shares its note; a moved one takes its note along', () => {
    const editor = opened(two)
    at(editor, ' end', 'after').commands.insertContent({ type: 'footnoteReference', attrs: { id: '1' } })
    expect(textOf(editor)).toBe('A and B end|Note one|Note two')
    editor.commands.deleteRange({ from: 2, to: 3 })
    expect(textOf(editor)).toBe('A and B end|Note two|Note one')
    const cut = opened(two)
    cut.commands.deleteRange({ from: 2, to: 3 })
    at(cut, ' end', 'after').commands.insertContent({ type: 'footnoteReference', attrs: { id: '1' } })
    expect(textOf(cut)).toBe('A and B end|Note two|Note one')
  })

  test('a reference to nothing is left out', () => {
    const editor = opened('<p>Text</p>')
    at(editor, 'Text', 'after').commands.insertContent({ type: 'footnoteReference', attrs: { id: 'x' } })
    expect(JSON.stringify(bodyOf(editor.state.doc))).not.toContain('footnote')
  })
})

test('a remark is shown at the words nearest to where it was made', () => {
  const { state } = opened('<p>Salt</p><ul><li>Salt and <b>bread</b></li></ul><p>Pepper</p><p>Salt</p>')
  const place = (quote: string, block: number) => {
    const found = findQuote(state.doc, { id: '', quote, block })
    return found && [state.doc.resolve(found.from).index(0), state.doc.textBetween(found.from, found.to)]
  }
  expect(place('Salt', 0)).toEqual([0, 'Salt'])
  expect(place('Salt and bread', 0)).toEqual([1, 'Salt and bread'])
  expect(place('Salt', 3)).toEqual([3, 'Salt'])
  expect(place('bread\nPepper', 1)).toEqual([1, 'bread'])
  expect(place('Vinegar', 1)).toBeNull()
})

test('what is selected is found again, by the page and by the server, where breaks and notes are within', () => {
  const editor = opened(
    '<p>Salt<br>and <b>bre\u0301ad</b><sup><a href="#fn-1" data-footnote-ref>1</a></sup>.</p><p>Pepper</p>' +
      '<section data-footnotes><ol><li id="fn-1">Note</li></ol></section>',
  )
  const { doc } = editor.state
  const select = (from: number, to: number) => {
    editor.view.dispatch(editor.state.tr.setSelection(TextSelection.create(editor.state.doc, from, to)))
    return selectedPassage(editor.state)
  }
  const pepper = findQuote(doc, { id: '', quote: 'Pepper' })
  const passage = select(1, pepper?.to ?? 0)
  const found = findQuote(doc, { id: '', ...passage, quote: passage?.quote ?? '' })
  expect(found && doc.textBetween(found.from, found.to, null, '|')).toBe('Salt|and bre\u0301ad|.')
  expect(passage && findPassage(bodyOf(doc), passage)).toBe(0)
  expect(select(5, 6)).toBeNull()
})
