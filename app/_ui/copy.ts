/** Words of the software's own that stand in several places; what a publisher may word anew is in lib/texts. */
export const copy = {
  advertisement: 'Advertisement',
  adChoices: 'Advertising choices',
  cookies: 'Cookies',
  donate: 'Donate',
} as const
