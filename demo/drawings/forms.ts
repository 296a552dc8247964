import { drawing, landscape } from './kit.ts'

/** A place on the sheet, in user units; y grows downwards. */
export type Point = readonly [x: number, y: number]

function round(value: number): number {
  return Math.round(value * 10) / 10
}

/** Path data with every number cut to one decimal: a tenth of a pixel is finer than any screen shows. */
function cut(d: string): string {
  return d.replace(/\d+\.\d{2,}/g, (value) => `${round(Number(value))}`)
}

function list(points: readonly Point[]): string {
  return points.map(([x, y]) => `${round(x)},${round(y)}`).join(' ')
}

/** Path data of an outline with corners. */
export function corners(points: readonly Point[], closed = true): string {
  return points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${round(x)} ${round(y)}`).join('') + (closed ? 'Z' : '')
}

/** Path data of a curve that passes through every point (Catmull-Rom, as cubic Béziers). */
export function through(points: readonly Point[], closed = false): string {
  const first = points[0]
  if (!first) return ''
  const around = (i: number): Point => {
    const wrapped = closed ? (i + points.length) % points.length : Math.min(Math.max(i, 0), points.length - 1)
    return points[wrapped] ?? first
  }
  const spans = closed ? points.length : points.length - 1
  const curves = Array.from({ length: spans }, (_, i) => {
    const [ax, ay] = around(i - 1)
    const [bx, by] = around(i)
    const [cx, cy] = around(i + 1)
    const [dx, dy] = around(i + 2)
    const handles = [bx + (cx - ax) / 6, by + (cy - ay) / 6, cx - (dx - bx) / 6, cy - (dy - by) / 6, cx, cy]
    return `C${handles.map(round).join(' ')}`
  })
  return `M${round(first[0])} ${round(first[1])}${curves.join('')}${closed ? 'Z' : ''}`
}

/** Path data of a level wave from left to right, crest first. */
export function wave(left: number, right: number, y: number, height: number, length: number): string {
  const halves = Math.ceil(((right - left) / length) * 2)
  const bends = Array.from({ length: halves }, (_, i) => {
    const x = left + (i * length) / 2
    return `Q${round(x + length / 4)} ${round(y + (i % 2 === 0 ? -height : height))} ${round(x + length / 2)} ${round(y)}`
  })
  return `M${round(left)} ${round(y)}${bends.join('')}`
}

/** The point at a distance and an angle; 0 degrees points up, and angles run clockwise. */
export function polar(x: number, y: number, radius: number, degrees: number): Point {
  const turn = ((degrees - 90) * Math.PI) / 180
  return [x + radius * Math.cos(turn), y + radius * Math.sin(turn)]
}

/** Path data of part of a circle, clockwise between two angles as `polar` counts them. */
export function arc(x: number, y: number, radius: number, from: number, to: number): string {
  const [ax, ay] = polar(x, y, radius, from)
  const [bx, by] = polar(x, y, radius, to)
  const r = round(radius)
  return `M${round(ax)} ${round(ay)}A${r} ${r} 0 ${to - from > 180 ? 1 : 0} 1 ${round(bx)} ${round(by)}`
}

export function path(d: string, fill: string): string {
  return `<path d="${cut(d)}" fill="${fill}"/>`
}

export function polygon(points: readonly Point[], fill: string): string {
  return `<polygon points="${list(points)}" fill="${fill}"/>`
}

export function rectangle(x: number, y: number, width: number, height: number, fill: string, radius = 0): string {
  const corner = radius > 0 ? ` rx="${round(radius)}"` : ''
  return `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}"${corner} fill="${fill}"/>`
}

export function disc(x: number, y: number, radius: number, fill: string): string {
  return `<circle cx="${round(x)}" cy="${round(y)}" r="${round(radius)}" fill="${fill}"/>`
}

export function oval(x: number, y: number, rx: number, ry: number, fill: string): string {
  return `<ellipse cx="${round(x)}" cy="${round(y)}" rx="${round(rx)}" ry="${round(ry)}" fill="${fill}"/>`
}

/** A circle drawn with a line of the given width, which straddles the radius. */
export function ring(x: number, y: number, radius: number, colour: string, width: number): string {
  return `<circle cx="${round(x)}" cy="${round(y)}" r="${round(radius)}" fill="none" stroke="${colour}" stroke-width="${round(width)}"/>`
}

export type End = 'butt' | 'round'

/** A line along path data. `dashes` is an SVG dash array. */
export function stroke(d: string, colour: string, width: number, end: End = 'butt', dashes = ''): string {
  const join = end === 'round' ? 'round' : 'miter'
  const dashed = dashes ? ` stroke-dasharray="${dashes}"` : ''
  return `<path d="${cut(d)}" fill="none" stroke="${colour}" stroke-width="${round(width)}" stroke-linecap="${end}" stroke-linejoin="${join}"${dashed}/>`
}

export function line(points: readonly Point[], colour: string, width: number, end: End = 'butt'): string {
  return stroke(corners(points, false), colour, width, end)
}

/** Shapes moved, turned or scaled together. */
export function moved(transform: string, shapes: readonly string[]): string {
  return `<g transform="${transform}">${shapes.join('')}</g>`
}

/** Shapes seen only through an opening. `id` must be the drawing's own. */
export function within(id: string, opening: string, shapes: readonly string[]): string {
  return `<clipPath id="${id}">${opening}</clipPath><g clip-path="url(#${id})">${shapes.join('')}</g>`
}

/** `count` shapes, each made from its number (from 0). */
export function repeated(count: number, shape: (i: number) => string): string {
  return Array.from({ length: count }, (_, i) => shape(i)).join('')
}

/** Parallel lines over a box, `step` apart and leaning by `slant` (sideways run over the box's height). */
export function hatching(
  [x, y, width, height]: readonly [x: number, y: number, width: number, height: number],
  step: number,
  colour: string,
  weight: number,
  slant = 0,
): string {
  const from = Math.min(0, slant)
  const count = Math.ceil((width + Math.abs(slant)) / step)
  const rules = Array.from({ length: count }, (_, i) => {
    const foot = x + from + (i + 0.5) * step
    return `M${round(foot)} ${round(y + height)}L${round(foot - slant)} ${round(y)}`
  })
  return stroke(rules.join(''), colour, weight)
}

/** Numbers from 0 to 1 that look random and are the same for the same seed (mulberry32). */
export function chance(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** A colour between two others given as `#rrggbb`; 0 is the first, 1 the second. */
export function blend(from: string, to: string, share: number): string {
  const channel = (colour: string, i: number): number => Number.parseInt(colour.slice(1 + i * 2, 3 + i * 2), 16)
  const mixed = [0, 1, 2].map((i) => Math.round(channel(from, i) + (channel(to, i) - channel(from, i)) * share))
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`
}

/** An article's picture, whole. */
export function sheet(ground: string, shapes: string[]): string {
  return drawing(landscape.width, landscape.height, ground, shapes)
}
