import { requireContrast } from '#lib/colours/contrast.ts'
import { changesOf, coloursSchema, palettesOf, type Palette, type Scheme } from '#lib/colours/model.ts'
import type { Context } from '#lib/context.ts'
import { changeMagazine } from './commands.ts'

/**
 * Gives the magazine its own colours. What is as it would be anyway is not kept.
 * @param next from the colours as they are now: names to #rrggbb for `light` and `dark`; what is not named is the house's
 * @throws ZodError for what is no colour, Refusal `invalid` for pairs that cannot be told apart
 */
export function changeColours(
  ctx: Context,
  next: (now: Record<Scheme, Palette>) => object,
  actorId: string,
): Promise<void> {
  return changeMagazine(
    ctx,
    (magazine) => {
      const palettes = palettesOf(coloursSchema.parse(next(palettesOf(magazine.colours))))
      requireContrast(palettes)
      return { ...magazine, colours: changesOf(palettes) }
    },
    actorId,
  )
}
