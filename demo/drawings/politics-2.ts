import { blend, disc, hatching, moved, path, rectangle, repeated, ring, sheet, stroke, within } from './forms.ts'
import { inks } from './kit.ts'

const { paper, ink, colour, tint } = inks.politics

function bricks(left: number, top: number, width: number, height: number, size: number, mortar: string): string {
  const courses = Math.ceil(height / size)
  return repeated(courses, (row) => {
    const y = top + row * size
    const joints = Math.ceil(width / (size * 2.4))
    const start = left + (row % 2 ? size * 1.2 : 0)
    const upright = Array.from({ length: joints }, (_, i) => `M${Math.round(start + i * size * 2.4)} ${y}v${size}`).join('')
    return stroke(`M${left} ${y}H${left + width}${upright}`, mortar, size / 13)
  })
}

export function dogHip(): string {
  const wall = blend(colour, ink, 0.35)
  const shut = (x: number): string =>
    path(`M${x} 840V250A115 115 0 0 1 ${x + 230} 250V840Z`, paper) +
    path(`M${x + 16} 230A99 99 0 0 1 ${x + 214} 230Z`, ink) +
    rectangle(x + 16, 250, 198, 590, ink) +
    front(x + 16, 250, blend(ink, tint, 0.16), tint)
  const open = 832
  return sheet(wall, [
    bricks(0, 0, 1500, 860, 40, blend(wall, ink, 0.4)),
    shut(-128),
    shut(192),
    shut(512),
    shut(1152),
    rectangle(0, 840, 1500, 160, ink),
    rectangle(0, 840, 1500, 14, tint),
    path(`M${open} 840V250A115 115 0 0 1 ${open + 230} 250V840Z`, paper),
    path(`M${open + 16} 230A99 99 0 0 1 ${open + 214} 230Z`, tint),
    path(`M${open} 854H${open + 230}L1330 1000H560Z`, tint),
  ])
}

function front(x: number, y: number, face: string, trim: string): string {
  return [
    rectangle(x + 14, y + 14, 170, 562, face),
    rectangle(x + 40, y + 60, 118, 84, trim),
    rectangle(x + 50, y + 70, 98, 64, paper),
    stroke(`M${x + 60} ${y + 90}h78M${x + 60} ${y + 106}h78M${x + 60} ${y + 122}h44`, ink, 4),
    path(`M${x + 49} ${y + 280}H${x + 149}A50 50 0 0 1 ${x + 49} ${y + 280}Z`, trim),
  ].join('')
}

export function lastBody(): string {
  return sheet(paper, [ring(750, 500, 200, ink, 10), disc(750, 500, 20, colour), hatching([0, 0, 10, 10], 4, tint, 1)])
}

export function portcullis(): string {
  return sheet(paper, [within('a', `<rect width="10" height="10"/>`, [moved('', [path('M0 0', ink)])])])
}
