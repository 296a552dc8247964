import { blend, disc, hatching, moved, path, rectangle, repeated, sheet, stroke } from './forms.ts'
import { inks } from './kit.ts'
import { dogHip, lastBody, portcullis } from './politics-2.ts'

const { paper, ink, colour, tint } = inks.politics

function noneOfIt(): string {
  const [eyeX, eyeY, foot] = [930, 420, 610]
  const spot = (x: number, depth: number): string =>
    `${Math.round(eyeX + (x - eyeX) * depth)} ${Math.round(eyeY + (foot - eyeY) * depth)}`
  const slab = (x: number, width: number, near: number, far: number): string =>
    `M${spot(x, far)}L${spot(x + width, far)}L${spot(x + width, near)}L${spot(x, near)}Z`
  const road = (x: number): string => path(slab(x, 150, 3.2, 1), ink)
  const dashes = (x: number, starts: readonly number[], length: number): string =>
    path(starts.map((start) => slab(x + 70, 10, start + length, start)).join(''), paper)
  const option = (y: number): string =>
    rectangle(500, y, 330, 30, ink) + rectangle(500, y + 44, 210, 14, tint) + rectangle(1012, y - 16, 90, 90, ink)
  const empty = (y: number): string => rectangle(1024, y - 4, 66, 66, paper)
  return sheet(colour, [
    rectangle(0, 0, 1500, eyeY, tint),
    path(`M0 ${eyeY}H1500V${eyeY + 8}H0Z`, blend(colour, ink, 0.45)),
    path(`M${spot(440, 1)}H1190L1500 640V668H1140Z`, blend(colour, ink, 0.5)),
    road(470),
    road(730),
    road(990),
    dashes(470, [1.12, 1.42, 1.8, 2.3], 0.16),
    path(slab(795, 5, 3.2, 1.06) + slab(810, 5, 3.2, 1.06), paper),
    dashes(990, [1.08, 1.2, 1.33, 1.48, 1.66, 1.88, 2.14, 2.45], 0.05),
    path(`M440 ${foot}V40H1190V${foot}Z`, paper),
    path(`M1190 40L1202 34V${foot - 6}L1190 ${foot}ZM440 40L452 34H1202L1190 40Z`, ink),
    rectangle(500, 84, 602, 10, ink),
    option(138),
    option(252),
    option(366),
    option(480),
    empty(138),
    empty(252),
    empty(366),
    empty(480),
    rectangle(440, 448, 750, 5, ink),
    stroke('M1002 446L1128 572M1136 430Q1072 506 996 588', colour, 26, 'round'),
  ])
}

function ministerRegrets(): string {
  const night = blend(colour, ink, 0.3)
  const grille = [-172, -132, -92, 62, 102, 142, 182, 222].map((y) => rectangle(-84, y, 168, 18, tint, 9)).join('')
  const trail = 'M590 400C720 330 810 420 870 520S1020 650 1060 520S930 380 880 470S960 610 1110 470'
  return sheet(colour, [
    path('M0 1000V846L620 730L760 1000Z', night),
    path('M0 846L620 730L634 762L0 880Z', tint),
    stroke('M150 1010C150 900 150 850 214 740', ink, 54),
    moved('translate(352 400) rotate(24)', [
      path('M-70 290H70L50 400H-50Z', ink),
      rectangle(-134, -236, 268, 560, ink, 134),
      grille,
      rectangle(-134, -26, 268, 56, paper),
      rectangle(-134, -4, 268, 12, colour),
    ]),
    stroke(trail, tint, 8, 'round', '4 26'),
    path('M1408 130L1008 86Q968 84 972 122L984 196Q988 226 1024 240L1116 282Z', paper),
    path('M1408 130L1116 282L1150 440L1196 306Z', ink),
    path('M1408 130L1196 306L1330 372Q1362 386 1372 350L1408 130Z', tint),
    stroke('M1030 124L1320 142M1034 160L1250 166M1046 194L1180 198', ink, 12),
  ])
}

function lawByFootnote(): string {
  const axis = 700
  const flute = (from: number, to: number): string => {
    const at = (share: number, half: number): number => Math.round(axis + (share * 2 - 1) * half)
    return `M${at(from, 114)} 184H${at(to, 114)}L${at(to, 146)} 786H${at(from, 146)}Z`
  }
  const lobe = (turn: number): string => moved(`rotate(${turn})`, [path('M-7 0L-13 -33Q0 -44 13 -33L7 0Z', colour)])
  const crack = 'M700 944l-46 10l-22 -6l-70 30l-40 -4l-60 26M700 944l38 12l52 -8l46 26l70 4l50 22M700 944l-8 30l18 26'
  return sheet(paper, [
    path(`M0 0H${axis}V1000H0Z`, tint),
    rectangle(0, 0, 1500, 62, ink),
    rectangle(0, 22, 1500, 9, paper),
    repeated(25, (i) => rectangle(12 + i * 61, 62, 34, 26, ink)),
    rectangle(axis - 216, 76, 432, 46, ink),
    path(`M${axis - 196} 122H${axis + 196}L${axis + 128} 172H${axis - 128}Z`, ink),
    rectangle(axis - 126, 172, 252, 12, colour),
    path(flute(0, 1), paper),
    path([0, 0.13, 0.27, 0.42, 0.57, 0.71, 0.84].map((from, i) => flute(from, from + 0.04 + i * 0.021)).join(''), ink),
    rectangle(axis - 154, 786, 308, 14, colour),
    rectangle(axis - 190, 800, 380, 34, ink, 17),
    rectangle(axis - 220, 834, 440, 38, ink),
    hatching([axis - 220, 842, 440, 22], 11, blend(ink, tint, 0.4), 3),
    rectangle(0, 944, 1500, 56, ink),
    moved(`translate(${axis} 908)`, [
      lobe(0),
      lobe(60),
      lobe(120),
      lobe(180),
      lobe(240),
      lobe(300),
      disc(0, 0, 8, colour),
    ]),
    stroke(crack, paper, 4),
  ])
}

export const politics: Record<string, () => string> = {
  'dog-hip-undecided': dogHip,
  'law-by-footnote': lawByFootnote,
  'the-last-body-anyone-would-trust': lastBody,
  'the-minister-regrets': ministerRegrets,
  'the-town-that-voted-for-none-of-it': noneOfIt,
  'your-mp-is-not-a-plumber': portcullis,
}
