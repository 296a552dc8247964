import {
  arc,
  blend,
  chance,
  disc,
  hatching,
  line,
  moved,
  oval,
  path,
  polar,
  polygon,
  rectangle,
  repeated,
  ring,
  sheet,
  stroke,
  within,
} from './forms.ts'
import type { Point } from './forms.ts'
import { inks } from './kit.ts'
import { kettle, mudCore, shed, ward } from './science-2.ts'

const { paper, ink, colour, tint } = inks.science

function tubeOfNothing(): string {
  const glass = blend(ink, colour, 0.42)
  const wood = blend(ink, paper, 0.14)
  const levels = [0.56, 0.3, 0.74, 0, 0.44, 0.86, 0.2]
  const at = (i: number): number => 750 + (i - 3) * 182
  const tube = (x: number, fill: string): string =>
    path(`M${x - 66} 100h132v660a66 66 0 0 1 -132 0z`, fill) + rectangle(x - 80, 76, 160, 32, fill, 10)
  const reflection = (x: number, fill: string): string =>
    path(`M${x - 66} 1000v-4a66 66 0 0 1 132 0v4z`, fill) + rectangle(x - 50, 904, 100, 12, fill, 6)
  const filled = levels.map((level, i) => {
    if (i === 3) return ''
    const liquid = rectangle(at(i) - 66, 800 - level * 640, 132, 1000, i % 2 === 0 ? tint : colour)
    return tube(at(i), glass) + within(`tube-${i}`, tube(at(i), paper), [liquid]) + reflection(at(i), glass)
  })
  return sheet(ink, [
    rectangle(0, 880, 1500, 120, blend(ink, '#000000', 0.35)),
    rectangle(0, 236, 1500, 58, wood),
    rectangle(0, 838, 1500, 42, wood),
    ...filled,
    rectangle(0, 630, 1500, 66, wood),
    tube(at(3), paper),
    reflection(at(3), paper),
  ])
}

function wader(x: number, y: number, size: number): string {
  return moved(`translate(${x} ${y}) scale(${size})`, [
    path(
      'M-44 -42C-26 -62 6 -68 22 -62C26 -80 34 -94 46 -93C57 -92 58 -80 50 -75C46 -50 30 -34 4 -32C-12 -32 -30 -36 -44 -42Z',
      ink,
    ),
    stroke('M50 -86Q78 -84 96 -96M-2 -34L-8 0M12 -36L20 0', ink, 4),
  ])
}

function clockInTheMud(): string {
  const [x, half, top, foot, dip] = [800, 206, 84, 826, 32]
  const step = (foot - top) / 60
  const [left, right] = [x - half, x + half]
  const curve = (y: number): string => `M${left} ${y}A${half} ${dip} 0 0 0 ${right} ${y}`
  const body = path(`${curve(top)}V${foot}A${half} ${dip} 0 0 1 ${left} ${foot}Z`, ink)
  const muds = [colour, blend(ink, colour, 0.3), colour, blend(ink, colour, 0.62), ink, blend(ink, colour, 0.3)]
  const layers = repeated(12, (i) => {
    const [y, depth] = [top + i * 5 * step, 5 * step]
    return path(`${curve(y)}v${depth}A${half} ${dip} 0 0 1 ${left} ${y + depth}Z`, muds[(i * 5) % 6] ?? ink)
  })
  const marks = repeated(60, (i) => (i % 5 ? stroke(curve(top + i * step), tint, 1.8) : ''))
  const hours = (fill: string): string => repeated(12, (i) => stroke(curve(top + i * 5 * step), fill, 9))
  const shade = rectangle(x + half * 0.6, 0, half, 1000, ink)
  const hand: Point[] = [
    polar(x, 440, 640, -56),
    polar(x, 440, 11, 34),
    polar(x, 440, 270, 124),
    polar(x, 440, 11, -146),
  ]
  const knob = polar(x, 440, 300, 124)
  const dice = chance(53)
  const ripples = repeated(12, (i) => {
    const width = half * (1 - i * 0.04) * (0.8 + dice() * 0.34)
    const y = 868 + i * 13
    return rectangle(x - width + (dice() - 0.5) * 60, y, width * 2, 7 - i * 0.3, i % 3 === 1 ? colour : ink)
  })
  const grass = repeated(38, (i) => {
    const [stem, height] = [left + 14 + i * 10.2, 18 + dice() * 44]
    return stroke(`M${stem} ${top + 8}q${dice() * 6} ${-height / 2} ${(dice() - 0.4) * 26} ${-height}`, ink, 4)
  })
  return sheet(paper, [
    rectangle(0, 690, 1500, 310, tint),
    polygon(
      [
        [0, 690],
        [0, 676],
        [310, 668],
        [560, 690],
      ],
      colour,
    ),
    polygon(
      [
        [1080, 690],
        [1280, 672],
        [1500, 668],
        [1500, 690],
      ],
      colour,
    ),
    polygon(
      [
        [1308, 672],
        [1308, 632],
        [1322, 598],
        [1336, 632],
        [1336, 648],
        [1384, 648],
        [1384, 672],
      ],
      ink,
    ),
    rectangle(0, 756, 330, 6, paper),
    rectangle(1150, 806, 350, 6, paper),
    rectangle(90, 950, 330, 6, paper),
    ripples,
    body,
    within('core', body, [layers, marks, hours(paper)]),
    within('shade', body, [shade, within('edge', shade, [hours(tint)])]),
    oval(x, top, half, dip, colour),
    grass,
    polygon(hand, ink),
    ring(knob[0], knob[1], 28, ink, 11),
    within('hand', body, [polygon(hand, paper), disc(x, 440, 30, paper), disc(x, 440, 12, ink)]),
    wader(292, 858, 1.15),
    rectangle(246, 868, 92, 5, ink),
    rectangle(272, 884, 50, 4, ink),
  ])
}

function moss(): string {
  const dice = chance(9)
  const level = (x: number): number => 770 + (750 - x) * 0.277
  const coins = repeated(23, (i) => {
    const [x, y] = [1236 + (dice() - 0.5) * 22 + i * 0.9, 560 - i * 22]
    const [face, edge] = i % 4 === 2 ? [colour, tint] : [ink, ink]
    const milled = hatching([x - 88, y - 16, 176, 12], 11, edge === ink ? blend(ink, tint, 0.45) : edge, 2.4)
    return rectangle(x - 96, y - 20, 192, 20, face, 5) + milled
  })
  const pan = (x: number, y: number): string =>
    path(`M${x - 190} ${y}H${x + 190}Q${x + 150} ${y + 60} ${x} ${y + 60}Q${x - 150} ${y + 60} ${x - 190} ${y}Z`, ink)
  const cushion = path('M118 844A146 146 0 0 1 410 844Z', colour)
  const tufts = repeated(120, () => {
    const [angle, reach] = [-92 + dice() * 184, Math.sqrt(dice()) * 138]
    const [x, y] = polar(264, 842, reach, angle)
    return stroke(arc(x, y, 8 + dice() * 5, -75, 75), dice() < 0.7 ? tint : ink, 3.4, 'round')
  })
  const stalks = repeated(13, (i) => {
    const [footX, footY] = polar(264, 842, 132, -58 + i * 9.6)
    const [tipX, tipY] = [footX + (footX - 264) * 0.35 + dice() * 12, footY - 60 - dice() * 62]
    const capsule = moved(`rotate(${24 + dice() * 30} ${tipX} ${tipY})`, [oval(tipX, tipY, 7, 14, ink)])
    return stroke(`M${footX} ${footY}Q${footX + 4} ${tipY + 20} ${tipX} ${tipY}`, ink, 3.8) + capsule
  })
  return sheet(paper, [
    polygon(
      [
        [0, level(0)],
        [1500, level(1500)],
        [1500, 1000],
        [0, 1000],
      ],
      tint,
    ),
    polygon(
      [
        [750, 770],
        [880, 1000],
        [620, 1000],
      ],
      ink,
    ),
    line(
      [
        [120, level(120)],
        [1380, level(1380)],
      ],
      ink,
      26,
    ),
    disc(750, 770, 30, paper),
    disc(750, 770, 12, ink),
    rectangle(252, 880, 24, 30, ink),
    rectangle(1224, 580, 24, 60, ink),
    coins,
    pan(1236, 560),
    stalks,
    cushion,
    within('cushion', cushion, [tufts]),
    pan(264, 842),
  ])
}

export const science: Record<string, () => string> = {
  'a-tube-of-nothing': tubeOfNothing,
  'the-clock-in-the-mud': clockInTheMud,
  'the-clock-in-the-mud-2': mudCore,
  'the-floccinaucinihilipilification-of-moss': moss,
  'the-kettle-falls-silent': kettle,
  'the-ward-that-turned-itself-down': ward,
  'two-metres-to-the-left': shed,
}
