import { blend, disc, moved, oval, path, rectangle, repeated, ring, stroke } from './forms.ts'
import { inks } from './kit.ts'
import { face, portrait, profile, shoulders } from './shapes.ts'

function ifeoma(): string {
  const { paper, ink, colour, tint } = inks.science
  return portrait(paper, [
    repeated(5, (i) => rectangle(0, 470 + i * 30, 600, 8, tint)),
    repeated(7, (i) => rectangle(176 + (i < 4 ? i * 22 : 118 + i * 22), 220, 15, 170 - ((i * 37) % 40), ink, 7)),
    face(blend(ink, colour, 0.4)),
    oval(300, 196, 214, 44, ink),
    path('M186 190C186 96 226 58 300 58S414 96 414 190Q300 226 186 190Z', colour),
    path('M186 166Q300 206 414 166V190Q300 228 186 190Z', ink),
    shoulders(tint),
    path('M150 466L196 454V610H132ZM404 454L450 466L468 610H404Z', colour),
    path('M170 540H430V610H170Z', colour),
    disc(172, 548, 12, paper),
    disc(428, 548, 12, paper),
  ])
}

function ottoline(): string {
  const { paper, ink, colour, tint } = inks.science
  return portrait(colour, [
    disc(196, 96, 78, ink),
    stroke('M90 130L316 48', paper, 13),
    path('M316 48L342 38L322 62Z', paper),
    profile(tint),
    path(
      'M310 76C390 76 428 124 422 184C360 150 310 180 290 240C280 290 260 320 224 330C180 310 150 250 160 190C170 120 240 76 310 76Z',
      ink,
    ),
    shoulders(ink),
    path('M214 392L356 410V486Q290 520 206 486Z', paper),
    path('M214 436L356 448', ink),
    moved('translate(424 530)', [
      path('M0 10Q-20 -40 -74 -36Q-66 20 -10 26Q-30 50 -16 60L0 34L16 60Q30 50 10 26Q66 20 74 -36Q20 -40 0 10Z', tint),
      stroke('M-2 6L-16 -40M2 6L16 -40', tint, 4, 'round'),
    ]),
  ])
}

function gwilym(): string {
  const { paper, ink, colour, tint } = inks.culture
  const curls = [206, 226, 268, 316, 362, 392, 188, 410, 300, 250, 350]
  const heights = [150, 108, 82, 78, 96, 136, 196, 184, 110, 130, 130]
  return portrait(tint, [
    face(colour),
    curls.map((x, i) => disc(x, heights[i] ?? 0, 40, ink)).join(''),
    shoulders(ink),
    path(
      'M198 262Q214 300 236 306Q300 280 364 306Q386 300 402 262C420 380 396 500 300 520C204 500 180 380 198 262Z',
      ink,
    ),
    path('M268 334Q300 322 332 334Q300 352 268 334Z', colour),
    repeated(3, (i) => rectangle(120, 520 + i * 34, 90, 10, paper, 5) + rectangle(390, 520 + i * 34, 90, 10, paper, 5)),
    repeated(3, (i) => disc(220, 525 + i * 34, 9, paper) + disc(380, 525 + i * 34, 9, paper)),
  ])
}

function henrike(): string {
  const { paper, ink, colour, tint } = inks.culture
  return portrait(ink, [
    moved('translate(600 0) scale(-1 1)', [
      profile(tint),
      path(
        'M290 74C380 66 430 120 426 176Q380 168 340 130C330 190 280 220 250 228Q236 290 250 350L196 392C160 340 150 290 156 214C164 128 214 80 290 74Z',
        colour,
      ),
      stroke('M362 216H432V256Q400 286 370 260Z', paper, 10),
      stroke('M366 224L262 216', paper, 9),
      shoulders(colour),
      path('M212 416Q290 436 356 416V500Q290 530 206 496Z', paper),
      stroke('M212 446Q290 466 356 446M210 474Q290 496 356 474', tint, 6),
    ]),
  ])
}

function solomon(): string {
  const { paper, ink, colour, tint } = inks.places
  return portrait(colour, [
    face(blend(ink, colour, 0.36)),
    disc(300, 62, 40, paper),
    path('M190 210C186 120 232 82 300 82S414 120 410 210Z', ink),
    rectangle(178, 180, 244, 56, paper, 22),
    repeated(8, (i) => rectangle(196 + i * 28, 186, 6, 44, tint)),
    path('M262 322H338V334H262ZM270 368Q300 356 330 368L322 412H278Z', ink),
    shoulders(ink),
    path('M214 420Q300 460 386 420L404 486Q300 540 196 486Z', tint),
    path('M330 480L420 470L440 610H360Z', tint),
    stroke('M222 452Q300 494 392 452M348 540L432 528', ink, 9),
    stroke('M112 480L150 610', paper, 30),
  ])
}

function aoife(): string {
  const { paper, ink, colour, tint } = inks.places
  return portrait(paper, [
    path(
      'M300 60C400 52 440 110 424 180Q372 176 334 200C330 280 320 330 350 420Q300 470 250 452Q240 500 176 490Q170 540 96 512Q50 480 76 440Q20 420 40 366Q0 330 44 290Q20 240 74 216Q66 160 122 148Q134 90 196 96Q236 62 300 60Z',
      colour,
    ),
    profile(tint),
    path(
      'M300 60C400 52 440 110 424 180Q372 170 330 202C316 250 316 300 290 340Q262 380 226 420C170 360 140 250 170 160Q210 70 300 60Z',
      colour,
    ),
    stroke(
      'M110 220Q150 260 110 310T130 420M170 150Q220 220 180 300T210 420M250 110Q290 180 250 250T262 350',
      ink,
      7,
      'round',
    ),
    ring(394, 246, 34, ink, 8),
    stroke('M360 242L318 236', ink, 8),
    shoulders(ink),
    path('M150 468Q230 400 300 480Q350 420 400 436Q440 480 380 520Q290 560 190 520Q150 500 150 468Z', tint),
    stroke('M318 520V600M350 516V590', paper, 7),
  ])
}

export const portraitsB: Record<string, () => string> = {
  'ifeoma-trevanion': ifeoma,
  'ottoline-marsh-bakare': ottoline,
  'gwilym-sarkissian': gwilym,
  'henrike-vance': henrike,
  'solomon-pettigrew-rao': solomon,
  'aoife-lanchester': aoife,
}
