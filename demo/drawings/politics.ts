import { blend, disc, hatching, moved, path, rectangle, repeated, sheet, stroke, within } from './forms.ts'
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
    path(`M${spot(1190, 1)}L1500 700V842L${spot(440, 1)}Z`, blend(colour, ink, 0.5)),
    road(470),
    road(730),
    road(990),
    dashes(470, [1.12, 1.42, 1.8, 2.3], 0.16),
    path(slab(795, 5, 3.2, 1.06) + slab(810, 5, 3.2, 1.06), paper),
    dashes(990, [1.08, 1.2, 1.33, 1.48, 1.66, 1.88, 2.14, 2.45], 0.05),
    path(`M440 ${foot}V40H1190V${foot}Z`, paper),
    path(`M1190 40L1216 28V${foot - 12}L1190 ${foot}ZM440 40L466 28H1216L1190 40Z`, ink),
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
  const mesh = within('mesh', `<ellipse cx="0" cy="0" rx="150" ry="196"/>`, [
    repeated(17, (i) => stroke(`M-160 ${-190 + i * 26}L160 ${-300 + i * 26 + 150}`, tint, 4)),
    repeated(17, (i) => stroke(`M160 ${-190 + i * 26}L-160 ${-300 + i * 26 + 150}`, tint, 4)),
    path('M-160 -40H160V10H-160Z', paper),
  ])
  return sheet(colour, [
    path('M0 1000V846L620 730L760 1000Z', night),
    path('M0 846L620 730L634 762L0 880Z', tint),
    stroke('M250 1010C240 860 200 800 262 640', ink, 44),
    moved('translate(352 440) rotate(24)', [
      path('M-60 150H60L46 262H-46Z', ink),
      `<ellipse cx="0" cy="0" rx="158" ry="204" fill="${ink}"/>`,
      mesh,
    ]),
    stroke('M566 392C700 330 800 420 860 520S1020 640 1060 520S930 380 880 470S960 610 1110 470', tint, 8, 'round', '4 26'),
    path('M1408 130L1008 86Q968 84 972 122L984 196Q988 226 1024 240L1116 282Z', paper),
    path('M1408 130L1116 282L1150 440L1196 306Z', ink),
    path('M1408 130L1196 306L1330 372Q1362 386 1372 350L1408 130Z', tint),
    stroke('M1030 124L1320 142M1034 160L1250 166M1046 194L1180 198', ink, 12),
  ])
}

function lawByFootnote(): string {
  const flutes = [
    [0, 12], [44, 16], [94, 22], [150, 28], [212, 34], [274, 44], [330, 56],
  ]
  const lobe = (turn: number): string =>
    moved(`rotate(${turn})`, [path('M-9 0L-17 -50Q0 -66 17 -50L9 0Z', colour)])
  return sheet(paper, [
    rectangle(0, 0, 690, 1000, tint),
    rectangle(0, 0, 1500, 176, ink),
    repeated(19, (i) => rectangle(20 + i * 80, 176, 44, 30, ink)),
    rectangle(0, 130, 1500, 8, paper),
    repeated(3, (i) => rectangle(0, 26 + i * 32, 1500, 12, blend(ink, tint, 0.5))),
    path('M440 206H1060V252H440Z', ink),
    path('M470 252H1030L960 330H540Z', ink),
    rectangle(520, 330, 460, 16, paper),
    path('M548 346H952L990 724H510Z', paper),
    path(
      flutes
        .map(([x = 0, width = 0]) => {
          const [top, low] = [548 + x * 1.047, 510 + x * 1.244]
          return `M${top} 346H${top + width * 1.047}L${low + width * 1.244} 724H${low}Z`
        })
        .join(''),
      ink,
    ),
    path('M486 724H1014V748H486Z', colour),
    path('M480 748H1020Q1050 748 1050 776Q1050 804 1020 804H480Q450 804 450 776Q450 748 480 748Z', ink),
    rectangle(420, 804, 660, 52, ink),
    hatching([420, 814, 660, 32], 12, blend(ink, tint, 0.4), 3),
    rectangle(0, 972, 1500, 28, ink),
    moved('translate(750 914)', [lobe(0), lobe(60), lobe(120), lobe(180), lobe(240), lobe(300), disc(0, 0, 10, colour)]),
    stroke('M750 972l-34 12l-20 -4l-60 20M750 972l30 14l44 -4l50 18', paper, 4),
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
