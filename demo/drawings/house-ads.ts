import { blend, disc, line, moved, path, polar, polygon, rectangle, repeated, stroke, within } from './forms.ts'
import type { Inks } from './kit.ts'
import { drawing } from './kit.ts'
import { farEnough, saltmarshTote } from './house-ads-2.ts'

const [width, height] = [800, 600]

function floatingFolio(): string {
  const { paper, ink, colour, tint }: Inks = { paper: '#f3ead8', ink: '#1c2b4a', colour: '#c8452f', tint: '#e6ab92' }
  const spines: readonly (readonly [wide: number, tall: number])[] = [
    [34, 120],
    [46, 150],
    [26, 132],
    [40, 166],
    [30, 142],
    [52, 176],
    [28, 150],
    [38, 168],
    [44, 140],
    [24, 158],
    [36, 128],
    [48, 148],
    [30, 116],
  ]
  const book = (x: number, foot: number, wide: number, tall: number, i: number): string => {
    const [cover, mark] = [
      [colour, paper],
      [ink, tint],
      [paper, colour],
      [colour, tint],
    ][i % 4] ?? [ink, paper]
    return (
      rectangle(x, foot - tall, wide - 3, tall, cover ?? ink) +
      rectangle(x, foot - tall + 16, wide - 3, 6, mark ?? paper) +
      rectangle(x, foot - tall + 28, wide - 3, 3, mark ?? paper) +
      rectangle(x + wide / 2 - 5, foot - tall * 0.55, 7, tall * 0.3, mark ?? paper)
    )
  }
  let x = 176
  const cabin = spines.map(([wide, tall], i) => {
    x += wide
    return book(x - wide, 404, wide, tall, i)
  })
  return drawing(width, height, paper, [
    disc(566, 372, 218, tint),
    book(372, 250, 58, 150, 1),
    book(430, 250, 42, 128, 0),
    stroke('M404 100C440 60 470 110 520 70S610 60 660 28', ink, 7, 'round'),
    ...cabin,
    path('M40 396H764C742 456 720 490 690 512H128C92 484 58 446 40 396Z', ink),
    rectangle(60, 416, 690, 7, paper),
    repeated(9, (i) => disc(170 + i * 56, 458, 11, tint)),
    line(
      [
        [716, 396],
        [716, 270],
      ],
      ink,
      6,
    ),
    path('M719 272H786L766 292L786 312H719Z', colour),
    rectangle(0, 508, width, 100, blend(ink, colour, 0.12)),
    ...[526, 554, 582].map((y, i) => rectangle([0, 96, 0][i] ?? 0, y, [700, 704, 560][i] ?? 0, 7, paper)),
  ])
}

function haddockAndVetch(): string {
  const { paper, ink, colour, tint }: Inks = { paper: '#f5efdb', ink: '#1d4535', colour: '#eab02c', tint: '#8fb37f' }
  const peas = repeated(6, (i) => {
    const [x, r] = [134 + i * 93, [37, 45, 50, 53, 52, 48][i] ?? 48]
    const y = 322 - 26 * Math.sin((Math.PI * x) / 800)
    return disc(x, y, r, ink) + disc(x - 3, y - 4, r - 6, tint) + disc(x - r * 0.36, y - r * 0.42, r * 0.17, paper)
  })
  const [sunX, sunY] = [694, 274]
  const ray = (i: number): string => {
    const turn = -58 + i * 18
    return line([polar(sunX, sunY, 74, turn), polar(sunX, sunY, i % 2 ? 124 : 176, turn)], colour, 13)
  }
  const backLip = 'M36 316C180 214 600 196 764 330V-20H36Z'
  const mouth = 'M36 316C180 214 600 196 764 330C610 442 190 442 36 316Z'
  return drawing(width, height, paper, [
    path('M-30 306C130 146 650 120 836 326C660 530 150 546 -30 306Z', ink),
    stroke('M-20 306C-4 250 -40 190 30 140C80 106 128 144 96 176C76 194 52 174 66 156', ink, 10, 'round'),
    stroke('M60 250C190 176 560 160 700 246', blend(ink, tint, 0.4), 6, 'round'),
    path(mouth, blend(ink, tint, 0.45)),
    within('pod', path(mouth, ink), [peas]),
    within('rise', path(backLip, ink) + path(mouth, ink), [disc(sunX, sunY, 56, colour)]),
    repeated(9, ray),
    stroke('M36 316C190 442 610 442 764 330', tint, 7),
    polygon(
      [
        [0, 566],
        [800, 500],
        [800, 600],
        [0, 600],
      ],
      ink,
    ),
    stroke('M0 588L800 530M260 604L800 562', tint, 4),
  ])
}

function ostranderLamps(): string {
  const { paper, ink, colour, tint }: Inks = { paper: '#f6e9c6', ink: '#1f1a17', colour: '#b8812f', tint: '#dcb970' }
  const lines = repeated(6, (i) => {
    const left = line(
      [
        [462 + i * 4, 444 + i * 15],
        [572 + i * 2, 456 + i * 14],
      ],
      ink,
      5,
    )
    return (
      left +
      line(
        [
          [622 - i * 2, 456 + i * 14],
          [(i === 5 ? 676 : 730) + i * 4, (i === 5 ? 450 : 444) + i * 15],
        ],
        ink,
        5,
      )
    )
  })
  return drawing(width, height, ink, [
    polygon(
      [
        [290, 204],
        [374, 110],
        [860, 452],
        [860, 548],
        [330, 548],
      ],
      blend(ink, colour, 0.3),
    ),
    polygon(
      [
        [300, 190],
        [366, 122],
        [800, 446],
        [800, 548],
        [400, 548],
      ],
      paper,
    ),
    rectangle(0, 544, width, 60, blend(ink, '#000000', 0.45)),
    line(
      [
        [128, 520],
        [70, 326],
        [262, 112],
      ],
      colour,
      18,
      'round',
    ),
    disc(70, 326, 22, tint),
    disc(70, 326, 9, ink),
    path('M36 544C36 506 228 506 228 544Z', colour),
    moved('translate(306 150) rotate(-46)', [
      rectangle(-28, -86, 56, 44, tint, 8),
      path('M-80 66C-80 -12 -46 -54 0 -54C46 -54 80 -12 80 66Z', colour),
      path('M22 -50C56 -38 80 0 80 66H52C52 10 44 -26 22 -50Z', tint),
    ]),
    moved('translate(-34 0)', [
      path('M394 548L424 424Q520 408 598 448Q684 408 776 424L808 548Q700 536 600 566Q500 536 394 548Z', colour),
      path('M408 536L432 426Q522 412 598 450Q680 412 768 426L794 536Q696 522 600 552Q504 522 408 536Z', paper),
      path('M598 450Q612 444 626 438L640 534Q618 540 600 552Z', tint),
      lines,
    ]),
  ])
}

export const houseAdDrawings: Record<string, () => string> = {
  'the-floating-folio': floatingFolio,
  'haddock-and-vetch': haddockAndVetch,
  'ostrander-lamps': ostranderLamps,
  'the-saltmarsh-tote': saltmarshTote,
  'far-enough-walking': farEnough,
}
