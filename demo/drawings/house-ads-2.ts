import { blend, disc, line, moved, oval, path, polygon, rectangle, stroke, through } from './forms.ts'
import type { Inks } from './kit.ts'
import { drawing } from './kit.ts'

const [width, height] = [800, 600]

function heron(fill: string): string[] {
  return [
    path('M36 -40C46 2 12 42 -40 62L-112 92L-86 42C-76 -10 -32 -62 10 -68C26 -68 34 -56 36 -40Z', fill),
    stroke('M16 -48C64 -92 -26 -124 4 -186C10 -202 22 -208 38 -206', fill, 21, 'round'),
    oval(40, -205, 27, 14, fill),
    polygon(
      [
        [58, -217],
        [164, -198],
        [58, -194],
      ],
      fill,
    ),
    stroke('M30 -214C0 -218 -24 -204 -44 -184', fill, 6, 'round'),
    line(
      [
        [-18, 50],
        [-22, 190],
      ],
      fill,
      8,
    ),
    line(
      [
        [8, 44],
        [14, 190],
      ],
      fill,
      8,
    ),
  ]
}

export function saltmarshTote(): string {
  const { paper, ink, colour, tint }: Inks = { paper: '#f2ead6', ink: '#19383b', colour: '#d7952f', tint: '#7fa394' }
  const reed = (x: number, lean: number, tall: number): string => {
    const [topX, topY] = [x + lean, 372 - tall]
    const turn = (Math.atan2(lean, tall) * 180) / Math.PI
    return (
      stroke(
        `M${x} 392C${x} ${392 - tall * 0.5} ${x + lean * 0.4} ${topY + tall * 0.3} ${topX} ${topY}`,
        paper,
        13,
        'round',
      ) +
      moved(`rotate(${turn} ${topX} ${topY})`, [
        rectangle(topX - 15, topY - 62, 30, 92, ink, 15),
        line(
          [
            [topX, topY - 60],
            [topX, topY - 92],
          ],
          ink,
          5,
        ),
      ])
    )
  }
  const blade = (x: number, lean: number, tall: number, fill: string): string =>
    path(
      `M${x - 16} 380Q${x - 14} ${380 - tall * 0.6} ${x + lean} ${380 - tall}Q${x + 18} ${380 - tall * 0.5} ${x + 16} 380Z`,
      fill,
    )
  const leaf = (x: number, y: number, size: number, turn: number, fill: string): string =>
    moved(`translate(${x} ${y}) rotate(${turn}) scale(${size})`, [
      path(
        'M0 80C-40 70 -84 40 -78 -6C-92 -30 -58 -54 -44 -46C-34 -80 2 -78 10 -62C34 -86 72 -56 64 -36C92 -22 84 30 60 46C46 66 24 78 0 80Z',
        fill,
      ),
      stroke('M0 80V-40M0 50L-44 0M0 50L44 4M0 14L-28 -24M0 14L30 -26', paper, 6, 'round'),
    ])
  return drawing(width, height, colour, [
    blade(246, -130, 250, ink),
    blade(566, 150, 210, ink),
    blade(312, -34, 300, tint),
    blade(516, 60, 240, tint),
    reed(286, -56, 190),
    reed(336, 2, 262),
    moved('translate(428 262) scale(0.86)', heron(ink)),
    reed(498, 22, 150),
    reed(548, 116, 262),
    leaf(578, 346, 0.86, 36, tint),
    leaf(452, 352, 0.78, -30, tint),
    leaf(514, 330, 1.04, 6, ink),
    path('M196 372H620L640 620H176Z', paper),
    rectangle(190, 392, 436, 6, blend(paper, colour, 0.4)),
    ...[272, 322, 484, 534].map((x) => stroke(`M${x + 2} 400v40h24v-40M${x + 2} 402l24 36m0 -36l-24 36`, colour, 4)),
  ])
}

export function farEnough(): string {
  const { paper, ink, colour, tint }: Inks = { paper: '#f4ead9', ink: '#2a3c5c', colour: '#d0582f', tint: '#f0bd95' }
  const hills = [
    'M0 214C130 120 260 110 400 190S690 190 800 96',
    'M0 300C150 300 280 160 450 186S690 330 800 262',
    'M0 262C130 250 220 372 400 364S680 250 800 330',
    'M0 420C130 330 260 330 380 416S640 470 800 400',
    'M0 470C180 560 300 500 420 506S660 560 800 500',
  ]
  const track = through([
    [334, 150],
    [392, 196],
    [352, 236],
    [424, 262],
    [330, 316],
    [214, 306],
    [176, 350],
    [262, 392],
    [196, 440],
    [120, 486],
    [250, 528],
    [352, 492],
    [420, 448],
  ])
  const steam = (x: number, y: number, size: number): string =>
    moved(`translate(${x} ${y}) scale(${size})`, [
      stroke('M0 0C-60 -40 -60 -80 0 -116S60 -196 0 -236S-30 -300 6 -330', paper, 13, 'round'),
    ])
  return drawing(width, height, paper, [
    disc(246, 132, 62, tint),
    ...hills.map((d, i) => path(`${d}V610H0Z`, blend(blend(paper, ink, 0.18), ink, i / 4))),
    stroke(track, paper, 9, 'round'),
    steam(490, 402, 0.56),
    steam(566, 392, 0.74),
    steam(642, 402, 0.56),
    moved('translate(-26 0)', [
      path('M386 432H802C800 540 740 606 594 640C450 606 388 540 386 432Z', colour),
      oval(594, 434, 208, 40, paper),
      oval(594, 438, 190, 31, tint),
      disc(640, 442, 9, colour),
      disc(690, 432, 7, colour),
      disc(604, 430, 6, colour),
      disc(520, 440, 8, colour),
      stroke('M410 520C440 570 500 600 560 616', tint, 9, 'round'),
    ]),
  ])
}
