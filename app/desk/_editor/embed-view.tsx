'use client'

import { NodeViewWrapper, ReactNodeViewRenderer, type NodeViewProps } from '@tiptap/react'
import { useId } from 'react'
import { embedFor } from '#lib/articles/body/embed.ts'
import { Embed } from './schema/nodes.ts'

/** What of another site stands there; nothing of it is loaded, here no more than for readers. */
function EmbedView({ node, updateAttributes, selected, deleteNode, editor }: NodeViewProps) {
  const url = String(node.attrs.url)
  const provider = embedFor(url)?.provider ?? url
  const id = useId()
  return (
    <NodeViewWrapper as="figure" className="editor-embed" data-selected={selected || undefined} data-drag-handle>
      <div contentEditable={false}>
        <p className="label">
          <strong>Embed from {provider}</strong>{' '}
          <a href={url} target="_blank" rel="noopener noreferrer">
            {url}
          </a>
        </p>
        <label htmlFor={id}>
          <span className="label text-soft">What it is, for whoever has not loaded it</span>
          <input
            id={id}
            className="field"
            maxLength={300}
            disabled={!editor.isEditable}
            value={String(node.attrs.title)}
            onChange={({ target }) => updateAttributes({ title: target.value })}
          />
        </label>
        {editor.isEditable && (
          <button type="button" className="button-plain" onClick={() => deleteNode()}>
            Take the embed out
          </button>
        )}
      </div>
    </NodeViewWrapper>
  )
}

export const EmbedWithView = Embed.extend({
  addNodeView: () => ReactNodeViewRenderer(EmbedView),
})
