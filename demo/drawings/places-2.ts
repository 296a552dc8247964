import {
  blend,
  chance,
  disc,
  line,
  moved,
  oval,
  path,
  polygon,
  rectangle,
  repeated,
  ring,
  sheet,
  stroke,
  through,
  within,
} from './forms.ts'
import type { Point } from './forms.ts'
import { inks } from './kit.ts'

const { paper, ink, colour, tint } = inks.places

const shoulders = path('M-46 66C-46 30 -26 20 0 20C26 20 46 30 46 66Z', ink)

/** People from the chest up, the foot of the window at y = 66. */
const passengers: readonly string[] = [
  shoulders + oval(0, -8, 24, 29, ink) + path('M-30 -16C-30 -52 30 -52 30 -16Z', ink) + disc(0, -48, 12, ink),
  shoulders + oval(2, -6, 23, 28, ink) + disc(-20, -34, 18, ink) + path('M22 -8l12 8l-10 4z', ink),
  shoulders +
    oval(-2, -6, 24, 28, ink) +
    path('M-34 -18C-30 -44 22 -46 26 -20Z', ink) +
    path('M-24 -8l-12 8l12 4z', ink),
  moved('translate(0 26) scale(0.78)', [
    shoulders,
    oval(0, -6, 25, 28, ink),
    path('M-26 -14L-30 -40L-12 -34L0 -50L12 -36L28 -42L26 -10Z', ink),
  ]),
  shoulders + disc(0, -20, 44, ink) + oval(0, 2, 24, 26, ink),
  path('M-50 66C-52 -10 -40 -46 0 -46C40 -46 52 -10 50 66Z', ink) + oval(0, -6, 22, 26, blend(ink, tint, 0.45)),
  shoulders +
    oval(0, -26, 22, 28, ink) +
    rectangle(-9, -6, 18, 36, ink) +
    rectangle(-32, -36, 12, 26, ink, 5) +
    rectangle(20, -36, 12, 26, ink, 5) +
    stroke('M-26 -34C-26 -66 26 -66 26 -34', ink, 7),
  shoulders +
    oval(0, -8, 23, 29, ink) +
    path('M-20 4C-20 46 20 46 20 4Z', ink) +
    path('M-40 -24H40L22 -32C20 -60 -20 -60 -22 -32Z', ink),
]

export function bus(): string {
  const [left, top, width] = [150, 452, 1200]
  const glow = blend(ink, tint, 0.22)
  const window = (x: number, fill: string): string => rectangle(x, top + 44, 116, 142, fill, 10)
  const seat = (i: number): number => left + 44 + i * 130
  const lit = passengers.map(
    (person, i) =>
      window(seat(i), paper) +
      within(`seat-${i}`, window(seat(i), paper), [moved(`translate(${seat(i) + 58} ${top + 120})`, [person])]),
  )
  const pools = repeated(8, (i) => {
    const x = seat(i)
    return polygon(
      [
        [x + 8, 812],
        [x + 108, 812],
        [x + 84, 880],
        [x - 32, 880],
      ],
      glow,
    )
  })
  const wheel = (x: number): string => disc(x, 748, 56, ink) + ring(x, 748, 30, tint, 8)
  const dice = chance(71)
  const stars = repeated(26, () => disc(dice() * 1500, 30 + dice() * 360, 1.8 + dice() * 2.2, tint))
  return sheet(ink, [
    stars,
    rectangle(0, 610, 1500, 390, blend(ink, colour, 0.34)),
    rectangle(62, 594, 34, 17, paper),
    rectangle(0, 806, 1500, 194, blend(ink, '#000000', 0.3)),
    polygon(
      [
        [1340, 700],
        [1500, 716],
        [1500, 850],
        [1340, 724],
      ],
      tint,
    ),
    pools,
    path(
      `M${left} 760V${top + 26}Q${left} ${top} ${left + 28} ${top}H${left + width - 50}Q${left + width} ${top} ${left + width} ${top + 70}V760Z`,
      colour,
    ),
    rectangle(left, top + 206, width, 14, tint),
    ...lit,
    rectangle(1238, top + 44, 74, 264, paper, 8),
    within('door', rectangle(1238, top + 44, 74, 264, paper, 8), [
      rectangle(1270, top + 44, 8, 264, colour),
      moved(`translate(1276 ${top + 150})`, [shoulders, oval(4, -8, 23, 28, ink), path('M24 -10l12 8l-12 5z', ink)]),
      rectangle(1224, top + 206, 100, 110, ink),
      line(
        [
          [1312, top + 160],
          [1296, top + 206],
        ],
        ink,
        9,
      ),
    ]),
    disc(1336, 712, 13, paper),
    wheel(380),
    wheel(1120),
  ])
}

export function route(): string {
  const turns: Point[] = [
    [120, 880],
    [210, 790],
    [190, 690],
    [280, 610],
    [400, 640],
    [470, 740],
    [580, 770],
    [660, 690],
    [640, 570],
    [700, 470],
    [820, 460],
    [900, 530],
    [1000, 540],
    [1060, 450],
    [1040, 340],
    [1110, 250],
    [1230, 250],
    [1330, 160],
  ]
  const fine = turns.slice(0, -1).flatMap(([ax, ay], i): Point[] => {
    const [px, py] = turns[i - 1] ?? [ax, ay]
    const [bx, by] = turns[i + 1] ?? [ax, ay]
    const [nx, ny] = turns[i + 2] ?? [bx, by]
    return Array.from({ length: 24 }, (_, s): Point => {
      const t = s / 24
      const cubic = (p: number, a: number, b: number, n: number): number =>
        0.5 * (2 * a + (b - p) * t + (2 * p - 5 * a + 4 * b - n) * t * t + (3 * a - p - 3 * b + n) * t * t * t)
      return [cubic(px, ax, bx, nx), cubic(py, ay, by, ny)]
    })
  })
  const lengths = fine.reduce<number[]>((sum, [x, y], i) => {
    const [px, py] = fine[i - 1] ?? [x, y]
    return [...sum, (sum.at(-1) ?? 0) + Math.hypot(x - px, y - py)]
  }, [])
  const total = lengths.at(-1) ?? 1
  const stops = Array.from(
    { length: 41 },
    (_, i): Point => fine[lengths.findIndex((at) => at >= (total * i) / 40 - 0.01)] ?? [0, 0],
  )
  const dice = chance(94)
  const arcs = Array.from({ length: 94 }, () => {
    const from = Math.floor(dice() * 38)
    const to = Math.min(40, from + 2 + Math.floor(dice() ** 2.2 * 26))
    const [ax, ay] = stops[from] ?? [0, 0]
    const [bx, by] = stops[to] ?? [0, 0]
    const rise = 0.42 + dice() * 0.12
    return `M${ax} ${ay}Q${(ax + bx) / 2 + (by - ay) * rise} ${(ay + by) / 2 - (bx - ax) * rise} ${bx} ${by}`
  })
  return sheet(paper, [
    path('M1500 0V1000H1130C1220 900 1200 800 1290 700C1370 600 1330 480 1420 380C1470 300 1440 180 1500 90Z', tint),
    repeated(9, (i) => stroke(`M${1330 + (i % 3) * 44} ${560 + i * 46}q22 -16 44 0t44 0`, paper, 6)),
    stroke(arcs.join(''), ink, 2.6),
    stroke(through(stops), colour, 34, 'round'),
    stops.map(([x, y]) => disc(x, y, 13, ink) + disc(x, y, 8.5, paper)).join(''),
  ])
}
