import { blend, chance, disc, moved, path, rectangle, repeated, ring, sheet, stroke, within } from './forms.ts'
import { inks } from './kit.ts'

const { paper, ink, colour, tint } = inks.world

function fork(x: number, turn: number): string {
  const prongs =
    'M-62 -420V-150Q-62 -20 -20 60L-30 470Q-30 500 0 500Q30 500 30 470L20 60Q62 -20 62 -150V-420Q62 -434 50 -434Q40 -434 40 -420L30 -190H16L10 -420Q8 -434 0 -434Q-8 -434 -10 -420L-16 -190H-30L-40 -420Q-40 -434 -50 -434Q-62 -434 -62 -420Z'
  return moved(`translate(${x} 520) rotate(${turn})`, [
    moved('translate(14 16)', [path(prongs, blend(colour, ink, 0.4))]),
    path(prongs, paper),
  ])
}

export function lunch(): string {
  const frontier =
    '10 -430L-18 -372L34 -350L52 -300L4 -286L-40 -240L-22 -196L-84 -168L-70 -120L-12 -108L20 -66L76 -58L92 -6L40 18L54 62L0 88L-30 76L-62 122L-44 170L-96 196L-80 252L-20 262L14 300L-6 344L40 372L22 430'
  const score = (y: number): string =>
    moved(`rotate(-32) translate(0 ${y})`, [
      path('M-330 0Q-170 -44 0 -14Q170 -44 330 0Q170 30 0 14Q-170 30 -330 0Z', paper),
      path('M-330 0Q-170 -10 0 14Q170 -10 330 0Q170 30 0 14Q-170 30 -330 0Z', blend(tint, colour, 0.6)),
    ])
  const half = (name: string, turn: number, shift: number, edge: number): string =>
    moved(`translate(${750 + shift} 500) rotate(${turn})`, [
      within(`${name}-side`, path(`M${edge} -430L${frontier}L${edge} 430Z`, ink), [
        within(name, disc(0, 0, 392, ink), [
          disc(0, 0, 400, tint),
          [-300, -180, -60, 60, 180, 300].map(score).join(''),
          stroke(`M${frontier}`, blend(tint, colour, 0.6), 92),
          stroke(`M${frontier}`, paper, 76),
        ]),
      ]),
    ])
  const dice = chance(31)
  const crumbs = repeated(30, () => {
    const y = (dice() - 0.5) * 800
    return disc(750 + (dice() - 0.5) * 120 + y * 0.02, 500 + y, 2 + dice() * 6, dice() < 0.5 ? paper : tint)
  })
  return sheet(colour, [
    disc(768, 524, 544, blend(colour, ink, 0.4)),
    disc(750, 500, 540, ink),
    ring(750, 500, 470, colour, 8),
    half('west', -5, -66, -600),
    half('east', 6, 66, 600),
    crumbs,
    fork(112, 0),
    fork(1388, 0),
  ])
}

function sitter(): string {
  return [
    path('M-170 220C-160 140 -104 116 -44 104V40H44V104C104 116 160 140 170 220Z', ink),
    path('M-97 -10C-116 -118 -70 -172 4 -170C66 -170 112 -118 97 -10Z', ink),
    disc(-86, -14, 18, paper),
    disc(86, -14, 18, paper),
    `<ellipse cy="-20" rx="86" ry="112" fill="${paper}"/>`,
  ].join('')
}

function guides(): string {
  const rule = `<ellipse cy="-28" rx="122" ry="150" fill="none" stroke="${colour}" stroke-width="4" stroke-dasharray="12 10"/>`
  return rule + stroke('M-160 96H-100M100 96H160M-160 -142H-100M100 -142H160', colour, 4)
}

export function smile(): string {
  const photo = (x: number, name: string): string => {
    const frame = rectangle(-166, -196, 332, 360, tint)
    return moved(`translate(${x} 196)`, [within(name, frame, [frame, guides(), sitter()])])
  }
  return sheet(colour, [
    rectangle(196, 0, 1140, 1000, blend(colour, ink, 0.45)),
    rectangle(180, 0, 1140, 1000, paper),
    photo(376, 'first'),
    photo(750, 'second'),
    photo(1124, 'third'),
    rectangle(210, 374, 1080, 640, tint),
    moved('translate(750 796) scale(2.36)', [
      guides(),
      sitter(),
      stroke('M-40 42C-14 47 14 45 34 36Q52 27 61 8', ink, 13, 'round'),
      stroke('M51 3Q61 4 69 12', ink, 6, 'round'),
    ]),
  ])
}

function eye(x: number, y: number): string {
  return moved(`translate(${x} ${y})`, [
    path('M-176 0C-110 -96 110 -96 176 0C110 96 -110 96 -176 0Z', paper),
    stroke('M-176 0C-110 -96 110 -96 176 0C110 96 -110 96 -176 0Z', ink, 14, 'round'),
    disc(0, 0, 64, colour),
    disc(0, 0, 32, ink),
    disc(20, -20, 13, paper),
  ])
}

export function pollingStation(): string {
  const fog = (x: number, y: number, width: number): string => rectangle(x, y, width, 30, paper, 15)
  return sheet(tint, [
    disc(750, 330, 330, paper),
    path('M-60 1000L250 640L420 800L480 1000ZM1560 1000L1300 690L1120 830L1000 1000Z', blend(tint, colour, 0.5)),
    path('M750 380L980 470L1130 640L1340 800L1520 1010H-20L190 800L350 660L520 460Z', colour),
    path('M750 380L980 470L1130 640L1340 800L1520 1010H690L820 860L740 740L800 610L720 500Z', ink),
    stroke('M330 1000L560 900L420 800L610 720L500 640L650 580L610 500L700 440', paper, 11, 'round', '2 22'),
    fog(-40, 700, 420),
    fog(120, 744, 330),
    fog(1060, 640, 500),
    fog(1180, 684, 260),
    fog(900, 880, 640),
    fog(-60, 900, 380),
    path('M540 120H960V430H540Z', ink),
    rectangle(510, 92, 480, 52, ink, 8),
    eye(750, 256),
    rectangle(722, 366, 56, 44, colour, 6),
    stroke('M734 368V352A16 16 0 0 1 766 352V368', colour, 9),
  ])
}
