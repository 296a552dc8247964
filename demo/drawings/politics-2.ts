import { arc, blend, disc, moved, path, polar, rectangle, repeated, ring, sheet, stroke, within } from './forms.ts'
import { inks } from './kit.ts'

const { paper, ink, colour, tint } = inks.politics

function bricks(left: number, top: number, width: number, height: number, size: number, mortar: string): string {
  return repeated(Math.ceil(height / size), (row) => {
    const y = top + row * size
    const start = left + (row % 2 ? size * 1.2 : 0)
    const joints = Math.ceil((left + width - start) / (size * 2.4))
    const upright = Array.from({ length: joints }, (_, i) => `M${Math.round(start + i * size * 2.4)} ${y}v${size}`)
    return stroke(`M${left} ${y}H${left + width}${upright.join('')}`, mortar, size / 13)
  })
}

function drawerFront(x: number, y: number, face: string, edge: string): string {
  return [
    rectangle(x, y, 198, 590, edge),
    rectangle(x + 10, y + 10, 178, 570, face),
    rectangle(x + 24, y + 66, 150, 112, tint),
    rectangle(x + 34, y + 76, 130, 92, paper),
    stroke(`M${x + 48} ${y + 102}h102M${x + 48} ${y + 122}h102M${x + 48} ${y + 142}h56`, ink, 5),
    path(`M${x + 35} ${y + 270}H${x + 163}A64 64 0 0 1 ${x + 35} ${y + 270}Z`, tint),
  ].join('')
}

export function dogHip(): string {
  const wall = blend(colour, ink, 0.42)
  const wood = blend(ink, colour, 0.1)
  const doorway = (x: number): string => `M${x} 840V250A115 115 0 0 1 ${x + 230} 250V840Z`
  const shut = (x: number): string =>
    path(doorway(x), tint) +
    path(`M${x + 16} 232A99 99 0 0 1 ${x + 214} 232Z`, ink) +
    rectangle(x + 16, 250, 198, 590, ink) +
    drawerFront(x + 16, 250, wood, ink)
  const cards = repeated(15, (i) => {
    const [x, y] = [848 - i * 4.7, 226 + i * 10]
    const tab = [1, 4, 6, 9, 12].includes(i)
      ? rectangle(x + 14 + ((i * 53) % 130), y - 16, 44, 20, i === 9 ? colour : tint)
      : ''
    return tab + rectangle(x, y, 198, 60, paper) + rectangle(x, y, 198, 2.5, ink)
  })
  const beam = path('M832 250L640 0H1254L1062 250Z', colour)
  return sheet(wall, [
    bricks(0, 0, 1500, 840, 40, blend(wall, ink, 0.45)),
    beam,
    within('beam', beam, [bricks(0, 0, 1500, 280, 40, blend(colour, tint, 0.3))]),
    [-128, 192, 512, 1152].map(shut).join(''),
    rectangle(0, 840, 1500, 160, ink),
    rectangle(0, 840, 1500, 14, tint),
    path(doorway(832), paper),
    path('M1046 250L976 400V990L1046 840Z', blend(ink, '#000000', 0.3)),
    path('M976 990L1046 840H1230L1120 1000H976Z', blend(ink, '#000000', 0.4)),
    cards,
    path('M1046 226L980 366V400L1046 262Z', tint),
    drawerFront(778, 400, colour, ink),
  ])
}

function parliament(): string {
  const slits = (x: number, y: number, count: number, height: number): string =>
    repeated(count, (i) => rectangle(x + i * 26, y, 10, height, tint))
  const block = [
    path('M-560 400V-230H-120V400Z', ink),
    repeated(5, (i) => path(`M${-560 + i * 100} -226l14 -64l14 64Z`, ink)),
    slits(-540, -190, 16, 110),
    slits(-540, -50, 16, 110),
    slits(-540, 90, 16, 110),
    path('M-450 -220V-430H-290V-220ZM-450 -426l12 -70l12 70ZM-314 -426l12 -70l12 70Z', ink),
    slits(-432, -400, 5, 150),
  ]
  const tower = [
    path('M-76 160V-300H76V160ZM-90 -300H90V-470H-90ZM-78 -470L-44 -540H44L78 -470ZM-34 -540L0 -650L34 -540Z', ink),
    slits(-58, -280, 5, 120),
    slits(-58, -134, 5, 120),
    disc(0, -386, 66, paper),
    stroke('M0 -386L34 -420M0 -386L-2 -438', ink, 8, 'round'),
    rectangle(-90, -302, 180, 8, tint),
  ]
  return (
    moved('translate(346 640) rotate(13) scale(.8)', block) + moved('translate(424 600) rotate(24) scale(.8)', tower)
  )
}

function church(): string {
  return moved('translate(1080 600) rotate(-24) scale(.8)', [
    path('M60 600V-110L250 -210L700 -210V600Z', ink),
    path('M60 -110L250 -210H760V-186H256L70 -90Z', paper),
    path('M-80 160V-290H80V160Z', ink),
    path('M-92 -284L-60 -330L0 -650L60 -330L92 -284Z', ink),
    path('M-22 -150V-230A22 30 0 0 1 22 -230V-150ZM-22 0V-60A22 30 0 0 1 22 -60V0Z', tint),
    rectangle(-80, -288, 160, 8, tint),
    repeated(4, (i) => path(`M${150 + i * 100} 60V-60A20 30 0 0 1 ${190 + i * 100} -60V60Z`, tint)),
    stroke('M0 -640V-714M-22 -690H22', ink, 7),
  ])
}

export function lastBody(): string {
  const [x, y] = [750, 1170]
  const joints = [-64, -55, -46, -37, -28, -19, 19, 28, 37, 46, 55, 64].map((turn) => {
    const [fromX, fromY] = polar(x, y, 500, turn)
    const [toX, toY] = polar(x, y, 670, turn)
    return `M${Math.round(fromX)} ${Math.round(fromY)}L${Math.round(toX)} ${Math.round(toY)}`
  })
  const house = path('M632 400H868L824 692H676Z', colour)
  return sheet(tint, [
    parliament(),
    church(),
    rectangle(0, 800, 1500, 200, colour),
    disc(x, y, 670, paper),
    within('water', disc(x, y, 580, ink), [
      rectangle(0, 872, 1500, 128, tint),
      repeated(7, (i) => rectangle(330 + ((i * 137) % 190), 890 + i * 15, 620 - i * 40, 5, i % 2 ? ink : colour)),
    ]),
    stroke(arc(x, y, 585, -90, 90), blend(ink, tint, 0.16), 170),
    ring(x, y, 500, paper, 8),
    ring(x, y, 670, paper, 8),
    stroke(joints.join(''), paper, 8),
    house,
    within('house', house, [bricks(600, 400, 300, 300, 24, blend(colour, ink, 0.5))]),
    path('M604 404L750 296L896 404Z', ink),
    rectangle(810, 286, 34, 70, colour),
    path('M702 580V500A48 48 0 0 1 798 500V580Z', ink),
    stroke('M702 510H798M750 452V580M702 546H798', paper, 6),
    rectangle(722, 614, 56, 40, ink),
    path('M728 640H772L764 900H736Z', paper),
    stroke('M742 660V880M756 700V900', colour, 4),
  ])
}

export function portcullis(): string {
  const shade = blend(tint, ink, 0.3)
  const pillars = [150, 450, 750, 1050, 1350]
  const bars = [-90, 160, 410]
  const studs = pillars.flatMap((x) => bars.map((y) => path(`M${x} ${y + 10}l32 32l-32 32l-32 -32Z`, paper)))
  return sheet(paper, [
    rectangle(0, 740, 1500, 260, tint),
    moved('translate(0 740) skewX(-38)', [
      pillars.map((x) => rectangle(x + 30, 0, 84, 260, shade)).join(''),
      rectangle(-300, 110, 2400, 60, shade),
    ]),
    pillars.map((x) => path(`M${x - 42} -10H${x + 42}V520L${x} 640L${x - 42} 520Z`, ink)).join(''),
    bars.map((y) => rectangle(0, y, 1500, 84, ink)).join(''),
    bars.map((y) => rectangle(0, y + 70, 1500, 5, blend(ink, tint, 0.5))).join(''),
    studs.join(''),
    moved('translate(-12 0)', [
      rectangle(838, 494, 104, 26, colour),
      path(
        'M862 520H918V558H962Q1024 558 1024 620V676H950V634Q950 626 942 626H838Q812 626 812 592Q812 558 838 558H862Z',
        colour,
      ),
      disc(890, 592, 50, ink),
      disc(890, 592, 16, paper),
      stroke('M890 554V630M852 592H928', paper, 10, 'round'),
      rectangle(938, 668, 98, 22, ink),
      path('M987 716q34 54 0 70q-34 -16 0 -70Z', colour),
      path('M830 836H1144L1104 1010H870Z', ink),
      path('M838 880H1136L1131 904H843Z', colour),
      stroke('M842 850Q987 1010 1132 850', paper, 7),
    ]),
  ])
}
