import type { Magazine } from '#lib/settings/model.ts'

/** What the form of the magazine is about, as two of them are told apart: of a logo, which picture it is. */
export function magazineFields(settings: Magazine): Record<string, string> {
  const { name, tagline, description, publisher, timeZone, locale, logo } = settings
  return { name, tagline, description, publisher, timeZone, locale, pictureId: logo?.id ?? '' }
}
