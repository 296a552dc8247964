import {
  arc,
  blend,
  chance,
  corners,
  disc,
  hatching,
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
  wave,
  within,
} from './forms.ts'
import type { Point } from './forms.ts'
import { inks } from './kit.ts'

const { paper, ink, colour, tint } = inks.science

/** Half the width of an alder leaf, at a share of its length from the stalk. */
function leafHalf(share: number): number {
  return 176 * Math.sin(Math.PI * Math.min(share, 0.97) ** 1.12) ** 0.64
}

function leaf(x: number, y: number, size: number, turn: number, fill: string, vein: string): string {
  const side = Array.from({ length: 29 }, (_, i): Point => {
    const share = (i / 28) * 0.985
    return [leafHalf(share) * (i % 2 ? 1 : 0.93), -380 * share]
  })
  const outline: Point[] = [...side, [0, -345], ...side.toReversed().map(([sx, sy]): Point => [-sx, sy])]
  const veins = [0.05, 0.17, 0.3, 0.43, 0.56, 0.68, 0.79].map((share) => {
    const tip = Math.min(share + 0.16, 0.94)
    const reach = leafHalf(tip) * 0.94
    return `M${-reach} ${-380 * tip}L0 ${-380 * share}L${reach} ${-380 * tip}`
  })
  return moved(`translate(${x} ${y}) rotate(${turn}) scale(${size})`, [
    path(corners(outline), fill),
    stroke(veins.join(''), vein, 7),
    stroke('M0 -343L0 90', vein, 12),
  ])
}

export function mudCore(): string {
  const [left, width] = [170, 500]
  const dice = chance(1953)
  const band = (top: number, foot: number, fill: string): string => rectangle(left, top, width, foot - top, fill)
  const laminae = (top: number, foot: number, step: number, fill: string, weight: number): string =>
    repeated(Math.floor((foot - top) / step), (i) => {
      const y = top + (i + 0.5) * step
      return stroke(`M${left} ${y}q${width / 4} ${(dice() - 0.5) * 12} ${width / 2} 0t${width / 2} 0`, fill, weight)
    })
  const rules = [96, 196, 262, 292, 430, 520, 590].map((y) =>
    line(
      [
        [left, y],
        [1500, y],
      ],
      ink,
      2.4,
    ),
  )
  const ticks = repeated(51, (i) =>
    rectangle(i % 5 ? 122 : 92, i * 20 - 1, i % 5 ? 28 : 58, i % 5 ? 2.4 : 6, i < 35 ? ink : paper),
  )
  const roots = repeated(25, (i) => {
    const x = left + 12 + i * 19.8
    return stroke(`M${x} 96q${(dice() - 0.5) * 24} 40 ${(dice() - 0.5) * 30} ${40 + dice() * 54}`, ink, 3)
  })
  const stems = repeated(29, (i) => {
    const [x, height, lean] = [left + 8 + i * 17.4, 36 + dice() * 48, (dice() - 0.5) * 26]
    const flower = i % 3 ? '' : disc(x + lean, 96 - height, 9, colour)
    return stroke(`M${x} 98q0 ${-height / 2} ${lean} ${-height}`, ink, 3.4) + flower
  })
  const dots = repeated(115, (i) => disc(left + 12 + (i % 23) * 21.6, 440 + Math.floor(i / 23) * 18, 3.8, ink))
  const litter = repeated(22, (i) => {
    const [x, y] = [left - 10 + ((i * 137) % 540), 800 + ((i * 83) % 300)]
    return leaf(x, y, 0.28 + dice() * 0.14, dice() * 360, i % 3 ? colour : tint, ink)
  })
  return sheet(paper, [
    rectangle(0, 690, 1500, 310, ink),
    rectangle(left, 690, width, 310, blend(ink, '#000000', 0.4)),
    ...rules,
    stems,
    band(96, 196, tint),
    roots,
    band(196, 262, colour),
    laminae(196, 262, 11, tint, 2.4),
    band(262, 292, paper),
    band(292, 430, blend(ink, colour, 0.45)),
    laminae(292, 430, 17, tint, 2.6),
    band(430, 520, tint),
    dots,
    band(520, 590, colour),
    within('silt', band(520, 590, ink), [hatching([left, 520, width, 70], 22, ink, 3.4, 50)]),
    band(590, 690, tint),
    laminae(590, 690, 14, ink, 2.6),
    within('wood', rectangle(left, 706, width, 294, ink), [litter]),
    ticks,
    disc(1330, 277, 34, ink),
    disc(1330, 277, 15, paper),
    leaf(810, 930, 1.5, 64, tint, ink),
  ])
}

export function kettle(): string {
  const body =
    'M150 905C84 720 130 500 300 366Q350 322 450 322H750Q850 322 900 366C930 392 950 420 970 452Q1090 420 1142 300L1184 196L1352 232Q1310 560 1046 706Q1046 810 1010 905Z'
  const rings = repeated(11, (i) => ring(560, 905, 46 + i * 43, ink, 30 - i * 2.8))
  const finger = (x: number, y: number, turn: number): string =>
    moved(`translate(${x} ${y}) rotate(${turn})`, [
      rectangle(-36, -420, 72, 420, tint, 36),
      rectangle(-20, -52, 40, 44, paper, 18),
    ])
  return sheet(colour, [
    rectangle(0, 905, 1500, 95, ink),
    stroke(wave(-40, 1540, 956, 16, 90), colour, 6),
    stroke('M330 366C300 -20 920 -20 880 366', ink, 52, 'round'),
    path(body, paper),
    within('kettle', path(body, paper), [rings]),
    path('M430 324Q450 252 600 252T770 324Z', ink),
    disc(600, 236, 32, ink),
    line(
      [
        [1160, 188],
        [1374, 234],
      ],
      ink,
      24,
    ),
    finger(716, 76, 34),
    finger(800, 122, 38),
  ])
}

export function ward(): string {
  const bell = 'M0 0C-34 4 -44 40 -48 96C-52 150 -62 176 -92 202V222H92V202C62 176 52 150 48 96C44 40 34 4 0 0Z'
  const faint = blend(ink, colour, 0.85)
  const at = (i: number): number => 750 + (i - 5.5) * 104
  const clapper =
    line(
      [
        [0, 222],
        [0, 252],
      ],
      faint,
      5,
    ) + ring(0, 270, 18, faint, 5)
  const knot = stroke('M-22 262L22 278M-22 278L22 262M0 288q-34 2 -34 34M0 288q34 2 34 34', tint, 4)
  const tied = repeated(12, (i) => {
    if (i === 7) return ''
    return moved(`translate(${at(i)} 360)`, [
      line(
        [
          [0, -260],
          [0, 0],
        ],
        faint,
        4,
      ),
      stroke(bell, faint, 6),
      clapper,
      knot,
    ])
  })
  const swing = [arc(at(7), 101, 716, 150, 214), arc(at(7), 101, 752, 153, 206), arc(at(7), 101, 788, 156, 198)]
  const loud = [
    path(bell, paper),
    line(
      [
        [0, 216],
        [-30, 252],
      ],
      paper,
      8,
    ),
    disc(-34, 258, 25, paper),
  ]
  return sheet(ink, [
    rectangle(0, 66, 1500, 44, tint),
    tied,
    ...swing.map((d, i) => stroke(d, colour, 14 - i * 4)),
    moved(`translate(${at(7)} 88) rotate(-28)`, [
      line(
        [
          [0, 0],
          [0, 300],
        ],
        paper,
        8,
      ),
      moved('translate(0 290) scale(1.42)', loud),
    ]),
    disc(at(7), 88, 15, ink),
  ])
}

function moth(): string {
  const wing = 'M8 -34C60 -70 150 -84 214 -44C204 14 160 54 92 58C104 88 84 116 48 118C22 104 10 70 6 34Z'
  const bands = stroke('M150 -72Q132 -8 160 32M84 -62Q76 0 100 58M30 40Q60 66 92 58', paper, 7)
  const feather = repeated(7, (i) => {
    const root = `M${12 + i * 9} ${-66 - i * 9}`
    return stroke(`${root}l-6 -16${root}l17 2`, ink, 3.4)
  })
  const half = path(wing, ink) + bands + stroke('M4 -54L76 -130', ink, 4.4) + feather
  const body = oval(0, 22, 25, 82, ink) + stroke('M-20 40h40M-17 62h34M-11 82h22', paper, 4)
  return half + moved('scale(-1 1)', [half]) + body
}

export function shed(): string {
  const dice = chance(2004)
  const plateau = Array.from({ length: 13 }, (_, i): Point => [-20 + i * 62, 172 + (dice() - 0.5) * 56 + i * 7])
  const after = Array.from({ length: 8 }, (_, i): Point => [1130 + i * 56, 726 + (dice() - 0.5) * 40 + i * 8])
  const run: Point[] = [...plateau, [800, 250], [1090, 700], ...after]
  const front: Point[] = [
    [800, 250],
    [1060, 654],
    [1060, 1000],
    [540, 1000],
    [540, 654],
  ]
  return sheet(paper, [
    polygon([...run, [1500, 1000], [0, 1000]], tint),
    hatching([0, 0, 1500, 1000], 75, paper, 2.4),
    polygon(front, colour),
    within('shed', polygon(front, ink), [hatching([540, 250, 520, 750], 40, ink, 3.4)]),
    rectangle(700, 690, 200, 310, ink),
    disc(872, 856, 11, paper),
    line(
      [
        [800, 250],
        [510, 700],
      ],
      ink,
      30,
    ),
    line(run, ink, 26),
    moved('translate(1196 322) rotate(26) scale(1.08)', [moth()]),
  ])
}
