import { blend, disc, moved, path, polar, rectangle, repeated, ring, sheet, stroke, wave, within } from './forms.ts'
import { inks } from './kit.ts'
import { lunch, pollingStation, smile } from './world-2.ts'

const { paper, ink, colour, tint } = inks.world

function cabinet(x: number, waterline: number, size: number, roll: number): string {
  const drawer = (i: number): string =>
    rectangle(-84, -292 + i * 96, 168, 88, blend(tint, ink, 0.24)) +
    rectangle(-42, -276 + i * 96, 84, 30, paper) +
    rectangle(-30, -230 + i * 96, 60, 12, ink, 6)
  return moved(`translate(${x} ${waterline}) rotate(${roll}) scale(${size})`, [
    stroke('M-40 -300V-452', ink, 9),
    path('M-36 -448C0 -474 36 -420 84 -446V-372C36 -346 0 -400 -36 -374Z', colour),
    disc(24, -410, 17, paper),
    path('M-100 -306L-46 -340H160L100 -306Z', blend(tint, ink, 0.12)),
    path('M100 -306L160 -340V160H100Z', ink),
    rectangle(-100, -306, 200, 460, blend(tint, ink, 0.5)),
    repeated(4, drawer),
  ])
}

function navy(): string {
  const sea = (y: number, height: number, length: number, shift: number, fill: string): string =>
    path(`${wave(-200 + shift, 1700, y, height, length)}V1010H-200Z`, fill)
  const deep = blend(colour, ink, 0.45)
  return sheet(paper, [
    rectangle(0, 330, 1500, 80, tint),
    cabinet(150, 352, 0.2, -4),
    sea(356, 9, 90, 0, blend(tint, colour, 0.5)),
    cabinet(300, 396, 0.34, 5),
    sea(404, 16, 140, 30, colour),
    cabinet(508, 474, 0.56, -5),
    sea(484, 27, 220, 90, blend(colour, ink, 0.25)),
    cabinet(806, 606, 0.92, 6),
    sea(610, 44, 330, 20, tint),
    sea(650, 44, 330, 60, deep),
    cabinet(1204, 830, 1.52, -7),
    sea(816, 66, 470, 150, colour),
    sea(872, 66, 470, 230, ink),
  ])
}

function clockHand(reach: number, turn: number, fill: string): string {
  const tip = reach - 46
  return moved(`translate(750 470) rotate(${turn})`, [
    path(`M-104 -17L${tip} -8V-22L${reach} 0L${tip} 22V8L-104 17Z`, fill),
  ])
}

function footbridge(fill: string): string {
  const uprights = Array.from({ length: 27 }, (_, i) => {
    const at = 446 + i * 28
    const rail = 474 + Math.abs(at - 750) * 0.23
    return `M${at} ${Math.round(rail)}V${Math.round(570 + 108 * ((at - 790) / 440) ** 2)}`
  })
  return [
    stroke('M330 690Q790 450 1250 690', fill, 30),
    stroke(uprights.join(''), fill, 6),
    clockHand(350, 166, fill),
    clockHand(490, 14, fill),
    disc(750, 470, 40, fill),
  ].join('')
}

function hourAcross(): string {
  const [x, y] = [750, 470]
  const side = (name: string, left: number, tones: readonly string[], bridge: string): string => {
    const [sky = '', hill = '', land = '', water = '', mark = ''] = tones
    return within(name, rectangle(left, 0, 750, 1000, ink), [
      rectangle(0, 0, 1500, 1000, sky),
      path('M0 590C120 550 260 590 420 660V1000H0ZM1500 570C1400 540 1280 580 1180 660V1000H1500Z', hill),
      rectangle(300, 850, 900, 150, water),
      repeated(5, (i) => rectangle(520 + ((i * 173) % 260), 888 + i * 24, 250 - i * 24, 7, mark)),
      footbridge(bridge),
      path('M0 656H400L436 720L420 780L500 1000H0ZM1500 656H1200L1176 720L1190 790L1080 1000H1500Z', land),
      ring(x, y, 436, mark, 5),
      repeated(12, (i) => {
        const [fromX, fromY] = polar(x, y, i % 3 ? 410 : 386, i * 30)
        const [toX, toY] = polar(x, y, 462, i * 30)
        return stroke(
          `M${Math.round(fromX)} ${Math.round(fromY)}L${Math.round(toX)} ${Math.round(toY)}`,
          mark,
          i % 3 ? 18 : 32,
        )
      }),
      path(
        'M118 660V320H228V660ZM104 320H242L173 210ZM1276 660V270H1396V660ZM1276 272Q1276 196 1336 184Q1396 196 1396 272Z',
        land,
      ),
      path(
        'M146 420V372A27 27 0 0 1 200 372V420ZM1294 380V328A18 18 0 0 1 1330 328V380ZM1342 380V328A18 18 0 0 1 1378 328V380Z',
        mark,
      ),
      stroke('M173 212V160M155 178H191M1336 186V132M1318 150H1354', land, 8),
      disc(x, y, 15, sky),
    ])
  }
  const dusk = blend(colour, ink, 0.3)
  return sheet(paper, [
    side('earlier', 0, [paper, tint, colour, tint, blend(tint, colour, 0.45)], ink),
    side('later', 750, [dusk, blend(dusk, ink, 0.4), ink, blend(dusk, ink, 0.6), blend(dusk, tint, 0.6)], paper),
  ])
}

function hourglass(): string {
  return [
    stroke('M750 -10V300', ink, 5),
    path('M652 330H848C848 450 762 490 762 540S848 630 848 750H652C652 630 738 590 738 540S652 450 652 330Z', paper),
    stroke('M652 330C652 450 738 490 738 540S652 630 652 750M848 330C848 450 762 490 762 540S848 630 848 750', ink, 9),
    rectangle(622, 298, 256, 34, ink, 8),
    rectangle(622, 748, 256, 34, ink, 8),
    disc(750, 452, 19, colour),
    disc(750, 640, 19, colour),
    disc(772, 726, 19, colour),
  ].join('')
}

function trieste(): string {
  const nape = 'V1010H-10V-10Z'
  const listener = `M330 -10C410 50 436 130 430 214C426 250 424 262 434 290L528 424C540 446 528 462 506 466L462 474C452 490 456 500 468 512C496 524 500 540 484 556L446 568L482 582C500 596 494 618 466 628C454 640 460 652 468 668C482 716 456 760 404 770C330 780 280 786 262 828C250 880 258 940 290 1010${nape}`
  const speaker = `M300 -10C392 40 432 110 436 190C438 230 424 250 440 282L496 404C512 430 506 452 482 458L460 466C450 480 454 494 470 506C504 522 512 546 486 560L444 570L488 584C512 604 502 630 466 640C450 652 452 668 456 686C460 730 430 768 380 782C320 796 268 800 246 850C236 900 244 960 280 1010${nape}`
  return sheet(paper, [
    rectangle(750, 0, 750, 1000, tint),
    path(listener, ink),
    stroke('M150 360C120 180 170 60 240 -20', tint, 30),
    disc(160, 420, 92, tint),
    disc(160, 420, 56, ink),
    stroke('M170 508C200 590 280 610 372 596', tint, 12, 'round'),
    disc(380, 594, 18, tint),
    moved('translate(1500 0) scale(-1 1)', [
      path(speaker, colour),
      path(
        'M-10 -10H304C370 24 408 70 424 120C350 130 300 170 288 250C278 330 250 380 204 420C150 470 130 640 -10 690Z',
        ink,
      ),
      disc(176, 560, 26, paper),
    ]),
    hourglass(),
  ])
}

export const world: Record<string, () => string> = {
  'a-navy-in-a-business-park': navy,
  'an-hour-across-the-river': hourAcross,
  'lunch-with-the-enemy': lunch,
  'please-do-not-smile': smile,
  'seven-hours-at-polling-station-114': pollingStation,
  'three-seconds-in-trieste': trieste,
}
