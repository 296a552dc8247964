'use client'

import { posToDOMRect, type Editor } from '@tiptap/react'
import { useEffect, useId, useRef, type CSSProperties, type ReactNode } from 'react'

/**
 * A small dialog under what is selected. Escape closes it, and the text has the focus again.
 * @param onSubmit what its form is for; it is closed by whoever opened it
 */
export function Popup({
  editor,
  title,
  onSubmit,
  onClose,
  children,
}: {
  editor: Editor
  title: string
  onSubmit: () => void
  onClose: () => void
  children: ReactNode
}) {
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()

  useEffect(() => {
    const shown = dialog.current
    if (shown === null) return
    place(shown, editor)
    shown.showModal()
  }, [editor])

  return (
    <dialog
      ref={dialog}
      className="desk-dialog editor-popup"
      aria-labelledby={titleId}
      onClose={() => {
        onClose()
        editor.commands.focus()
      }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          // The page's own form, in which the text may stand, is not meant.
          event.stopPropagation()
          onSubmit()
        }}
      >
        <h2 id={titleId}>{title}</h2>
        {children}
      </form>
    </dialog>
  )
}

/** Under the selection where there is room for it, as wide as style sheets say; in the middle of a narrow screen. */
function place(dialog: HTMLDialogElement, editor: Editor): void {
  const { from, to } = editor.state.selection
  const { left, bottom } = posToDOMRect(editor.view, from, to)
  if (innerWidth < 640 || bottom > innerHeight - 200) return
  const wide = Math.min(innerWidth - 16, 448)
  const style: Pick<CSSProperties, 'margin'> & { left: string; top: string } = {
    margin: '0',
    left: `${Math.max(8, Math.min(left, innerWidth - wide - 8))}px`,
    top: `${bottom + 8}px`,
  }
  Object.assign(dialog.style, style)
}
