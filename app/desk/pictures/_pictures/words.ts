import type { PictureFilter } from '#lib/pictures/library.ts'
import type { LicenceKind, Usability } from '#lib/pictures/licence.ts'
import type { Tone } from '../../_ui/desk-state.tsx'

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

export const stateWords: Record<Usability['state'], { name: string; tone: Tone }> = {
  fine: { name: 'Fine', tone: 'good' },
  expiring: { name: 'Licence ends soon', tone: 'warn' },
  expired: { name: 'Licence has ended', tone: 'bad' },
  facts_missing: { name: 'Facts missing', tone: 'warn' },
}

export const filterWords: Record<PictureFilter, string> = {
  fine: 'Fine',
  expiring: 'Ending within 30 days',
  expired: 'Ended',
  missing: 'Facts missing',
  unused: 'Used nowhere',
}
