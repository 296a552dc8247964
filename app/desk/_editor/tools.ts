import type { Editor } from '@tiptap/core'
import type { IconName } from './icons.tsx'

/** What a button of the toolbar does. */
export interface Tool {
  name: string
  icon: IconName
  /** As Tiptap binds them; Mod is Ctrl, or Cmd on a Mac. */
  keys?: string
  /** Whether it holds where the cursor is; a tool without this is no toggle. */
  isActive?: (editor: Editor) => boolean
  can?: (editor: Editor) => boolean
  run: (editor: Editor) => void
}

function mark(name: string, mark: string, icon: IconName, keys: string): Tool {
  return {
    name,
    icon,
    keys,
    isActive: (editor) => editor.isActive(mark),
    can: (editor) => editor.can().toggleMark(mark),
    run: (editor) => editor.chain().focus().toggleMark(mark).run(),
  }
}

function heading(name: string, level: 2 | 3 | 4, icon: IconName): Tool {
  return {
    name,
    icon,
    keys: `Mod-Alt-${level}`,
    isActive: (editor) => editor.isActive('heading', { level }),
    can: (editor) => editor.can().toggleHeading({ level }),
    run: (editor) => editor.chain().focus().toggleHeading({ level }).run(),
  }
}

export const marks: Tool[] = [
  mark('Bold', 'bold', 'bold', 'Mod-b'),
  mark('Italic', 'italic', 'italic', 'Mod-i'),
  mark('Struck out', 'strike', 'strike', 'Mod-Shift-s'),
  mark('Code', 'code', 'code', 'Mod-e'),
  mark('Superscript', 'superscript', 'superscript', 'Mod-.'),
  mark('Subscript', 'subscript', 'subscript', 'Mod-,'),
]

export const blocks: Tool[] = [
  heading('Heading', 2, 'heading'),
  heading('Heading within', 3, 'subheading'),
  heading('Heading, smallest', 4, 'smallHeading'),
  {
    name: 'Quotation',
    icon: 'quotation',
    keys: 'Mod-Shift-b',
    isActive: (editor) => editor.isActive('blockquote'),
    can: (editor) => editor.can().toggleBlockquote(),
    run: (editor) => editor.chain().focus().toggleBlockquote().run(),
  },
  {
    name: 'Pull quote',
    icon: 'pullQuote',
    keys: 'Mod-Shift-u',
    isActive: (editor) => editor.isActive('pullQuote'),
    can: (editor) => editor.can().toggleWrap('pullQuote'),
    run: (editor) => editor.chain().focus().toggleWrap('pullQuote').run(),
  },
  {
    name: 'List',
    icon: 'bulletList',
    keys: 'Mod-Shift-8',
    isActive: (editor) => editor.isActive('bulletList'),
    can: (editor) => editor.can().toggleBulletList(),
    run: (editor) => editor.chain().focus().toggleBulletList().run(),
  },
  {
    name: 'Numbered list',
    icon: 'orderedList',
    keys: 'Mod-Shift-7',
    isActive: (editor) => editor.isActive('orderedList'),
    can: (editor) => editor.can().toggleOrderedList(),
    run: (editor) => editor.chain().focus().toggleOrderedList().run(),
  },
  {
    name: 'Block of code',
    icon: 'codeBlock',
    keys: 'Mod-Alt-c',
    isActive: (editor) => editor.isActive('codeBlock'),
    can: (editor) => editor.can().toggleCodeBlock(),
    run: (editor) => editor.chain().focus().toggleCodeBlock().run(),
  },
]

export const things: Tool[] = [
  {
    name: 'Footnote',
    icon: 'footnote',
    keys: 'Mod-Alt-f',
    can: (editor) => editor.can().addFootnote(),
    run: (editor) => editor.chain().focus().addFootnote().run(),
  },
  {
    name: 'Table',
    icon: 'table',
    can: (editor) => !editor.isActive('table') && editor.can().insertTable(),
    run: (editor) => editor.chain().focus().insertTable({ rows: 3, cols: 3, withHeaderRow: true }).run(),
  },
  {
    name: 'Rule',
    icon: 'rule',
    can: (editor) => editor.can().setHorizontalRule(),
    run: (editor) => editor.chain().focus().setHorizontalRule().run(),
  },
]

export const history: Tool[] = [
  {
    name: 'Undo',
    icon: 'undo',
    keys: 'Mod-z',
    can: (editor) => editor.can().undo(),
    run: (editor) => editor.chain().focus().undo().run(),
  },
  {
    name: 'Redo',
    icon: 'redo',
    keys: 'Mod-Shift-z',
    can: (editor) => editor.can().redo(),
    run: (editor) => editor.chain().focus().redo().run(),
  },
]

/** For the table that the cursor is in. */
export const tableTools: Tool[] = [
  {
    name: 'Row above',
    icon: 'rowAbove',
    run: (editor) => editor.chain().focus().addRowBefore().run(),
  },
  {
    name: 'Row below',
    icon: 'rowBelow',
    run: (editor) => editor.chain().focus().addRowAfter().run(),
  },
  {
    name: 'Column before',
    icon: 'columnBefore',
    run: (editor) => editor.chain().focus().addColumnBefore().run(),
  },
  {
    name: 'Column after',
    icon: 'columnAfter',
    run: (editor) => editor.chain().focus().addColumnAfter().run(),
  },
  {
    name: 'Take this row away',
    icon: 'deleteRow',
    run: (editor) => editor.chain().focus().deleteRow().run(),
  },
  {
    name: 'Take this column away',
    icon: 'deleteColumn',
    run: (editor) => editor.chain().focus().deleteColumn().run(),
  },
  {
    name: 'First row as heads',
    icon: 'headRow',
    run: (editor) => editor.chain().focus().toggleHeaderRow().run(),
  },
  {
    name: 'First column as heads',
    icon: 'headColumn',
    run: (editor) => editor.chain().focus().toggleHeaderColumn().run(),
  },
  {
    name: 'Join or split cells',
    icon: 'mergeCells',
    can: (editor) => editor.can().mergeOrSplit(),
    run: (editor) => editor.chain().focus().mergeOrSplit().run(),
  },
  {
    name: 'Take the table away',
    icon: 'deleteTable',
    run: (editor) => editor.chain().focus().deleteTable().run(),
  },
]

/** Keys as people read them, and as ARIA names them. */
export function readableKeys(keys: string, isMac: boolean): string {
  return keys
    .replace('Mod', isMac ? '⌘' : 'Ctrl')
    .replace('Alt', isMac ? '⌥' : 'Alt')
    .replace('Shift', isMac ? '⇧' : 'Shift')
    .split('-')
    .map((key) => (key.length === 1 ? key.toUpperCase() : key))
    .join(isMac ? ' ' : '+')
}

export function ariaKeys(keys: string, isMac: boolean): string {
  return keys.replace('Mod', isMac ? 'Meta' : 'Control').replaceAll('-', '+')
}
