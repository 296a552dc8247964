import type { LicenceKind } from '#lib/pictures/licence.ts'

/** What each kind of licence is called. */
export const licenceWords: Record<LicenceKind, string> = {
  own: 'Our own: made by the magazine’s staff',
  commissioned: 'Commissioned for the magazine',
  agency: 'From an agency, licensed',
  creative_commons: 'Creative Commons',
  public_domain: 'Public domain',
  handout: 'Handout: given to the press by its subject',
  by_permission: 'By permission of who owns it',
  quotation: 'Quotation, criticism or review (fair dealing)',
}
