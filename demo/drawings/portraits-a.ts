import { blend, disc, moved, path, rectangle, repeated, ring, stroke, within } from './forms.ts'
import { inks } from './kit.ts'
import { face, portrait, profile, shoulders } from './shapes.ts'

function tamsin(): string {
  const { paper, ink, colour, tint } = inks.politics
  return portrait(tint, [
    disc(300, 218, 186, ink),
    face(blend(colour, ink, 0.5)),
    path('M196 214C214 142 250 112 300 112S386 142 404 214C370 172 340 160 300 160S230 172 196 214Z', ink),
    shoulders(ink),
    path('M234 442L254 416H346L366 442L300 530Z', blend(colour, ink, 0.5)),
    path('M236 438L300 520L364 438L398 452L330 610H270L202 452Z', colour),
    ring(196, 330, 30, paper, 9),
    ring(404, 330, 30, paper, 9),
  ])
}

function idris(): string {
  const { paper, ink, colour, tint } = inks.economy
  return portrait(paper, [
    moved('translate(600 0) scale(-1 1)', [
      profile(colour),
      path(
        'M160 200L250 200Q246 316 300 322L424 310L438 322L424 340L440 352Q446 420 400 452Q330 488 222 442C190 380 160 300 160 200Z',
        ink,
      ),
      path('M150 214C146 120 220 62 310 66C390 70 424 116 426 168Q500 178 520 204Q470 214 400 206L166 214Z', ink),
      stroke('M178 206L404 184', tint, 7),
      shoulders(ink),
      rectangle(206, 424, 160, 72, tint, 20),
      stroke('M230 430V492M256 430V492M282 430V492M308 430V492M334 430V492', colour, 6),
    ]),
  ])
}

function zofia(): string {
  const { paper, ink, colour, tint } = inks.world
  return portrait(colour, [
    profile(tint),
    path(
      'M300 66C390 62 430 110 426 188C380 190 330 180 306 150C316 230 300 300 318 404L158 420C128 330 116 200 150 136C180 88 240 66 300 66Z',
      ink,
    ),
    ring(392, 244, 38, ink, 9),
    stroke('M354 240L290 232', ink, 9),
    shoulders(ink),
    path('M176 432Q290 400 380 428Q400 480 372 512Q280 540 190 508Q160 470 176 432Z', paper),
    path('M330 500L420 610H300L276 510Z', paper),
    stroke('M186 470Q280 500 386 468M300 520L352 610', colour, 12),
  ])
}

function leander(): string {
  const { paper, ink, colour, tint } = inks.world
  return portrait(paper, [
    rectangle(0, 330, 600, 270, tint),
    face(blend(ink, colour, 0.42)),
    path('M196 236C184 140 232 92 300 92S416 140 404 236L394 196C380 170 350 162 300 162S220 170 206 196Z', ink),
    ring(252, 254, 38, paper, 8),
    ring(348, 254, 38, paper, 8),
    rectangle(290, 246, 20, 8, paper),
    shoulders(ink),
    path('M254 440L300 530L346 440L386 446L300 600L214 446Z', paper),
    path('M252 430H348L300 522Z', blend(ink, colour, 0.42)),
    stroke('M60 600L170 462', tint, 16),
  ])
}

function nirmala(): string {
  const { paper, ink, colour, tint } = inks.politics
  const plait = repeated(6, (i) =>
    moved(`translate(${430 - i * 5} ${330 + i * 50}) rotate(45)`, [rectangle(-30, -30, 60, 60, paper, 20)]),
  )
  return portrait(colour, [
    moved('translate(600 0) scale(-1 1)', [
      path('M196 380H300V480H170Z', ink),
      profile(ink),
      shoulders(ink),
      path(
        'M302 72C386 68 426 116 424 186C360 170 318 190 300 250C292 300 270 330 236 344C180 330 150 270 156 200C164 122 224 76 302 72Z',
        paper,
      ),
      stroke('M304 76C240 110 210 190 216 300M380 98C300 110 262 180 262 300', tint, 5),
      disc(284, 306, 13, tint),
      path('M240 452H360L352 490H262Z', paper),
      path('M292 486L262 590L308 600L316 486ZM326 486L336 600L382 584L350 486Z', paper),
    ]),
    plait,
    stroke('M382 600L420 610', tint, 10),
  ])
}

function casimir(): string {
  const { paper, ink, colour, tint } = inks.economy
  const jacket = shoulders(ink)
  return portrait(colour, [
    face(tint),
    path(
      'M204 246Q176 200 196 160Q214 150 216 176Q206 210 212 244ZM396 246Q424 200 404 160Q386 150 384 176Q394 210 388 244Z',
      ink,
    ),
    path('M300 312Q262 296 230 326Q252 346 300 332Q348 346 370 326Q338 296 300 312Z', ink),
    jacket,
    within('pinstripe', jacket, [repeated(15, (i) => rectangle(30 + i * 40, 430, 4, 180, blend(ink, colour, 0.5)))]),
    path('M236 440L300 540L364 440L384 448L320 610H280L216 448Z', paper),
    path('M300 470L226 436V510ZM300 470L374 436V510Z', ink),
    disc(300, 472, 18, colour),
    path('M430 540L470 520L486 548L500 532V566H430Z', paper),
  ])
}

export const portraitsA: Record<string, () => string> = {
  'tamsin-okoro-pell': tamsin,
  'idris-maddern': idris,
  'zofia-brackwell': zofia,
  'leander-quaye': leander,
  'nirmala-thackwray': nirmala,
  'casimir-holloway': casimir,
}
