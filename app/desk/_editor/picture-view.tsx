'use client'

import { NodeViewWrapper, ReactNodeViewRenderer, type NodeViewProps } from '@tiptap/react'
import { createContext, useContext, useId } from 'react'
import { DrawnPicture } from '#app/_ui/picture.tsx'
import type { ShownPicture } from '#lib/articles/model.ts'
import { Picture } from './schema/nodes.ts'

/** The pictures that the text shows, by their ids. */
export const PicturesContext = createContext<Readonly<Record<string, ShownPicture>>>({})

const fields = [
  { name: 'alt', label: 'What it shows, for whoever does not see it' },
  { name: 'caption', label: 'Caption' },
  { name: 'credit', label: 'Credit' },
] as const

/** A picture with its words, typed where they will stand. What is left empty is said by the picture's own words. */
function PictureView({ node, updateAttributes, selected, deleteNode, editor }: NodeViewProps) {
  const shown = useContext(PicturesContext)[String(node.attrs.pictureId)]
  const id = useId()
  const alt = String(node.attrs.alt) || shown?.alt
  return (
    <NodeViewWrapper as="figure" className="editor-figure" data-selected={selected || undefined}>
      <div data-drag-handle className="editor-figure-picture">
        {shown ? (
          <DrawnPicture picture={{ ...shown, alt: alt ?? '' }} sizes="40rem" />
        ) : (
          <p className="text-soft">This picture is no longer there.</p>
        )}
      </div>
      <div className="editor-figure-words" contentEditable={false}>
        {fields.map(({ name, label }) => (
          <label key={name} htmlFor={`${id}-${name}`}>
            <span className="label text-soft">{label}</span>
            <input
              id={`${id}-${name}`}
              className="field"
              disabled={!editor.isEditable}
              placeholder={shown?.[name]}
              aria-describedby={name === 'alt' && !alt ? `${id}-missing` : undefined}
              value={String(node.attrs[name])}
              onChange={({ target }) => updateAttributes({ [name]: target.value })}
            />
          </label>
        ))}
        {!alt && (
          <p id={`${id}-missing`} className="editor-warning">
            Nobody who does not see it would know what it shows.
          </p>
        )}
        {editor.isEditable && (
          <button type="button" className="button-plain" onClick={() => deleteNode()}>
            Take the picture out
          </button>
        )}
      </div>
    </NodeViewWrapper>
  )
}

export const PictureWithView = Picture.extend({
  addNodeView: () => ReactNodeViewRenderer(PictureView),
})
