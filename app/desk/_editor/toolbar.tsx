'use client'

import { useEditorState, type Editor } from '@tiptap/react'
import { useRef, useState, type KeyboardEvent } from 'react'
import { Icon } from './icons.tsx'
import { ariaKeys, blocks, history, marks, readableKeys, tableTools, things, type Tool } from './tools.ts'

/**
 * The toolbar, by WAI-ARIA's pattern: Tab comes to one of its buttons and goes on from there, arrow keys move within it
 * (https://www.w3.org/WAI/ARIA/apg/patterns/toolbar/).
 * @param more buttons that open something, between links and history
 */
export function Toolbar({ editor, more, textId }: { editor: Editor; more: Tool[]; textId: string }) {
  const bar = useRef<HTMLDivElement>(null)
  const [stop, setStop] = useState(0)
  const isMac = isMacintosh()
  const inTable = useEditorState({ editor, selector: ({ editor: now }) => now.isActive('table') })
  const groups: [name: string, tools: Tool[]][] = [
    ['Letters', marks],
    ['Kind of block', blocks],
    ['Put in', [...more, ...things]],
    ...(inTable ? ([['Table', tableTools]] satisfies [string, Tool[]][]) : []),
    ['What was done', history],
  ]
  const states = useEditorState({
    editor,
    selector: ({ editor: now }) =>
      groups.flatMap(([, tools]) =>
        tools.map((tool) => `${tool.isActive?.(now) ?? '-'} ${now.isEditable && (tool.can?.(now) ?? true)}`),
      ),
  })
  const stopAt = Math.min(stop, states.length - 1)
  let place = 0

  return (
    <div
      ref={bar}
      role="toolbar"
      tabIndex={-1}
      aria-label="Formatting"
      data-shown-keys="Alt+F10"
      aria-controls={textId}
      aria-orientation="horizontal"
      className="editor-toolbar"
      onKeyDown={(event) => moved(event, bar.current, editor)}
      onFocus={({ target }) =>
        setStop(
          Math.max(
            0,
            buttonsOf(bar.current).findIndex((one) => one === target),
          ),
        )
      }
    >
      {groups.map(([name, tools]) => (
        <fieldset key={name} aria-label={name} className="editor-tools">
          {tools.map((tool) => {
            const index = place
            place += 1
            const [active, can] = states[index]?.split(' ') ?? []
            const keys = tool.keys && readableKeys(tool.keys, isMac)
            return (
              <button
                key={tool.name}
                type="button"
                className="editor-tool"
                tabIndex={index === stopAt ? 0 : -1}
                aria-label={tool.name}
                aria-pressed={tool.isActive ? active === 'true' : undefined}
                aria-disabled={can === 'true' ? undefined : true}
                data-shown-keys={keys}
                aria-keyshortcuts={tool.keys && ariaKeys(tool.keys, isMac)}
                title={keys ? `${tool.name} (${keys})` : tool.name}
                // The text keeps its selection.
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => {
                  if (can === 'true') tool.run(editor)
                }}
              >
                <Icon name={tool.icon} />
              </button>
            )
          })}
        </fieldset>
      ))}
    </div>
  )
}

/** Only in a browser: the editor is none without. */
function isMacintosh(): boolean {
  return typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform)
}

/** Leads to the toolbar from the text (Alt+F10, as word processors in browsers have it). */
export function focusToolbar(editor: Editor): void {
  editor.view.dom.closest('.editor')?.querySelector<HTMLElement>('[role="toolbar"] button[tabindex="0"]')?.focus()
}

function buttonsOf(bar: HTMLElement | null): HTMLElement[] {
  return [...(bar?.querySelectorAll<HTMLElement>('button') ?? [])]
}

function moved(event: KeyboardEvent, bar: HTMLElement | null, editor: Editor): void {
  const buttons = buttonsOf(bar)
  const at = buttons.findIndex((button) => button === document.activeElement)
  const last = buttons.length - 1
  const places: Record<string, number> = {
    ArrowRight: at === last ? 0 : at + 1,
    ArrowLeft: at === 0 ? last : at - 1,
    Home: 0,
    End: last,
  }
  const place = places[event.key]
  if (event.key === 'Escape') editor.commands.focus()
  else if (place === undefined) return
  else buttons[place]?.focus()
  event.preventDefault()
}
