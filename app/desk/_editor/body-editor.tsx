'use client'

import { Extension } from '@tiptap/core'
import { Placeholder } from '@tiptap/extensions'
import { EditorContent, useEditor, type Editor } from '@tiptap/react'
import { useEffect, useId, useState } from 'react'
import { newsreaderItalic } from '#app/_ui/fonts.ts'
import type { Body } from '#lib/articles/body/document.ts'
import { wordCount } from '#lib/articles/body/word-count.ts'
import { readingMinutes, type ShownPicture } from '#lib/articles/model.ts'
import { bodyOf, documentOf } from './body.ts'
import { PictureChooser } from '../_ui/picture-chooser.tsx'
import type { ChosenPicture } from '../pictures/_pictures/library-item.ts'
import { DroppedPictures } from './dropped-pictures.tsx'
import { EmbedPopup } from './embed-popup.tsx'
import { EmbedWithView } from './embed-view.tsx'
import { FootnoteKeeping } from './footnotes.ts'
import { LinkPopup } from './link-popup.tsx'
import { selectedPassage, type Passage } from './passage.ts'
import { Paste } from './paste.ts'
import { PicturesContext, PictureWithView } from './picture-view.tsx'
import { PreviewEnd } from './preview-end.ts'
import { Remarks, remarksKey, type EditorRemark } from './remarks.ts'
import { putIn } from './put-in.ts'
import { bodyNodes } from './schema/extensions.ts'
import { focusToolbar, Toolbar } from './toolbar.tsx'
import type { Tool } from './tools.ts'
import { Typography } from './typography.ts'
import './editor.css'

/** What the text has become. */
export interface BodyChange {
  body: Body
  /** How many blocks of it the preview shows; more than there are, while the text is shorter than was wished for. */
  previewBlocks: number
  words: number
}

export interface BodyEditorProps {
  /** Of the text itself, for links that lead to it. */
  id?: string
  /** What is opened. What comes later is not read: another text is another `key`. */
  body: Body
  previewBlocks: number
  /** The pictures of the text, by id. */
  pictures: Readonly<Record<string, ShownPicture>>
  /** After each change, at once; never for `body` itself. */
  onChange: (change: BodyChange) => void
  /** Whether the text can be changed now; it can still be read, and remarked on. */
  editable?: boolean
  /** Whether the place where the preview ends is shown: an article that everybody may read needs none. */
  showsPreviewEnd?: boolean
  remarks?: readonly EditorRemark[]
  activeRemark?: string | null
  /** Somebody would remark on these words. Without it there is no button for it. */
  onRemark?: (passage: Passage) => void
  onRemarkClick?: (id: string) => void
}

const noRemarks: readonly EditorRemark[] = []

/** The text of an article, as it is written. Loaded at the desk only. */
export function BodyEditor(props: BodyEditorProps) {
  const { editable = true, remarks = noRemarks, activeRemark = null } = props
  const { onChange, onRemark, onRemarkClick } = props
  const ownId = useId()
  const textId = props.id ?? ownId
  const [open, setOpen] = useState<'link' | 'embed' | 'picture' | null>(null)
  const [dropped, setDropped] = useState<readonly File[]>([])
  const [added, setAdded] = useState<Readonly<Record<string, ShownPicture>>>({})
  const [notice, setNotice] = useState('')
  const [words, setWords] = useState(() => wordCount(props.body))

  const editor = useEditor({
    immediatelyRender: false,
    shouldRerenderOnTransaction: false,
    editable,
    extensions: [
      ...bodyNodes.map((one) => ({ picture: PictureWithView, embed: EmbedWithView })[one.name] ?? one),
      Placeholder.configure({ placeholder: 'Write, or paste it here.' }),
      PreviewEnd.configure({ isShown: props.showsPreviewEnd ?? true }),
      FootnoteKeeping,
      Remarks,
      Typography,
      Paste.configure({ onLeftOut: setNotice, onPictures: setDropped }),
      Extension.create({
        name: 'bodyEditorKeys',
        addKeyboardShortcuts: () => ({
          'Mod-k': () => setOpen('link') === undefined,
          'Alt-F10': ({ editor: now }) => focusToolbar(now) === undefined,
        }),
      }),
    ],
    content: documentOf(props.body, props.previewBlocks),
    enableContentCheck: true,
    editorProps: {
      attributes: {
        id: textId,
        class: 'article-text editor-text',
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-label': 'Text of the article',
        lang: 'en',
        spellcheck: 'true',
      },
    },
  })

  useEffect(() => {
    const changed = ({ editor: { state } }: { editor: Editor }) => {
      const body = bodyOf(state.doc)
      const count = wordCount(body)
      setWords(count)
      onChange({ body, previewBlocks: Number(state.doc.attrs.previewBlocks), words: count })
    }
    editor?.on('update', changed)
    return () => {
      editor?.off('update', changed)
    }
  }, [editor, onChange])

  useEffect(() => {
    if (editor === null) return
    return listenForRemarks(editor, onRemark, onRemarkClick)
  }, [editor, onRemark, onRemarkClick])

  useEffect(() => {
    editor?.setEditable(editable, false)
  }, [editor, editable])

  useEffect(() => {
    if (editor !== null) editor.view.dispatch(editor.state.tr.setMeta(remarksKey, { remarks, active: activeRemark }))
  }, [editor, remarks, activeRemark])

  if (editor === null) return <div className="editor editor-coming" aria-busy="true" />
  const pictures = { ...props.pictures, ...added }
  const addPicture = (picture: ChosenPicture) => {
    setAdded((before) => ({ ...before, [picture.id]: picture }))
    // Without words of its own it is told by the picture's, which are mended in one place.
    putIn(editor, { type: 'picture', attrs: { pictureId: picture.id, alt: '', caption: '', credit: '' } })
  }
  const more: Tool[] = [
    {
      name: 'Link',
      icon: 'link',
      keys: 'Mod-k',
      isActive: (now) => now.isActive('link'),
      run: () => setOpen('link'),
    },
    { name: 'Picture', icon: 'picture', run: () => setOpen('picture') },
    { name: 'Embed', icon: 'embed', run: () => setOpen('embed') },
    ...(props.showsPreviewEnd === false ? [] : [previewEndTool]),
    ...(onRemark ? [remarkTool(onRemark)] : []),
  ]
  return (
    <PicturesContext value={pictures}>
      <div className={`editor ${newsreaderItalic.variable}`}>
        <Toolbar editor={editor} more={more} textId={textId} />
        <EditorContent editor={editor} />
        <output className="editor-notice">
          {notice !== '' && (
            <>
              {notice}{' '}
              <button type="button" className="button-plain" onClick={() => setNotice('')}>
                Close
              </button>
            </>
          )}
        </output>
        <p className="editor-foot label text-soft">
          {words.toLocaleString('en-GB')} {words === 1 ? 'word' : 'words'}, {readingMinutes(words)} min to read
        </p>
        {open === 'link' && <LinkPopup editor={editor} onClose={() => setOpen(null)} />}
        <PictureChooser
          open={open === 'picture'}
          onClose={() => setOpen(null)}
          onPick={addPicture}
          alreadyUsed={Object.keys(pictures)}
        />
        {dropped.length > 0 && (
          <DroppedPictures
            files={dropped}
            onPick={addPicture}
            onEnd={(fault) => {
              setDropped([])
              setNotice(fault)
            }}
          />
        )}
        {open === 'embed' && <EmbedPopup editor={editor} onClose={() => setOpen(null)} />}
      </div>
    </PicturesContext>
  )
}

const previewEndTool: Tool = {
  name: 'End the preview after this block',
  icon: 'previewEnd',
  keys: 'Mod-Alt-Enter',
  run: (editor) => editor.chain().focus().endPreviewHere().run(),
}

function remarkTool(onRemark: (passage: Passage) => void): Tool {
  return {
    name: 'Remark on this',
    icon: 'remark',
    keys: 'Mod-Alt-m',
    can: (editor) => selectedPassage(editor.state) !== null,
    run: (editor) => remarkOn(editor, onRemark),
  }
}

function remarkOn(editor: Editor, onRemark: (passage: Passage) => void): void {
  const passage = selectedPassage(editor.state)
  if (passage !== null) onRemark(passage)
}

/** @returns how to listen no more */
function listenForRemarks(
  editor: Editor,
  onRemark: BodyEditorProps['onRemark'],
  onRemarkClick: BodyEditorProps['onRemarkClick'],
): () => void {
  const text = editor.view.dom
  const stop = new AbortController()
  text.addEventListener(
    'click',
    ({ target }) => {
      const mark = target instanceof Element ? target.closest<HTMLElement>('[data-remark]') : null
      if (mark?.dataset.remark) onRemarkClick?.(mark.dataset.remark)
    },
    stop,
  )
  text.addEventListener(
    'keydown',
    (event) => {
      if (event.code !== 'KeyM' || !event.altKey || !(event.ctrlKey || event.metaKey) || !onRemark) return
      event.preventDefault()
      remarkOn(editor, onRemark)
    },
    stop,
  )
  return () => stop.abort()
}
