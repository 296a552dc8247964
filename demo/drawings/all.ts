import { culture } from './culture.ts'
import { places } from './places.ts'
import { science } from './science.ts'

/** By article slug, with `-2` for a second picture in the text. */
export const articleDrawings: Record<string, () => string> = { ...science, ...culture, ...places }

/** By author slug. */
export const portraits: Record<string, () => string> = {}
