/** What became of something Stripe told us of. */
export interface Applied {
  state: 'applied' | 'ignored'
  /** Whether anything here was not so before. */
  changed: boolean
  /** For staff, in plain English. */
  why: string
}

export function applied(why: string, changed: boolean): Applied {
  return { state: 'applied', changed, why }
}

export function ignored(why: string): Applied {
  return { state: 'ignored', changed: false, why }
}
