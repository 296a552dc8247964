import { culture } from './culture.ts'
import { economy } from './economy.ts'
import { places } from './places.ts'
import { politics } from './politics.ts'
import { portraitsA } from './portraits-a.ts'
import { portraitsB } from './portraits-b.ts'
import { science } from './science.ts'
import { world } from './world.ts'

/** By article slug, with `-2` for a second picture in the text. */
export const articleDrawings: Record<string, () => string> = {
  ...politics,
  ...world,
  ...economy,
  ...science,
  ...culture,
  ...places,
}

/** By author slug. */
export const portraits: Record<string, () => string> = { ...portraitsA, ...portraitsB }
