const units: Record<string, number> = { s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 }

/** `40d` as seconds; null when it is not a length of time. Units: s, m, h, d, w. */
export function secondsIn(text: string): number | null {
  const match = /^(\d+)([smhdw])$/.exec(text)
  const seconds = Number(match?.[1] ?? 0) * (units[match?.[2] ?? ''] ?? 0)
  return seconds > 0 ? seconds : null
}
