import { blend, disc, moved, path, polar, rectangle, repeated, sheet, stroke, through } from './forms.ts'
import type { Point } from './forms.ts'
import { inks } from './kit.ts'

const { paper, ink, colour, tint } = inks.economy

function gabledShop(x: number, width: number, height: number, awning: string): string {
  const door = x + width * 0.62
  return [
    path(`M${x} 0V${-height}L${x + width / 2} ${-height - 34}L${x + width} ${-height}V0Z`, ink),
    rectangle(x + width * 0.16, -height + 14, width * 0.24, 24, paper),
    rectangle(x + width * 0.6, -height + 14, width * 0.24, 24, paper),
    path(`M${x + 4} -44H${x + width - 4}L${x + width + 4} -24H${x - 4}Z`, awning),
    rectangle(x + width * 0.12, -22, width * 0.4, 16, paper),
    rectangle(door, -24, width * 0.2, 24, paper),
  ].join('')
}

function town(): string {
  const stack = (x: number, height: number): string =>
    path(`M${x - 15} 0L${x - 11} ${-height}H${x + 11}L${x + 15} 0Z`, ink) +
    rectangle(x - 15, -height - 8, 30, 10, ink) +
    rectangle(x - 12, -height + 18, 24, 9, tint)
  const smoke = (x: number, y: number): string =>
    stroke(`M${x} ${y}c10 -30 50 -20 60 -46s60 -24 74 -44`, tint, 15, 'round')
  return [
    smoke(-352, -238),
    smoke(-290, -190),
    stack(-352, 216),
    stack(-290, 170),
    path('M-420 0V-70L-376 -104V-70L-332 -104V-70L-288 -104V-70L-244 -104V0Z', ink),
    repeated(5, (i) => rectangle(-404 + i * 32, -46, 16, 20, paper)),
    gabledShop(-236, 76, 100, tint),
    gabledShop(-156, 70, 78, tint),
    gabledShop(-82, 78, 112, tint),
    path('M10 0V-150H70V0ZM2 -146L40 -290L78 -146ZM70 0V-84L110 -114H196V0Z', ink),
    stroke('M40 -286V-322M27 -308H53', ink, 6),
    path(
      'M30 -96V-118A10 12 0 0 1 50 -118V-96ZM92 -30V-54A10 12 0 0 1 112 -54V-30ZM126 -30V-54A10 12 0 0 1 146 -54V-30ZM160 -30V-54A10 12 0 0 1 180 -54V-30Z',
      paper,
    ),
    gabledShop(206, 74, 92, tint),
    gabledShop(284, 70, 70, tint),
    stroke('M372 0L384 -96M432 0L420 -96M374 -20L428 -70M430 -20L376 -70', ink, 6),
    path('M366 -96H438V-156L402 -186L366 -156Z', ink),
    path('M-470 -4H470L440 26H30L0 46L-30 26H-440Z', ink),
  ].join('')
}

export function cheapest(): string {
  const [x, y, size] = [740, 440, 490]
  const to = (front: number, east: number, west: number): string =>
    `${Math.round(x + size * (front * 0.142 + east * 0.625 - west * 0.767))} ${Math.round(y + size * (front * 0.817 + (east + west) * 0.4))}`
  const left = (from: number, till: number): string =>
    `M${to(from, 0, from)}L${to(till, 0, from)}L${to(till, 0, till)}L${to(from, 0, till)}Z`
  const right = (from: number, till: number): string =>
    `M${to(from, from, 0)}L${to(till, from, 0)}L${to(till, till, 0)}L${to(from, till, 0)}Z`
  const insets = [0.12, 0.23, 0.33]
  return sheet(colour, [
    path(`M${to(1, 0, 0)}L${to(1, 1, 0)}L${to(1, 1, 1)}L${to(1, 0, 1)}Z`, blend(colour, ink, 0.6)),
    path(left(0, 1), paper),
    path(right(0, 1), tint),
    stroke(insets.map((inset) => left(inset, 1 - inset)).join(''), tint, 8),
    stroke(insets.map((inset) => right(inset, 1 - inset)).join(''), blend(tint, colour, 0.5), 8),
    moved(`translate(${x} ${y - 50}) rotate(-4) scale(1.16)`, [town()]),
  ])
}

function passenger(x: number, floor: number, turn: number): string {
  return moved(`translate(${x} ${floor}) scale(${turn} 1)`, [
    disc(2, -112, 17, ink),
    path('M-22 0V-58Q-22 -90 2 -90Q26 -90 26 -58V0ZM-22 -112A24 24 0 0 1 26 -114H36V-108H-22Z', ink),
    rectangle(22, -42, 30, 24, ink),
  ])
}

export function liftShafts(): string {
  const floors = [810, 690, 550, 400, 250]
  const shaft = (i: number): string => {
    const [x, floor] = [100 + i * 242, floors[i] ?? 0]
    const last = i === 4
    const top = last ? -20 : floor - 212
    const car = floor + (last ? 62 : 0)
    const doors = stroke(`M${x + 101} ${car - 160}V${car}`, ink, 6) + rectangle(x + 42, car - 160, 118, 18, ink)
    return [
      rectangle(x, top, 202, 960 - top, ink),
      stroke(`M${x + 16} ${top + 14}V940M${x + 186} ${top + 14}V940`, blend(ink, colour, 0.5), 5),
      stroke(`M${x + 95} ${top}V${car - 170}M${x + 107} ${top}V${car - 170}`, tint, 4),
      stroke(`M${x + 101} ${car + 24}V940`, blend(ink, colour, 0.5), 4, 'butt', '3 13'),
      rectangle(x + 28, car - 176, last ? 174 : 146, 176, last ? paper : tint),
      last ? '' : doors,
      rectangle(x + 28, car, 146, 16, colour),
    ].join('')
  }
  const [edge, floor] = [1270, 250]
  return sheet(paper, [
    rectangle(0, 940, 1500, 60, tint),
    repeated(5, shaft),
    rectangle(edge, floor - 220, 230, 220, tint),
    rectangle(edge, floor - 236, 230, 18, ink),
    rectangle(edge - 18, floor, 248, 62, colour),
    repeated(13, (i) => path(`M${edge - 8 + i * 20} ${floor + 62}l18 -62h7l-18 62Z`, ink)),
    rectangle(edge - 18, floor, 248, 8, ink),
    rectangle(edge, floor + 62, 230, 12, ink),
    passenger(1158, floor + 62, 1),
    passenger(1376, floor, -1),
    rectangle(0, 940, 1500, 14, ink),
    rectangle(50, 60, 12, 894, ink),
    repeated(9, (i) => rectangle(62, 140 + i * 90, 20, 6, ink)),
  ])
}

function waiting(): string {
  return path(
    'M-40 0L-24 -10V-62H-38Q-52 -130 -30 -168Q-24 -178 -10 -180V-190Q-26 -196 -26 -218H-36V-226H-24Q-22 -252 2 -252Q26 -252 28 -226H44V-218H30L36 -202H28Q28 -186 12 -184V-180Q34 -174 38 -130L46 -62H60V-22H14V-62H6V-8L18 0H-6V-62H-10V-8L-2 0Z',
    ink,
  )
}

function hand(): string {
  const fingers = [0, 1, 2, 3].map(
    (i) => `M${1100 - i * 15} ${562 + i * 56}Q${1010 - i * 15} ${524 + i * 56} ${950 - i * 15} ${566 + i * 56}`,
  )
  return [
    path('M1560 520L1310 556L1250 790L1560 900Z', ink),
    path('M1310 548L1262 536L1204 776L1252 796Z', tint),
    path('M1090 534C1150 508 1220 520 1272 548L1216 770C1150 786 1090 786 1046 762Z', paper),
    stroke(fingers.join(''), ink, 58, 'round'),
    stroke(fingers.join(''), paper, 48, 'round'),
    path('M1094 540C1150 508 1220 520 1272 548L1216 770C1150 786 1090 786 1050 754Z', paper),
  ].join('')
}

export function queue(): string {
  const line = Array.from({ length: 10 }, (_, i) => 70 + i * 150)
  const shadows = line.slice(0, 7).map((x) => moved(`translate(${x} 322) matrix(1 0 .6 -1.95 0 0)`, [waiting()]))
  const coil = through(Array.from({ length: 60 }, (_, i): Point => polar(0, 0, 88 - i * 1.4, i * 20)))
  return sheet(colour, [
    path('M-300 322H1030L890 862H-440Z', tint),
    shadows.join(''),
    line.map((x) => moved(`translate(${x} 326)`, [waiting()])).join(''),
    path('M942 338A92 92 0 0 1 1122 338L980 862H796Z', paper),
    stroke('M1000 262L858 782', tint, 10),
    path('M1122 338L980 862L940 900L1078 300Z', tint),
    disc(888, 862, 92, paper),
    moved('translate(888 862)', [stroke(coil, ink, 9)]),
    hand(),
  ])
}
