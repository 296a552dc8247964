'use client'

import type { Editor } from '@tiptap/react'
import { useId, useRef, useState, type KeyboardEvent } from 'react'
import { FieldFault } from '#app/_ui/fields.tsx'
import { looksLikeAddress, readAddress } from './address.ts'
import { Popup } from './popup.tsx'
import { useArticleSearch } from './use-article-search.ts'

/** Where a link leads: an address, or one of the magazine's own articles, found by its words. */
export function LinkPopup({ editor, onClose }: { editor: Editor; onClose: () => void }) {
  const before = editor.isActive('link') ? String(editor.getAttributes('link').href) : ''
  const [typed, setTyped] = useState(before)
  const [fault, setFault] = useState<string>()
  const words = looksLikeAddress(typed) ? '' : typed.trim()
  const { articles, state } = useArticleSearch(words)
  const id = useId()
  const list = useRef<HTMLUListElement>(null)
  const isOpen = words !== '' && articles.length > 0

  function submit(): void {
    const [only, ...others] = isOpen ? articles : []
    if (only !== undefined && others.length === 0) return setLink(only.path, only.headline)
    if (words !== '')
      return setFault(articles.length === 0 ? 'No article has these words.' : 'Which of these articles?')
    const address = readAddress(typed, location.origin)
    if ('fault' in address) setFault(address.fault)
    else setLink(address.href, typed.trim())
  }

  function setLink(href: string, text: string): void {
    const marks = [{ type: 'link', attrs: { href } }]
    const chain = editor.chain().focus()
    if (before !== '') chain.extendMarkRange('link').setMark('link', { href }).run()
    else if (editor.state.selection.empty) chain.insertContent({ type: 'text', text, marks }).unsetMark('link').run()
    else chain.setMark('link', { href }).run()
    onClose()
  }

  return (
    <Popup editor={editor} title={before === '' ? 'Link' : 'Change the link'} onSubmit={submit} onClose={onClose}>
      <label htmlFor={id} className="label font-semibold">
        Address, or words of an article
      </label>
      <input
        id={id}
        type="text"
        inputMode="url"
        autoComplete="off"
        spellCheck={false}
        className="field mt-1"
        aria-invalid={fault ? true : undefined}
        aria-describedby={fault ? `${id}-fault` : undefined}
        value={typed}
        onChange={({ target }) => {
          setTyped(target.value)
          setFault(undefined)
        }}
        onKeyDown={(event) => moved(event, list.current, 0)}
      />
      <FieldFault id={`${id}-fault`} text={fault} />
      <ul ref={list} aria-label="Articles" className="editor-found" hidden={!isOpen}>
        {articles.map((article, place) => (
          <li key={article.path}>
            <button
              type="button"
              onClick={() => setLink(article.path, article.headline)}
              onKeyDown={(event) => moved(event, list.current, place + 1)}
            >
              {article.headline}
              <small>{[article.byline, article.state].filter(Boolean).join(' · ')}</small>
            </button>
          </li>
        ))}
      </ul>
      <output className="label block text-soft">
        {words !== '' &&
          state === 'failed' &&
          'Articles could not be searched just now. An address can still be typed.'}
        {words !== '' && state === 'found' && foundWords(articles.length)}
      </output>
      <div className="desk-row mt-3">
        <button type="submit" className="button">
          {before === '' ? 'Link it' : 'Change it'}
        </button>
        {before !== '' && (
          <button
            type="button"
            className="button button-quiet"
            onClick={() => {
              editor.chain().focus().extendMarkRange('link').unsetMark('link').run()
              onClose()
            }}
          >
            Remove the link
          </button>
        )}
        <button type="button" className="button button-quiet" onClick={onClose}>
          Cancel
        </button>
      </div>
    </Popup>
  )
}

function foundWords(count: number): string {
  if (count === 0) return 'No article has these words.'
  return count === 1 ? 'One article. Enter links to it.' : `${count} articles. Arrow down leads to them.`
}

/** The field and what was found form one column to go up and down in. @param at 0 for the field */
function moved(event: KeyboardEvent, list: HTMLElement | null, at: number): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
  const field = list?.parentElement?.querySelector('input') ?? null
  const stops = [field, ...(list?.querySelectorAll('button') ?? [])]
  stops[at + (event.key === 'ArrowDown' ? 1 : -1)]?.focus()
  event.preventDefault()
}
