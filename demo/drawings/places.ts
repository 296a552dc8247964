import {
  arc,
  blend,
  chance,
  disc,
  hatching,
  line,
  moved,
  path,
  polar,
  polygon,
  rectangle,
  repeated,
  ring,
  sheet,
  stroke,
  through,
  within,
} from './forms.ts'
import { inks } from './kit.ts'
import { bus, route } from './places-2.ts'
import { bench, clocks, colonnade, pool } from './places-3.ts'

const { paper, ink, colour, tint } = inks.places

function ringRoad(): string {
  const [x, y, radius] = [870, 500, 426]
  const dice = chance(1967)
  const roof = (i: number): string => {
    const [column, row] = [(i % 9) - 4, Math.floor(i / 9) - 4]
    const [cx, cy] = [column * 84 + (row % 2) * 22, row * 84]
    if (Math.hypot(cx, cy) > 318 || (column === 1 && row === -1)) return ''
    const [w, h] = [56 + dice() * 22, 50 + dice() * 24]
    const shadow = rectangle(cx - w / 2 + 9, cy - h / 2 + 9, w, h, tint)
    if (dice() < 0.5) {
      const [light, dark] = dice() < 0.3 ? [colour, ink] : [blend(colour, tint, 0.45), colour]
      return shadow + rectangle(cx - w / 2, cy - h / 2, w / 2, h, light) + rectangle(cx, cy - h / 2, w / 2, h, dark)
    }
    const [light, dark] = dice() < 0.4 ? [colour, ink] : [blend(colour, tint, 0.45), ink]
    return shadow + rectangle(cx - w / 2, cy - h / 2, w, h / 2, light) + rectangle(cx - w / 2, cy, w, h / 2, dark)
  }
  const spoke = (degrees: number): string => line([polar(x, y, radius, degrees), polar(x, y, 1400, degrees)], ink, 44)
  const [inX, inY] = polar(x, y, radius, 314)
  const [outX, outY] = polar(x, y, radius, 226)
  const inflow = through([
    [-40, 60],
    [110, 130],
    [230, 90],
    [360, 190],
    [470, 160],
    [inX, inY],
  ])
  const outflow = through([
    [outX, outY],
    [450, 826],
    [370, 800],
    [250, 880],
    [120, 850],
    [-40, 940],
  ])
  const walker = (degrees: number): string => {
    const [wx, wy] = polar(x, y, radius + 44, degrees)
    return (
      line(
        [
          [wx, wy],
          [wx + 34, wy + 22],
        ],
        colour,
        9,
        'round',
      ) + disc(wx, wy, 9, paper)
    )
  }
  return sheet(tint, [
    within('fields', rectangle(0, 0, 1500, 1000, ink), [
      polygon(
        [
          [0, 330],
          [330, 300],
          [300, 640],
          [0, 700],
        ],
        blend(tint, colour, 0.22),
      ),
      hatching([0, 330, 310, 340], 26, tint, 5, 90),
      polygon(
        [
          [1290, 0],
          [1500, 0],
          [1500, 260],
          [1330, 210],
        ],
        blend(tint, colour, 0.22),
      ),
      polygon(
        [
          [1310, 800],
          [1500, 720],
          [1500, 1000],
          [1230, 1000],
        ],
        blend(tint, colour, 0.22),
      ),
    ]),
    stroke(inflow, colour, 24),
    stroke(outflow, colour, 24),
    ...[24, 78, 132, 262].map(spoke),
    disc(x, y, radius, paper),
    moved(`translate(${x} ${y}) rotate(-14)`, [
      repeated(81, roof),
      disc(74, -84, 34, colour),
      disc(92, -96, 20, tint),
      rectangle(-14, 62, 120, 40, ink),
      rectangle(24, 36, 36, 96, ink),
      polygon(
        [
          [-54, 56],
          [-4, 56],
          [-4, 108],
          [-54, 108],
        ],
        colour,
      ),
      polygon(
        [
          [-54, 56],
          [-29, 82],
          [-54, 108],
        ],
        tint,
      ),
    ]),
    ring(x, y, radius, ink, 128),
    stroke(arc(x, y, radius, -37, 218), paper, 5, 'butt', '34 26'),
    stroke(arc(x, y, radius, 226, 314), tint, 22, 'round', '0 41'),
    walker(101),
    walker(106),
  ])
}

function eggs(): string {
  const at = (i: number): number => 750 + (i - 2.5) * 210
  const shell = 'M0 -186C64 -186 100 -80 100 -8A100 100 0 0 1 -100 -8C-100 -80 -64 -186 0 -186Z'
  const shade = 'M28 -180C80 -154 100 -70 100 -8A100 100 0 0 1 -40 84C62 60 90 -40 28 -180Z'
  const egg = (i: number): string =>
    moved(`translate(${at(i)} 508) rotate(${[-3, 2, 0, 4, -2][i] ?? 0}) scale(${[1.06, 1, 1.1, 1.03, 1.07][i] ?? 1})`, [
      path(shell, paper),
      path(shade, blend(paper, tint, 0.62)),
    ])
  const dice = chance(22)
  const freckles = repeated(24, () =>
    disc(at(3) + (dice() - 0.5) * 124, 380 + dice() * 110, 2.8 + dice() * 3.4, colour),
  )
  const rim = `M112 530${repeated(6, (i) => `Q${at(i)} 636 ${at(i) + 105} 530`)}H1388V616H112Z`
  const cup = (i: number): string =>
    polygon(
      [
        [at(i) - 98, 606],
        [at(i) + 98, 606],
        [at(i) + 70, 728],
        [at(i) - 70, 728],
      ],
      blend(colour, ink, 0.32),
    )
  const furrows = repeated(13, (i) => {
    const [root, foot] = [750 + (i - 6) * 14, -1150 + i * 310]
    return polygon(
      [
        [root, 826],
        [root + 8, 826],
        [foot + 150, 1000],
        [foot, 1000],
      ],
      blend(colour, ink, 0.4),
    )
  })
  return sheet(tint, [
    rectangle(0, 826, 1500, 174, colour),
    furrows,
    rectangle(0, 820, 1500, 8, ink),
    polygon(
      [
        [150, 822],
        [150, 800],
        [176, 782],
        [202, 800],
        [202, 822],
      ],
      ink,
    ),
    rectangle(660, 740, 180, 260, ink),
    stroke('M704 780V1000M748 770Q762 870 740 1000M796 790V1000', blend(ink, tint, 0.35), 6),
    ...[0, 1, 2, 3, 4].map(egg),
    freckles,
    rectangle(at(5) - 32, 460, 64, 120, ink),
    disc(at(5), 424, 94, ink),
    ring(at(5), 424, 66, tint, 8),
    disc(at(5), 424, 40, colour),
    disc(at(5), 424, 21, ink),
    disc(at(5) - 24, 400, 12, paper),
    repeated(6, cup),
    path(rim, colour),
    rectangle(112, 604, 1276, 14, ink),
    rectangle(90, 728, 1320, 26, ink),
  ])
}

export const places: Record<string, () => string> = {
  'a-city-with-its-back-turned': ringRoad,
  'eggs-two-pounds': eggs,
  'eleven-minutes-behind': clocks,
  'nine-hours-on-the-71': bus,
  'nine-hours-on-the-71-2': route,
  'sit-down-margaret-would-have-wanted-it': bench,
  'taking-the-waters-at-tskalnari': colonnade,
  unheated: pool,
}
