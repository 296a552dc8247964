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
  sheet,
  stroke,
  within,
} from './forms.ts'
import type { Point } from './forms.ts'
import { inks } from './kit.ts'

const { paper, ink, colour, tint } = inks.culture

function brass(): string[] {
  const valve = (y: number): string =>
    rectangle(-50, y, 188, 36, ink, 8) + rectangle(138, y + 11, 30, 14, ink) + rectangle(164, y + 2, 14, 32, ink, 6)
  return [
    path('M-104 0C-44 -22 -28 -70 -20 -140H20C28 -70 44 -22 104 0Z', ink),
    stroke('M0 -120V-350A50 50 0 0 1 100 -350V-190A44 44 0 0 1 12 -186', ink, 24),
    stroke('M100 -330V-440', ink, 17),
    path('M74 -478H126L112 -434H88Z', ink),
    valve(-312),
    valve(-258),
    valve(-204),
    oval(0, 0, 104, 9, paper),
  ]
}

export function cornet(): string {
  const hem = 792
  const stripe = (i: number): string => {
    const foot = (n: number): number => 750 + (n - 8) * 152
    const head = (n: number): number => 750 + (n - 8) * 26
    const outline: Point[] = [
      [head(i), -20],
      [head(i + 1), -20],
      [foot(i + 1), hem],
      [foot(i), hem],
    ]
    return polygon(outline, i % 2 ? paper : colour)
  }
  const laces = repeated(7, (i) => {
    const [y, half] = [170 + i * 84, 24 + i * 4]
    return stroke(`M${750 - half} ${y}L${750 + half} ${y + 44}M${750 + half} ${y}L${750 - half} ${y + 44}`, ink, 6)
  })
  const toe = (x: number, lean: number): string =>
    moved(`translate(${x} 872) rotate(${lean})`, [
      path('M-58 0C-62 -62 -36 -84 0 -84C36 -84 62 -62 58 0Z', paper),
      path('M-62 -2H62V14H-62Z', ink),
      stroke('M-46 -34Q0 -58 46 -34', ink, 5),
    ])
  return sheet(tint, [
    repeated(16, stripe),
    rectangle(0, hem, 1500, 74, ink),
    rectangle(0, 866, 1500, 134, tint),
    line(
      [
        [750, -20],
        [750, hem],
      ],
      ink,
      8,
    ),
    laces,
    toe(946, -7),
    toe(1080, 7),
    path('M338 950L560 950L470 1000H180Z', colour),
    moved('translate(450 950) scale(1.12)', brass()),
  ])
}

export function book(): string {
  const dice = chance(1877)
  const widths = Array.from({ length: 17 }, (_, i) => (i === 6 || i === 14 ? 0.42 : 0.985 + dice() * 0.015))
  const bars = (x: number, width: number, fill: string): string =>
    widths.map((share, i) => (i === 7 ? '' : rectangle(x, 20 + i * 60, width * share, 30, fill))).join('')
  const letter: Point[] = [
    [0, 0],
    [0, 20],
    [62, 86],
    [6, 86],
    [6, 108],
    [98, 108],
    [98, 88],
    [36, 22],
    [98, 22],
    [98, 0],
  ]
  const [x, y] = [1322, 330]
  const fallen = letter.map(([across, height]): Point => {
    const reach = height / 108
    return [x + 49 + (across - 49) * (1 + reach * 1.5) - reach * 800, y + reach * 560]
  })
  return sheet(paper, [
    bars(-300, 560, colour),
    rectangle(330, 0, 110, 1000, tint),
    rectangle(440, 0, 24, 1000, ink),
    rectangle(464, 0, 34, 1000, tint),
    polygon(fallen, tint),
    bars(580, 660, colour),
    within('shadow', polygon(fallen, ink), [bars(580, 660, ink)]),
    polygon(
      letter.map(([across, height]): Point => [x + across, y - height]),
      ink,
    ),
  ])
}

function lens(x: number, y: number, long: number, deep: number, turn: number, fill: string): string {
  const half = long / 2
  return moved(`translate(${x} ${y}) rotate(${turn})`, [
    path(
      `M${-half} 0C${-half * 0.5} ${-deep} ${half * 0.3} ${-deep * 0.8} ${half} 0C${half * 0.2} ${deep * 0.5} ${-half * 0.6} ${deep * 0.6} ${-half} 0Z`,
      fill,
    ),
  ])
}

export function wind(): string {
  const screen = rectangle(50, 50, 1400, 800, ink, 22)
  const bracket = (x: number, side: number): string =>
    line(
      [
        [x + side * 108, 190],
        [x, 190],
        [x, 668],
        [x + side * 108, 668],
      ],
      paper,
      54,
    )
  const gusts = repeated(5, (i) => {
    const [y, start] = [272 + i * 80, 250 + ((i * 2) % 3) * 34]
    return stroke(`M${start} ${y}c160 -70 240 60 400 0s200 -50 ${240 + (i % 2) * 60} -26`, colour, 15, 'round')
  })
  const dim = blend(tint, colour, 0.5)
  const boughs = [
    lens(1180, 470, 380, 70, 6, dim),
    lens(1250, 412, 420, 84, 0, dim),
    lens(1180, 360, 380, 110, -12, tint),
    lens(1316, 322, 330, 74, -4, tint),
    lens(1310, 446, 360, 66, 10, tint),
    lens(1160, 424, 320, 74, 2, tint),
    lens(1246, 510, 260, 46, 14, tint),
  ]
  return sheet(tint, [
    rectangle(0, 930, 1500, 70, colour),
    screen,
    within('screen', screen, [
      path('M50 850V790C380 744 900 726 1450 800V850Z', colour),
      bracket(150, 1),
      gusts,
      bracket(700, -1),
    ]),
    path(
      'M872 792C990 736 958 580 1060 430L1112 452C1040 560 1040 716 1126 790Q1086 784 1056 800Q1010 778 968 798Q920 782 872 792Z',
      tint,
    ),
    stroke('M1016 590C1050 530 1120 500 1200 492', tint, 20),
    ...boughs,
    lens(1398, 560, 56, 22, 24, tint),
    lens(1330, 616, 48, 20, -18, tint),
    lens(1474, 500, 58, 24, -30, ink),
    lens(1482, 340, 44, 20, 16, ink),
    disc(1400, 890, 9, ink),
  ])
}
