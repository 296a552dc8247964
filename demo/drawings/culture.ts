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
  through,
  within,
} from './forms.ts'
import type { Point } from './forms.ts'
import { inks } from './kit.ts'
import { book, cornet, wind } from './culture-2.ts'

const { paper, ink, colour, tint } = inks.culture

function rower(): string[] {
  const hull =
    'M330 548C450 602 850 612 1066 512C1058 584 1020 636 976 648C800 672 560 670 436 648C390 634 348 596 330 548Z'
  const handle: Point[] = [
    [706, 484],
    [980, 758],
  ]
  const trunk = [
    path('M436 596V500C436 478 450 466 470 466H580C600 466 614 478 614 500V596Z', colour),
    rectangle(436, 508, 178, 8, paper),
    rectangle(468, 466, 16, 130, ink),
    rectangle(566, 466, 16, 130, ink),
    rectangle(514, 500, 22, 30, paper, 4),
  ]
  return [
    ...trunk,
    path('M812 600C786 540 800 440 858 412C908 398 936 440 926 492L910 600Z', ink),
    path(
      'M822 352C820 312 846 300 876 300C914 300 930 328 920 360C912 390 884 400 864 388C848 386 836 382 836 370L812 366Z',
      ink,
    ),
    moved('rotate(-7 872 316)', [
      rectangle(794, 308, 160, 17, colour, 8),
      path('M832 310C832 258 842 246 876 246C910 246 920 258 920 310Z', colour),
      rectangle(832, 292, 88, 12, paper),
    ]),
    path(hull, ink),
    stroke('M350 564C460 612 850 622 1050 530', paper, 6),
    line(
      [
        [868, 446],
        [800, 504],
        [724, 512],
      ],
      colour,
      32,
      'round',
    ),
    line(handle, colour, 15, 'round'),
    within('hull', path(hull, ink), [line(handle, paper, 15)]),
    polygon(
      [
        [944, 738],
        [966, 716],
        [1062, 812],
        [1030, 844],
      ],
      colour,
    ),
  ]
}

function ledger(): string {
  const water = 636
  const rule = (y: number): string => {
    const depth = (y - water) / 60
    const height = depth < 0 ? 0 : Math.max(0, 18 - depth * 3)
    const points = Array.from({ length: 76 }, (_, i): Point => {
      const near = Math.exp(-(((i * 20 - 700) / (390 + depth * 46)) ** 2))
      return [i * 20, y + Math.sin((i * 20) / 28 + depth * 1.3) * height * near]
    })
    return stroke(through(points), tint, 5)
  }
  const shake = Array.from({ length: 26 }, (_, i): Point => {
    const swell = Math.sin(Math.PI * Math.min(1, (i / 26) * 1.15 + 0.12))
    return [750 + Math.sin(i * 1.05) * 26 * swell, water + i * 16]
  })
  const double = (d: string): string => stroke(d, colour, 15) + moved('translate(26 0)', [stroke(d, colour, 5)])
  const reflected = [0, 1, 2, 3].map((i) => {
    const [y, inset] = [676 + i * 30, 110 + i * 50]
    return stroke(`M${340 + inset} ${y}q50 ${10 + i} 110 0T${1040 - inset} ${y}`, ink, 17 - i * 3.6, 'round')
  })
  return sheet(paper, [
    rectangle(0, 0, 1500, 96, tint),
    repeated(15, (i) => rule(156 + i * 60)),
    ...[1220, 1310, 1400].map((x, i) => rectangle(x, 0, i ? 4 : 8, 1000, colour)),
    double(`M750 0V${water}`),
    double(through(shake)),
    ...reflected,
    ...rower(),
  ])
}

function carPark(): string {
  const dice = chance(351)
  const [width, depth, aisle] = [108, 184, 120]
  const dusk = (share: number): string =>
    share < 0.5 ? blend(tint, colour, share * 2) : blend(colour, ink, (share - 0.5) * 1.7)
  const car = (x: number, y: number, fill: string): string =>
    rectangle(x + 22, y + 26, width - 44, depth - 52, fill, 20) +
    rectangle(x + 30, y + 66, width - 60, 26, ink, 8) +
    rectangle(x + 32, y + depth - 60, width - 64, 16, ink, 6)
  const bay = (row: number, half: number, i: number): string => {
    const [x, y] = [-1080 + i * width, row * (depth * 2 + aisle) + (half - 1) * depth]
    const tone = 0.02 + (i - 2) * 0.042 + row * 0.05 + (dice() - 0.5) * 0.34
    const lit = row === 0 && half === 1 && i === 12
    const ground = rectangle(x, y, width, depth, lit ? ink : dusk(Math.min(0.95, Math.max(0, tone))))
    const parked = dice() < 0.16 ? car(x, y, dusk(Math.min(0.95, Math.max(0, tone + 0.22)))) : ''
    return ground + (lit ? rectangle(x + 20, y + 52, 68, 68, paper) : parked) + rectangle(x - 2.5, y, 5, depth, paper)
  }
  const arrow = (x: number, y: number): string =>
    polygon(
      [
        [x, y - 8],
        [x + 92, y - 8],
        [x + 92, y - 24],
        [x + 140, y],
        [x + 92, y + 24],
        [x + 92, y + 8],
        [x, y + 8],
      ],
      tint,
    )
  const rows = [-2, -1, 0, 1, 2].map((row) => {
    const middle = row * (depth * 2 + aisle)
    const bays = repeated(20, (i) => bay(row, 0, i) + bay(row, 1, i))
    const lane = middle + depth + aisle / 2
    return (
      bays + rectangle(-1080, middle - 2.5, 2160, 5, paper) + arrow(-560, lane) + arrow(-20, lane) + arrow(520, lane)
    )
  })
  return sheet(blend(ink, colour, 0.12), [moved('translate(750 500) rotate(-17)', rows)])
}

function prompter(): string {
  const floor = 700
  const folds = repeated(4, (i) => {
    const x = 210 - i * 58
    const d = `M-10 -10H${x}C${x - 16} 300 ${x - 16} 600 ${x + 6} ${872 - i * 4}Q${x - 26} ${902 - i * 4} ${x - 58} ${876 - i * 4}L-10 880Z`
    return path(d, i % 2 ? blend(ink, colour, 0.42) : ink)
  })
  const actor = [
    oval(0, -318, 28, 35, ink),
    path('M-22 -330L-40 -306L-24 -298Z', ink),
    path('M-24 -338C-22 -368 34 -366 30 -316L22 -300C16 -320 0 -334 -24 -338Z', tint),
    path('M-16 -288H16C44 -276 52 -250 54 -206L70 -66H-62L-54 -206C-52 -250 -42 -276 -16 -288Z', ink),
    stroke('M-40 -252L-72 -186L-116 -206', ink, 24, 'round'),
    rectangle(-44, -72, 30, 66, ink),
    rectangle(18, -72, 30, 66, ink),
    path('M-74 0C-74 -16 -50 -18 -14 -18V0Z', ink),
    path('M-10 0C-10 -16 12 -18 48 -18V0Z', ink),
  ]
  return sheet(colour, [
    polygon(
      [
        [0, 880],
        [210, floor],
        [1290, floor],
        [1500, 880],
      ],
      tint,
    ),
    polygon(
      [
        [946, floor + 24],
        [1074, floor + 24],
        [1296, 880],
        [1070, 880],
      ],
      colour,
    ),
    rectangle(0, 880, 1500, 120, ink),
    rectangle(0, 872, 1500, 14, paper),
    folds,
    moved('translate(1500 0) scale(-1 1)', [folds]),
    path(`M0 0H1500V70${'q-75 76 -150 0'.repeat(10)}Z`, ink),
    moved(`translate(1010 ${floor + 32}) scale(1.18)`, actor),
    line(
      [
        [556, 776],
        [1012, 356],
      ],
      paper,
      8,
    ),
    disc(1012, 356, 9, paper),
    path('M400 892C400 704 676 704 676 892Z', ink),
    path('M428 892C428 738 648 738 648 892Z', paper),
    path('M442 892C442 756 634 756 634 892Z', blend(ink, colour, 0.42)),
  ])
}

export const culture: Record<string, () => string> = {
  'a-novel-that-keeps-its-receipts': ledger,
  'four-hundred-views-of-a-car-park': carPark,
  'she-keeps-the-next-word': prompter,
  'slow-melody-under-elevens': cornet,
  'very-faintly-in-pencil': book,
  'wind-disapproving': wind,
}
