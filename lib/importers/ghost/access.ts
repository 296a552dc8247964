import type { Access } from '#lib/articles/model.ts'
import type { Audience } from './notation/gates.ts'

export interface GhostAccess {
  access: Access
  /** Who read the post there: what not all of them saw does not come with it. */
  readers: Audience
  /** What is to be known of it; null where nothing is. */
  note: string | null
}

/**
 * Rule: whoever Ghost asked to sign in reads some for nothing here; whoever it asked to pay supports the magazine. What
 * is not understood is closed rather than open.
 * @param visibility as the post says; empty in exports older than the setting, of which all was public
 * @param tiers names of those it is for
 */
export function accessOf(visibility: string, tiers: string[]): GhostAccess {
  switch (visibility) {
    case '':
    case 'public':
      return { access: 'public', readers: { visitors: true, free: true, paying: true }, note: null }
    case 'members':
      return { access: 'metered', readers: { visitors: false, free: true, paying: true }, note: null }
    case 'paid':
      return { access: 'supporters', readers: paying, note: null }
    case 'tiers': {
      const named = tiers.length === 0 ? 'some tiers' : tiers.map((name) => `“${name}”`).join(', ')
      return { access: 'supporters', readers: paying, note: `was for ${named} only: it comes for supporters` }
    }
    default:
      return {
        access: 'supporters',
        readers: paying,
        note: `was for “${visibility.slice(0, 100)}”: it comes for supporters`,
      }
  }
}

const paying: Audience = { visitors: false, free: false, paying: true }
