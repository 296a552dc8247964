import {
  blend,
  chance,
  disc,
  hatching,
  line,
  moved,
  oval,
  path,
  polygon,
  rectangle,
  repeated,
  stroke,
  through,
  within,
} from './forms.ts'
import type { Point } from './forms.ts'
import { drawing } from './kit.ts'
import { centred, lettered } from './lettering.ts'

const [width, height] = [800, 1200]

function spine(): string[] {
  return [
    `<rect width="42" height="${height}" fill="#000000" opacity="0.16"/>`,
    `<rect width="9" height="${height}" fill="#000000" opacity="0.22"/>`,
    `<rect x="42" width="6" height="${height}" fill="#000000" opacity="0.3"/>`,
    `<rect x="48" width="4" height="${height}" fill="#ffffff" opacity="0.16"/>`,
  ]
}

function footprint(x: number, y: number, fill: string): string {
  return stroke(`M${x} ${y}l13 -8M${x} ${y}l16 0M${x} ${y}l13 8M${x} ${y}l-6 0`, fill, 3, 'round')
}

function patienceOfMud(): string {
  const [cream, sand, ochre, clay, rust, peat, slate, mist] = [
    '#f1e7d2',
    '#dcc59d',
    '#c08a3e',
    '#94592f',
    '#6f3420',
    '#241712',
    '#50686b',
    '#b4c2ba',
  ]
  const depths = [108, 46, 104, 92, 178, 30, 86, 292, 50, 136, 78]
  const fills = [mist, cream, slate, sand, ochre, cream, clay, peat, sand, rust, '#150d0a']
  const tops = depths.map((_, i) => depths.slice(0, i).reduce((sum, depth) => sum + depth, 0))
  const dice = chance(1300)
  const bands = tops.map((top, i) => {
    const edge = Array.from({ length: 9 }, (_, n): Point => [n * 115 - 60, top + (i ? (dice() - 0.5) * 9 : -20)])
    return path(`${through(edge)}V1210H-60Z`, fills[i] ?? peat)
  })
  const top = (band: number): number => tops[band - 1] ?? 0
  const prints = repeated(13, (i) => footprint(-14 + i * 44, top(4) + 60 + (i % 2) * 13, rust))
  const bird = [
    path(
      'M-24 -26C-14 -40 6 -42 16 -36C20 -46 24 -56 32 -56C40 -56 40 -48 35 -44C32 -28 22 -18 4 -18C-6 -18 -16 -22 -24 -26Z',
      peat,
    ),
    stroke('M36 -51Q54 -50 66 -42M-1 -20L-6 0M8 -20L14 0', peat, 3),
  ]
  return drawing(width, height, mist, [
    ...bands,
    repeated(4, (i) => rectangle([90, 470, 250, 610][i] ?? 0, 26 + i * 19, [240, 210, 300, 150][i] ?? 0, 5, cream)),
    within('grit', rectangle(0, top(2) + 8, width, 32, cream), [hatching([0, top(2), width, 46], 22, slate, 4, 26)]),
    repeated(34, (i) => disc(14 + i * 24, top(6) + 16, 4, rust)),
    repeated(5, (i) =>
      stroke(`M-10 ${top(7) + 14 + i * 16}q200 ${(dice() - 0.5) * 16} 400 0t420 0`, blend(clay, peat, 0.4), 3),
    ),
    repeated(20, (i) => path(`M${8 + i * 42} ${top(9) + 34}a15 15 0 0 1 30 0z`, clay)),
    repeated(24, (i) =>
      moved(`translate(${i * 36 - 6} ${top(11) + 26 + dice() * 44}) rotate(${dice() * 180})`, [
        oval(0, 0, 22, 9, i % 3 ? rust : clay),
        line(
          [
            [-26, 0],
            [22, 0],
          ],
          peat,
          2,
        ),
      ]),
    ),
    prints,
    moved(`translate(588 ${top(4) + 73}) scale(0.84)`, bird),
    lettered(84, top(3) + 26, 'THE', { height: 54, weight: 11, space: 0.16, colour: cream }),
    lettered(84, top(5) + 34, 'PATIENCE', { height: 110, weight: 21, space: 0.142, colour: peat }),
    lettered(84, top(7) + 18, 'OF', { height: 54, weight: 11, space: 0.16, colour: cream }),
    lettered(84, top(8) + 30, 'MUD', { height: 236, weight: 50, space: 0.137, colour: cream }),
    lettered(84, top(10) + 50, 'IFEOMA TREVANION', { height: 42, weight: 7.5, space: 0.155, colour: cream }),
    ...spine(),
  ])
}

function gettingHome(): string {
  const [sky, wall, dark, trim, lamp, cream] = ['#22315c', '#121a36', '#0a0f22', '#2b3a69', '#f4c54f', '#f5ebd3']
  const house = (x: number): string => {
    const sash = (sx: number, sy: number, w: number, h: number): string =>
      rectangle(sx - 6, sy + h, w + 12, 9, trim) +
      rectangle(sx, sy, w, h, dark) +
      rectangle(sx + w / 2 - 2, sy, 4, h, wall) +
      rectangle(sx, sy + h / 2 - 2, w, 4, wall)
    return [
      polygon(
        [
          [x, 612],
          [x + 230, 612],
          [x + 230, 540],
          [x, 540],
        ],
        dark,
      ),
      rectangle(x + 176, 470, 62, 82, wall),
      rectangle(x + 170, 464, 74, 12, trim),
      rectangle(x + 182, 440, 16, 26, wall),
      rectangle(x + 214, 440, 16, 26, wall),
      rectangle(x, 612, 230, 12, trim),
      sash(x + 34, 650, 58, 96),
      sash(x + 138, 650, 58, 96),
      rectangle(x, 786, 230, 5, trim),
      path(`M${x + 26} 1000V856a36 36 0 0 1 72 0V1000Z`, dark),
      rectangle(x + 18, 992, 88, 14, trim),
      sash(x + 130, 834, 72, 106),
      rectangle(x + 228, 624, 4, 380, dark),
    ].join('')
  }
  const slabs = repeated(12, (i) =>
    line(
      [
        [400 + (i - 5.5) * 92, 1012],
        [400 + (i - 5.5) * 170, 1200],
      ],
      wall,
      4,
    ),
  )
  return drawing(width, height, sky, [
    rectangle(0, 600, width, 420, wall),
    repeated(5, (i) => house(-136 + i * 230)),
    rectangle(0, 1006, width, 194, trim),
    slabs,
    line(
      [
        [0, 1072],
        [800, 1072],
      ],
      wall,
      4,
    ),
    polygon(
      [
        [684, 940],
        [756, 940],
        [560, 1200],
        [290, 1200],
      ],
      lamp,
    ),
    rectangle(684, 834, 72, 106, lamp),
    rectangle(718, 834, 4, 106, wall),
    rectangle(684, 885, 72, 4, wall),
    path('M366 1200C364 1140 384 1108 420 1108C456 1108 476 1140 474 1200Z', dark),
    path('M376 1200C374 1148 390 1119 420 1119C450 1119 466 1148 464 1200Z', '#5a2f2a'),
    stroke('M372 1182Q420 1150 468 1182', dark, 5),
    stroke('M398 1134Q420 1126 440 1136', cream, 4, 'round'),
    centred(424, 84, 'A SHORT HISTORY', { height: 50, weight: 5, space: 0.26, colour: cream }),
    centred(424, 164, 'OF GETTING', { height: 50, weight: 5, space: 0.26, colour: cream }),
    centred(424, 244, 'HOME', { height: 132, weight: 12, space: 0.2, colour: lamp }),
    centred(424, 562, 'WILHELMINA ODUYA', { height: 30, weight: 4, space: 0.28, colour: cream }),
    ...spine(),
  ])
}

export const covers: Record<string, () => string> = {
  'the-patience-of-mud': patienceOfMud,
  'a-short-history-of-getting-home': gettingHome,
}
