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
    path('M30 -96V-118A10 12 0 0 1 50 -118V-96ZM92 -30V-54A10 12 0 0 1 112 -54V-30ZM126 -30V-54A10 12 0 0 1 146 -54V-30ZM160 -30V-54A10 12 0 0 1 180 -54V-30Z', paper),
    gabledShop(206, 74, 92, tint),
    gabledShop(284, 70, 70, tint),
    stroke('M372 0L384 -96M432 0L420 -96M374 -20L428 -70M430 -20L376 -70', ink, 6),
    path('M366 -96H438V-156L402 -186L366 -156Z', ink),
    path('M-470 -4H470L440 26H30L0 46L-30 26H-440Z', ink),
  ].join('')
}

export function cheapest(): string {
  const [x, y, size] = [740, 410, 500]
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
    moved(`translate(${x} ${y - 52}) rotate(-4) scale(1.22)`, [town()]),
  ])
}

function passenger(x: number, floor: number): string {
  return disc(x, floor - 106, 17, ink) + path(`M${x - 26} ${floor}V${floor - 58}A26 26 0 0 1 ${x + 26} ${floor - 58}V${floor}Z`, ink)
}

export function liftShafts(): string {
  const floors = [800, 680, 540, 400, 270]
  const shaft = (i: number): string => {
    const [x, floor] = [110 + i * 262, floors[i] ?? 0]
    const last = i === 4
    const top = last ? -20 : floor - 212
    const car = floor + (last ? 66 : 0)
    return [
      rectangle(x, top, 222, 960 - top, ink),
      stroke(`M${x + 20} ${top + 14}V940M${x + 202} ${top + 14}V940`, blend(ink, colour, 0.5), 5),
      stroke(`M${x + 105} ${top}V${car - 170}M${x + 117} ${top}V${car - 170}`, tint, 4),
      stroke(`M${x + 111} ${car}V940`, blend(ink, colour, 0.5), 4, 'butt', '3 13'),
      rectangle(x + 34, car - 176, 154, 190, last ? paper : tint),
      last ? '' : stroke(`M${x + 111} ${car - 160}V${car}`, ink, 6) + rectangle(x + 48, car - 160, 126, 18, ink),
      rectangle(x + 34, car, 154, 16, last ? paper : colour),
    ].join('')
  }
  const [edge, floor] = [1380, 270]
  return sheet(paper, [
    path(`M1158 ${floor - 210}H1500V${floor}H1158Z`, tint),
    repeated(5, shaft),
    path(`M${edge - 40} ${floor - 170}H1500V${floor}H${edge - 40}Z`, tint),
    rectangle(1340, floor, 160, 66, colour),
    repeated(9, (i) => path(`M${1340 + i * 20} ${floor + 66}l20 -66h10l-20 66Z`, ink)),
    passenger(1264, floor + 66),
    rectangle(1192, floor + 66, 154, 18, colour),
    rectangle(0, 940, 1500, 16, ink),
    rectangle(0, 956, 1500, 44, tint),
    rectangle(50, 60, 14, 896, ink),
    repeated(9, (i) => rectangle(64, 140 + i * 90, 22, 6, ink)),
  ])
}

function waiting(): string {
  return [
    disc(0, -178, 25, ink),
    path('M-36 -48V-112A36 38 0 0 1 36 -112V-48H26V0H-26V-48Z', ink),
  ].join('')
}

export function queue(): string {
  const line = Array.from({ length: 11 }, (_, i) => 40 + i * 132)
  const shadows = line.slice(0, 8).map((x) => moved(`translate(${x} 322) matrix(1 0 .66 -2.5 0 0)`, [waiting()]))
  const coil = through(
    Array.from({ length: 60 }, (_, i): Point => polar(0, 0, 92 - i * 1.4, i * 20)),
  )
  return sheet(paper, [
    path('M-300 322H1030L890 850H-440Z', tint),
    shadows.join(''),
    line.map((x) => moved(`translate(${x} 326)`, [waiting()])).join(''),
    path('M940 330A92 92 0 0 1 1120 330L980 862H796Z', colour),
    stroke('M1090 330L950 862M1050 330L910 862', blend(colour, ink, 0.4), 7),
    disc(888, 862, 92, tint),
    moved('translate(888 862)', [stroke(coil, ink, 9)]),
    path('M1560 560L1300 560Q1180 540 1120 560L1560 900Z', ink),
  ])
}
