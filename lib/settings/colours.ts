import { requireContrast } from '#lib/colours/contrast.ts'
import { changesOf, coloursSchema, palettesOf } from '#lib/colours/model.ts'
import type { Context } from '#lib/context.ts'
import { changeSettings } from './commands.ts'
import { magazineSettings } from './queries.ts'

/**
 * Gives the magazine its own colours. What is as it would be anyway is not kept.
 * @param given names to #rrggbb for `light` and `dark`; what is not named is the house's
 * @throws ZodError for what is no colour, Refusal `invalid` for pairs that cannot be told apart
 */
export async function changeColours(ctx: Context, given: object, actorId: string): Promise<void> {
  const palettes = palettesOf(coloursSchema.parse(given))
  requireContrast(palettes)
  const magazine = await magazineSettings(ctx)
  await changeSettings(ctx, 'magazine', { ...magazine, colours: changesOf(palettes) }, actorId)
}
