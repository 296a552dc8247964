'use client'

import { useState, type KeyboardEvent, type PointerEvent } from 'react'
import { TextField } from '#app/_ui/fields.tsx'
import { DrawnPicture } from '#app/_ui/picture.tsx'
import './focus-picker.css'

export interface Focusable {
  contentHash: string
  width: number
  height: number
  colour: string
  alt: string
}

/** The shapes in which pages crop pictures: app/_ui/article-item.tsx, app/_ui/author-notes.tsx. */
const crops = [
  { name: 'Front page and topics', ratio: '3 / 2' },
  { name: 'Lists', ratio: '4 / 3' },
  { name: 'Portraits', ratio: '1' },
] as const

/** How far an arrow key moves the point, in percent; ten times as far with Shift. */
const step = 1

/**
 * Where a picture's point of interest is set: on the picture by pointer or arrow keys, or as figures, which work without a
 * script; beside it what the crops of the pages make of it. Its fields are `focusX` and `focusY`.
 */
export function FocusPicker({
  picture,
  typed,
  faults,
  id = 'picture',
}: {
  picture: Focusable
  typed: Record<string, string>
  faults: Record<string, string>
  /** What the ids of its fields begin with. */
  id?: string
}) {
  const [x, setX] = useState(typed.focusX ?? '50')
  const [y, setY] = useState(typed.focusY ?? '50')
  const focus = { x: percent(x), y: percent(y) }

  function moveTo(event: PointerEvent<HTMLElement>): void {
    const box = event.currentTarget.getBoundingClientRect()
    setX(String(clamp(((event.clientX - box.left) / box.width) * 100)))
    setY(String(clamp(((event.clientY - box.top) / box.height) * 100)))
  }

  function moveBy(event: KeyboardEvent): void {
    const far = event.shiftKey ? 10 * step : step
    const right = { ArrowLeft: -far, ArrowRight: far }[event.key] ?? 0
    const down = { ArrowUp: -far, ArrowDown: far }[event.key] ?? 0
    if (right === 0 && down === 0) return
    event.preventDefault()
    setX(String(clamp(focus.x + right)))
    setY(String(clamp(focus.y + down)))
  }

  return (
    <div>
      <div
        className="focus-picture"
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId)
          moveTo(event)
        }}
        onPointerMove={(event) => {
          if (event.currentTarget.hasPointerCapture(event.pointerId)) moveTo(event)
        }}
      >
        <DrawnPicture picture={picture} sizes="(min-width: 64rem) 40rem, 90vw" className="h-auto w-full" />
        <button
          type="button"
          className="focus-point"
          style={{ left: `${focus.x}%`, top: `${focus.y}%` }}
          aria-label={`Focal point: ${focus.x} % from the left, ${focus.y} % from the top. Arrow keys move it.`}
          onKeyDown={moveBy}
        />
      </div>
      <fieldset className="mt-3">
        <legend className="label text-[0.9375rem] font-semibold">Focal point</legend>
        <p className="label text-soft">
          What stays in sight where the picture is cropped. Press or drag on the picture, or move the point by arrow
          keys.
        </p>
        <div className="desk-row mt-1.5 items-start">
          <TextField
            name="focusX"
            id={`${id}-focusX`}
            label="From the left, %"
            type="number"
            min={0}
            max={100}
            value={x}
            onChange={({ currentTarget }) => setX(currentTarget.value)}
            className="w-36"
            {...(faults.focusX !== undefined && { fault: faults.focusX })}
          />
          <TextField
            name="focusY"
            id={`${id}-focusY`}
            label="From the top, %"
            type="number"
            min={0}
            max={100}
            value={y}
            onChange={({ currentTarget }) => setY(currentTarget.value)}
            className="w-36"
            {...(faults.focusY !== undefined && { fault: faults.focusY })}
          />
        </div>
      </fieldset>
      <ul className="focus-crops" aria-label="How pages crop it">
        {crops.map(({ name, ratio }) => (
          <li key={name}>
            <span className="focus-crop" style={{ aspectRatio: ratio }}>
              <DrawnPicture picture={{ ...picture, alt: '', focus }} sizes="10rem" className="focus-cropped" />
            </span>
            <span className="label text-soft">{name}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}

function percent(typed: string): number {
  const figure = Number(typed)
  return typed.trim() === '' || Number.isNaN(figure) ? 50 : clamp(figure)
}

function clamp(figure: number): number {
  return Math.round(Math.max(0, Math.min(100, figure)))
}
