import { blend, disc, moved, path, polar, rectangle, repeated, ring, sheet, stroke, within } from './forms.ts'
import { cheapest, liftShafts, queue } from './economy-2.ts'
import { inks } from './kit.ts'

const { paper, ink, colour, tint } = inks.economy

function biscuit(x: number, y: number, name: string, lit: number): string {
  const r = 118
  const bulge = Math.abs(lit * 2 - 1) * 150
  const shine = `M0 -150A150 150 0 0 0 0 150A${Math.round(bulge)} 150 0 0 ${lit > 0.5 ? 0 : 1} 0 -150Z`
  const round = (rim: string, face: string, holes: string): string =>
    repeated(24, (i) => {
      const [edgeX, edgeY] = polar(0, 0, r, i * 15)
      return disc(edgeX, edgeY, 17, rim)
    }) +
    disc(0, 0, r, rim) +
    disc(0, 0, r - 22, face) +
    repeated(19, (i) => {
      const [holeX, holeY] = i < 12 ? polar(0, 0, 72, i * 30) : polar(0, 0, i < 18 ? 38 : 0, i * 60 + 30)
      return disc(holeX, holeY, 6.5, holes)
    })
  const tag = [
    stroke('M0 128C-14 170 14 190 0 226', tint, 4),
    path('M0 206L44 246V340H-44V246Z', paper),
    disc(0, 236, 8, ink),
    rectangle(-26, 268, 52, 14, ink),
    rectangle(-26, 296, 34, 14, ink),
  ]
  const night = blend(ink, colour, 0.14)
  return moved(`translate(${x} ${y})`, [
    round(night, night, blend(ink, colour, 0.04)),
    within(name, path(shine, ink), [round(colour, tint, blend(colour, ink, 0.45))]),
    ...tag,
  ])
}

function sameBiscuit(): string {
  const phases = [1, 0.76, 0.5, 0.27, 0.13]
  const stars = repeated(34, (i) => disc((i * 397) % 1500, (i * 229) % 640, i % 5 ? 3 : 5, blend(ink, tint, 0.6)))
  return sheet(ink, [
    stars,
    phases.map((lit, i) => biscuit(192 + i * 279, 470 - Math.sin((i * Math.PI) / 4) * 270, `phase-${i}`, lit)).join(''),
    path('M0 900Q750 780 1500 900V1000H0Z', colour),
    path('M0 940Q750 820 1500 940V1000H0Z', blend(colour, ink, 0.5)),
  ])
}

function roomForEverything(): string {
  const [eyeX, eyeY] = [900, 400]
  const spot = (across: number, up: number, near: number): string =>
    `${Math.round(eyeX + across * near)} ${Math.round(eyeY + up * near)}`
  const doors = [1.06, 1.28, 1.35, 1.72, 1.84, 2.62, 2.9, 5.4]
  const wall = (across: number, plane: string, face: string, groove: string): string => {
    const shutter = [0, 2, 4, 6].map((i) => {
      const [far = 1, near = 1] = doors.slice(i, i + 2)
      const lines = Array.from({ length: 14 }, (_, row) => {
        const up = -66 + row * 12
        return `M${spot(across, up, far)}L${spot(across, up, near)}`
      })
      const frame = `M${spot(across, -78, far)}L${spot(across, -78, near)}L${spot(across, 100, near)}L${spot(across, 100, far)}Z`
      const foot = `M${spot(across, 88, far)}L${spot(across, 88, near)}L${spot(across, 100, near)}L${spot(across, 100, far)}Z`
      return path(frame, face) + stroke(lines.join(''), groove, 2 + i * 0.8) + path(foot, ink)
    })
    const edge = `M${spot(across, -110, 1)}L${spot(across, -110, 9)}L${spot(across, 100, 9)}L${spot(across, 100, 1)}Z`
    return path(edge, plane) + shutter.join('')
  }
  const across = [-46, -46, -56, -56, -44, 34, 46, 14, 52, 52, 42, 42, 34, 34, -38, -38]
  const heights = [0, 0.22, 0.22, 0.38, 0.42, 0.98, 0.9, 0.42, 0.42, 0.22, 0.22, 0, 0, 0.22, 0.22, 0]
  const piano = (place: (u: number, h: number) => string): string =>
    path(`M${across.map((u, i) => place(44 + u * 1.15, heights[i] ?? 0)).join('L')}Z`, ink)
  return sheet(ink, [
    path(`M${spot(-130, 100, 1)}L${spot(130, 100, 1)}L${spot(130, 100, 9)}L${spot(-130, 100, 9)}Z`, tint),
    piano((u, h) => spot(u - h * 74, 100, 1 + h * 5.2)),
    wall(-130, blend(colour, ink, 0.35), colour, blend(colour, ink, 0.4)),
    wall(130, blend(ink, colour, 0.1), blend(ink, colour, 0.35), ink),
    path(`M${spot(-130, -110, 1)}H${eyeX + 130}V${eyeY + 100}H${eyeX - 130}Z`, paper),
    piano((u, h) => `${Math.round(eyeX + u)} ${Math.round(eyeY + 101 - h * 124)}`),
    path(`M${spot(-12, -110, 1.2)}L${spot(12, -110, 1.2)}L${spot(12, -110, 6)}L${spot(-12, -110, 6)}Z`, tint),
  ])
}

function invermorrow(): string {
  const stone = blend(ink, colour, 0.16)
  const column = (x: number): string =>
    rectangle(x - 62, 120, 124, 760, tint) +
    repeated(4, (i) => rectangle(x - 44 + i * 26, 120, 5 + i * 5, 760, ink)) +
    rectangle(x - 84, 78, 168, 46, tint) +
    rectangle(x - 84, 852, 168, 40, tint)
  const opening = path('M640 900V330A210 210 0 0 1 1060 330V900Z', paper)
  const leaf = [
    path('M640 0L716 40V850L640 900Z', ink),
    path('M654 380L700 394V560L654 556ZM654 590L700 590V810L654 838Z', stone),
    disc(706, 574, 9, tint),
  ]
  const milling = repeated(60, (i) => {
    const [fromX, fromY] = polar(850, 420, 100, i * 6)
    const [toX, toY] = polar(850, 420, 114, i * 6)
    return stroke(`M${fromX.toFixed(1)} ${fromY.toFixed(1)}L${toX.toFixed(1)} ${toY.toFixed(1)}`, ink, 4)
  })
  return sheet(ink, [
    repeated(9, (row) => repeated(8, (i) => rectangle(i * 240 - (row % 2) * 120 + 4, 84 + row * 92, 232, 84, stone))),
    rectangle(0, 0, 1500, 76, tint),
    repeated(19, (i) => rectangle(10 + i * 80, 52, 40, 24, ink)),
    rectangle(0, 20, 1500, 10, ink),
    path('M596 900V330A254 254 0 0 1 1104 330V900Z', ink),
    opening,
    within('door', opening, [
      rectangle(600, 640, 500, 300, colour),
      [230, 150, 190, 96, 132, 60, 88, 40]
        .map((width, i) =>
          rectangle(850 - width / 2 + ((i * 31) % 23) - 11, 660 + i * 27, width, 7, i % 3 ? paper : tint),
        )
        .join(''),
      leaf.join(''),
      moved('translate(1700 0) scale(-1 1)', leaf),
    ]),
    stroke('M640 900V330A210 210 0 0 1 1060 330V900', ink, 6),
    disc(850, 420, 118, colour),
    milling,
    ring(850, 420, 90, ink, 5),
    path('M778 424Q826 372 882 418L920 390Q908 424 920 456L882 430Q826 474 778 424Z', ink),
    disc(806, 418, 6, colour),
    rectangle(0, 896, 1500, 104, ink),
    rectangle(0, 900, 1500, 30, stone),
    rectangle(0, 950, 1500, 60, stone),
    path('M640 900H1060L1082 930H618ZM600 950H1100L1140 1000H560Z', tint),
    column(200),
    column(480),
    column(1220),
  ])
}

export const economy: Record<string, () => string> = {
  'is-that-the-same-biscuit': sameBiscuit,
  'room-for-everything': roomForEverything,
  'taking-the-money-out-of-invermorrow': invermorrow,
  'the-cheapest-thing-in-the-world': cheapest,
  'the-lift-engineers-theory-of-growth': liftShafts,
  'who-owns-the-queue': queue,
}
