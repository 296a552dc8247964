import {
  blend,
  chance,
  corners,
  disc,
  hatching,
  line,
  moved,
  path,
  polar,
  polygon,
  rectangle,
  repeated,
  sheet,
  stroke,
  through,
  within,
} from './forms.ts'
import type { Point } from './forms.ts'
import { inks } from './kit.ts'

const { paper, ink, colour, tint } = inks.places

export function clocks(): string {
  const hands = (x: number, y: number, size: number, hour: number, minute: number): string =>
    line([polar(x, y, size * -0.16, minute * 6), polar(x, y, size * 0.86, minute * 6)], ink, 11) +
    line(
      [polar(x, y, size * -0.16, hour * 30 + minute / 2), polar(x, y, size * 0.56, hour * 30 + minute / 2)],
      ink,
      19,
    ) +
    disc(x, y, 15, ink)
  const ticks = (x: number, y: number, size: number): string =>
    repeated(12, (i) => line([polar(x, y, size * 0.82, i * 30), polar(x, y, size * 0.95, i * 30)], ink, i % 3 ? 5 : 11))
  const horizon = 742
  const stone = blend(colour, ink, 0.3)
  const sleepers = repeated(9, (i) => {
    const y = horizon + 18 + i * i * 3.6
    const half = (y - horizon) * 0.92
    return rectangle(706 - half, y, half * 2, 5 + i * 2.2, stone)
  })
  const rail = (side: number): string =>
    polygon(
      [
        [706, horizon],
        [706 + side * 176, 1000],
        [706 + side * 202, 1000],
      ],
      ink,
    )
  return sheet(tint, [
    disc(706, horizon, 226, paper),
    rectangle(0, horizon, 1500, 300, colour),
    polygon(
      [
        [180, horizon],
        [448, horizon],
        [60, 1000],
        [-420, 1000],
      ],
      ink,
    ),
    polygon(
      [
        [980, horizon],
        [1380, horizon],
        [1960, 1000],
        [1330, 1000],
      ],
      ink,
    ),
    sleepers,
    rail(-1),
    rail(1),
    rectangle(196, 142, 236, horizon - 142, ink),
    polygon(
      [
        [150, 144],
        [478, 144],
        [430, 84],
        [198, 84],
      ],
      ink,
    ),
    polygon(
      [
        [250, 88],
        [378, 88],
        [314, -110],
      ],
      ink,
    ),
    repeated(3, (i) => rectangle(250 + i * 46, 536, 36, 96, stone, 18)),
    rectangle(196, 466, 236, 16, stone),
    disc(314, 308, 110, paper),
    ticks(314, 308, 110),
    hands(314, 308, 110, 8, 0),
    rectangle(1064, 204, 244, horizon - 204, ink),
    polygon(
      [
        [1036, 208],
        [1336, 208],
        [1186, 96],
      ],
      ink,
    ),
    line(
      [
        [1186, 120],
        [1186, 44],
      ],
      ink,
      7,
    ),
    path(
      'M1130 46C1132 26 1152 28 1164 44C1176 54 1196 50 1206 34C1204 18 1224 12 1230 24L1244 32L1230 36C1230 62 1206 74 1180 72C1156 70 1134 66 1130 46Z',
      ink,
    ),
    rectangle(980, 600, 400, horizon - 600, ink),
    polygon(
      [
        [956, 602],
        [1404, 602],
        [1186, 512],
      ],
      ink,
    ),
    repeated(4, (i) => path(`M${1012 + i * 92} ${horizon}V666a30 30 0 0 1 60 0V${horizon}Z`, stone)),
    rectangle(1076, 236, 220, 220, paper),
    ticks(1186, 346, 112),
    hands(1186, 346, 112, 7, 49),
  ])
}

/** Where a light in front of the bench throws a point: across from its middle, and above its feet. */
function thrown([across, height]: Point): Point {
  return [720 + across * (1 + height * 0.0024), 590 + height * 1.3]
}

function sitter(middle: number, lean: number, fill: string): string {
  const side: Point[] = [
    [70, 60],
    [76, 100],
    [80, 168],
    [72, 204],
    [46, 222],
    [18, 229],
    [15, 246],
  ]
  const torso: Point[] = [...side, ...side.toReversed().map(([x, y]): Point => [-x, y])]
  const head = Array.from({ length: 20 }, (_, i): Point => {
    const turn = (i / 20) * Math.PI * 2
    return [Math.cos(turn) * 34, 268 + Math.sin(turn) * 37]
  })
  const leaning = ([x, y]: Point): Point => [middle + x + Math.max(0, y - 190) * lean, y]
  return (
    path(through(torso.map(leaning).map(thrown), true), fill) + path(through(head.map(leaning).map(thrown), true), fill)
  )
}

export function bench(): string {
  const [horizon, half, shadow] = [262, 300, blend(colour, ink, 0.3)]
  const block = (left: number, foot: number, right: number, top: number): string => {
    const outline: Point[] = [
      [left, foot],
      [right, foot],
      [right, top],
      [left, top],
    ]
    return polygon(outline.map(thrown), shadow)
  }
  const cast = [58, 100, 134, 168].map((height, i) => block(-half, height, half, height + (i ? 21 : 15)))
  return sheet(paper, [
    rectangle(0, horizon, 1500, 78, colour),
    rectangle(1010, horizon + 20, 490, 7, tint),
    rectangle(0, horizon + 46, 380, 7, tint),
    rectangle(1180, horizon + 60, 320, 7, tint),
    rectangle(0, horizon + 78, 1500, 700, tint),
    ...cast,
    block(-244, 0, -218, 196),
    block(218, 0, 244, 196),
    sitter(-96, 0.3, shadow),
    sitter(98, -0.26, shadow),
    rectangle(476, 352, 26, 242, ink),
    rectangle(938, 352, 26, 242, ink),
    ...[366, 408, 450].map((y) => rectangle(720 - half, y, half * 2, 29, ink)),
    rectangle(720 - half - 10, 502, half * 2 + 20, 20, ink),
    rectangle(682, 416, 76, 13, paper),
  ])
}

export function colonnade(): string {
  const [endX, endY] = [1700, 620]
  const far = (x: number, y: number, size: number): Point => [endX + (x - endX) * size, endY + (y - endY) * size]
  const depth = (i: number): number => 1 / (1 + i * 0.36)
  const column = (i: number): string => {
    const size = depth(i)
    const [x, top] = far(200, -150, size)
    const [, foot] = far(200, 930, size)
    const half = 76 * size
    const flutes = repeated(4, (f) => rectangle(x - half * (0.78 - f * 0.3), top, 6 * size, foot - top, tint))
    return [
      rectangle(x - half, top, half * 2, foot - top, paper),
      flutes,
      rectangle(x + half * 0.52, top, half * 0.48, foot - top, tint),
      rectangle(x - half * 1.3, foot - 34 * size, half * 2.6, 36 * size, paper),
      rectangle(x - half * 1.3, top - 4, half * 2.6, 44 * size, paper),
    ].join('')
  }
  const ends = depth(7.5)
  const strip = (top: number, foot: number, fill: string): string =>
    polygon([far(-400, top, 1), far(200, top, ends), far(200, foot, ends), far(-400, foot, 1)], fill)
  const shirt = 'M-46 -92L-18 -98Q0 -80 18 -98L46 -92L96 -30L66 2L50 -20V110H-50V-20L-66 2L-96 -30Z'
  return sheet(tint, [
    path('M1000 640C1150 560 1250 470 1360 480C1420 486 1460 540 1500 530V700H1000Z', blend(tint, colour, 0.5)),
    rectangle(0, endY, 1500, 400, colour),
    strip(-150, 930, ink),
    strip(-420, -150, paper),
    strip(-176, -150, tint),
    strip(-300, -288, tint),
    strip(930, 966, paper),
    strip(966, 990, tint),
    strip(990, 1030, paper),
    strip(1030, 1060, tint),
    ...[7, 6, 5, 4, 3, 2, 1, 0].map(column),
    stroke('M276 262Q408 330 544 292', paper, 5),
    moved('translate(410 402) rotate(2)', [
      path(shirt, paper),
      stroke('M0 -84V108', tint, 4),
      path('M-46 -92L-18 -98Q0 -80 18 -98L46 -92L30 -72Q0 -58 -30 -72Z', tint),
    ]),
    rectangle(374, 288, 9, 30, colour),
    rectangle(442, 294, 9, 28, colour),
  ])
}

export function pool(): string {
  const dice = chance(1926)
  const edge = (rise: number, rough: number): Point[] =>
    Array.from({ length: 40 }, (_, i): Point => [
      -60 + i * 42 + (dice() - 0.5) * 30,
      480 - i * 9.4 - rise + (dice() - 0.5) * rough,
    ])
  const above = (points: Point[]): string => corners([...points, [1640, -60], [-60, -60]])
  const waves = repeated(46, () => {
    const [x, y, long] = [dice() * 1500, dice() * 400, 26 + dice() * 60]
    return stroke(`M${x} ${y}q${long / 4} -14 ${long / 2} 0t${long / 2} 0`, colour, 5)
  })
  const [left, top, width, height] = [180, 452, 1180, 380]
  const lanes = repeated(5, (i) =>
    stroke(`M${left + 26} ${top + ((i + 1) * height) / 6}H${left + width - 26}`, tint, 5, 'butt', '26 12'),
  )
  const swimmer = 'M4 -13a13 13 0 1 1 -9 22C-18 8 -30 16 -44 14C-30 2 -22 -6 -8 -6A13 13 0 0 1 4 -13Z'
  const foam = edge(20, 54)
  return sheet(tint, [
    path(above(edge(-24, 90)), colour),
    path(above(foam), paper),
    path(above(foam.map(([x, y]): Point => [x + 6, y - 17])), ink),
    within('sea', path(above(foam.map(([x, y]): Point => [x, y - 44])), ink), [waves]),
    moved('rotate(-8 750 600)', [
      rectangle(left - 50, top - 50, width + 100, height + 100, blend(tint, paper, 0.5)),
      rectangle(left - 14, top - 14, width + 28, height + 28, ink),
      rectangle(left, top, width, height, paper),
      rectangle(left, top, width, 22, colour),
      lanes,
      hatching([left, top + 236, 70, 144], 14, ink, 5),
      moved(`translate(${left + width * 0.52} ${top + (height * 7) / 12})`, [
        stroke('M-66 -22L-18 -12M-66 22L-18 12M-124 0H-58', tint, 6),
        path(swimmer, ink),
      ]),
    ]),
  ])
}
