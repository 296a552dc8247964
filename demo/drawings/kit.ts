/** Two inks and their two tints: what a duotone drawing is printed with. */
export interface Inks {
  /** The ground. */
  paper: string
  /** The darkest. */
  ink: string
  /** The second ink. */
  colour: string
  /** The second ink, thinned. */
  tint: string
}

/** One pair of inks a topic, so that a page of pictures has a rhythm. */
export const inks = {
  politics: { paper: '#efe3cf', ink: '#20242e', colour: '#a3291f', tint: '#d9a48b' },
  world: { paper: '#e6e6da', ink: '#17293a', colour: '#2f6f7e', tint: '#9fbfc0' },
  economy: { paper: '#f2e6c8', ink: '#2a2418', colour: '#b5791c', tint: '#e0bd78' },
  science: { paper: '#e4e9e1', ink: '#14282a', colour: '#3c7a5a', tint: '#a3c4ac' },
  culture: { paper: '#f0dfd8', ink: '#2c1a2c', colour: '#7d3560', tint: '#cf9fb2' },
  places: { paper: '#e7e2d3', ink: '#232a22', colour: '#56713a', tint: '#b3bf8e' },
} as const satisfies Record<string, Inks>

/**
 * A whole drawing.
 * @param width user units, which are also pixels at its natural size
 * @param shapes SVG elements, the lowest first
 */
export function drawing(width: number, height: number, ground: string, shapes: string[]): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><rect width="${width}" height="${height}" fill="${ground}"/>${shapes.join('')}</svg>`
}

/** Size of an article's picture. */
export const landscape = { width: 1500, height: 1000 } as const
