import { Extension, type Editor } from '@tiptap/core'
import { Fragment, Node, Slice } from '@tiptap/pm/model'
import { Plugin, PluginKey, Selection, TextSelection } from '@tiptap/pm/state'
import type { EditorView } from '@tiptap/pm/view'
import type { Body } from '#lib/articles/body/document.ts'
import { embedFor } from '#lib/articles/body/embed.ts'
import { fromClipboard } from '#lib/articles/body/from-clipboard.ts'
import { blocksOf, footnotesOf, mapBody, mapInlines } from '#lib/articles/body/rebuild.ts'
import type { LeftOut } from '#lib/articles/body/sanitise.ts'
import { looksLikeAddress, readAddress } from './address.ts'
import { documentOf } from './body.ts'
import { rememberNotes } from './footnotes.ts'

/**
 * What is pasted comes clean: from this editor or another of its family by the schema alone; from other programs
 * through lib/articles/body/from-clipboard.ts. An address by itself becomes a link, or an embed where a block may begin.
 */
export const Paste = Extension.create<{ onLeftOut: (what: string) => void; onPictures: (files: File[]) => void }>({
  name: 'cleanPaste',
  addOptions: () => ({ onLeftOut: () => {}, onPictures: () => {} }),
  addProseMirrorPlugins() {
    const { editor, options } = this
    return [
      new Plugin({
        key: new PluginKey('cleanPaste'),
        props: {
          handlePaste(view, { clipboardData }) {
            if (clipboardData === null || view.state.selection.$from.parent.type.spec.code) return false
            const html = clipboardData.getData('text/html')
            const pictures = picturesIn(clipboardData)
            if (pictures.length > 0 && isPictureAlone(html)) {
              options.onPictures(pictures)
              return true
            }
            const text = clipboardData.getData('text/plain').trim()
            if (looksLikeAddress(text) && !text.includes('\n') && pasteAddress(editor, text)) return true
            if (html === '' || html.includes('data-pm-slice')) return false
            return pasteCopied(view, html, options.onLeftOut)
          },
          handleDrop(view, event, _, isMoved) {
            const pictures = isMoved || event.dataTransfer === null ? [] : picturesIn(event.dataTransfer)
            if (pictures.length === 0) return false
            const place = view.posAtCoords({ left: event.clientX, top: event.clientY })
            if (place !== null) {
              const near = Selection.near(view.state.doc.resolve(place.pos))
              view.dispatch(view.state.tr.setSelection(near))
            }
            options.onPictures(pictures)
            return true
          },
        },
      }),
    ]
  },
})

function picturesIn({ files }: DataTransfer): File[] {
  return [...files].filter(({ type }) => type.startsWith('image/'))
}

/** A picture that is copied in a browser comes with an img beside it; Word sends a picture of the whole text. */
function isPictureAlone(html: string): boolean {
  return html.replace(/<(?:meta|img)\b[^>]*>|<\/?(?:html|body)>|<!--.*?-->/gis, '').trim() === ''
}

/** @returns false for what is pasted as words after all */
function pasteAddress(editor: Editor, text: string): boolean {
  const { selection } = editor.state
  const place = embedFor(text)
  const { parent } = selection.$from
  if (place !== null && selection.empty && parent.type.name === 'paragraph' && parent.childCount === 0)
    return editor.commands.insertContent({ type: 'embed', attrs: { url: place.url, title: '' } })
  const address = readAddress(text, location.origin)
  // A path by itself is as likely a word: and/or.
  if ('fault' in address || text.startsWith('/')) return false
  const link = { type: 'link', attrs: { href: address.href } }
  if (selection instanceof TextSelection && !selection.empty)
    return editor.commands.setMark('link', { href: address.href })
  return editor
    .chain()
    .insertContent({ type: 'text', text, marks: [link] })
    .unsetMark('link')
    .run()
}

function pasteCopied(view: EditorView, html: string, onLeftOut: (what: string) => void): boolean {
  const { body, leftOut } = fromClipboard(html, location.origin)
  const { state } = view
  const own = withOwnNotes(body)
  const document = Node.fromJSON(state.schema, documentOf(own, 0))
  const blocks = document.children.slice(0, blocksOf(own).length)
  const notes = document.children.slice(blocks.length).find((node) => node.type.name === 'footnotes')
  rememberNotes(state, notes)
  if (blocks.length > 0) {
    const isOpen = (block: Node | undefined) => block?.type.name === 'paragraph'
    const slice = new Slice(Fragment.from(blocks), isOpen(blocks[0]) ? 1 : 0, isOpen(blocks.at(-1)) ? 1 : 0)
    view.dispatch(state.tr.replaceSelection(slice).scrollIntoView().setMeta('paste', true).setMeta('uiEvent', 'paste'))
  }
  if (leftOut.length > 0) onLeftOut(inWords(leftOut))
  return true
}

/** With names for its notes that no other text has. */
function withOwnNotes(body: Body): Body {
  const names = new Map(
    (footnotesOf(body)?.content ?? []).map(({ attrs }) => [attrs.id, crypto.randomUUID().slice(0, 8)]),
  )
  const renamed = mapBody(body, (blocks) =>
    mapInlines(blocks, (content) =>
      content.map((node) =>
        node.type === 'footnoteReference'
          ? { ...node, attrs: { id: names.get(node.attrs.id) ?? node.attrs.id } }
          : node,
      ),
    ),
  )
  return {
    type: 'doc',
    content: renamed.content.map((node) =>
      node.type === 'footnotes'
        ? {
            ...node,
            content: node.content.map((note) => ({
              ...note,
              attrs: { id: names.get(note.attrs.id) ?? note.attrs.id },
            })),
          }
        : node,
    ),
  }
}

const list = new Intl.ListFormat('en', { type: 'conjunction' })

function inWords(leftOut: LeftOut[]): string {
  const all = leftOut.map(({ what, count }) => {
    if (count === 1) return `one ${what}`
    return `${count} ${what.includes(' that ') ? what.replace(' that ', 's that ') : `${what}s`}`
  })
  const pictures = leftOut.some(({ what }) => what === 'picture')
    ? ' Pictures are put in by the toolbar, with their rights.'
    : ''
  return `Left out of what was pasted: ${list.format(all)}.${pictures}`
}
