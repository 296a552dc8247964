import { median } from '../result.ts'

export interface Pair {
  ours: number
  yardstick: number
  /** The median of the rounds' ratios: a slow moment of the machine falls on both sides of a round. */
  ratio: number
}

/** Measures ours and its yardstick by turns, after one round of each that warms up and is not counted. */
export async function sideBySide(
  rounds: number,
  ours: () => Promise<number>,
  yardstick: () => Promise<number>,
): Promise<Pair> {
  await ours()
  await yardstick()
  const measured: [ours: number, yardstick: number][] = []
  for (let round = 0; round < rounds; round += 1) {
    // Each goes first as often as second.
    if (round % 2 === 0) measured.push([await ours(), await yardstick()])
    else {
      const second = await yardstick()
      measured.push([await ours(), second])
    }
  }
  return {
    ours: median(measured.map(([one]) => one)),
    yardstick: median(measured.map(([, other]) => other)),
    ratio: median(measured.map(([one, other]) => one / other)),
  }
}
