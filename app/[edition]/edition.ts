import { notFound } from 'next/navigation'

export type Edition = 'standard' | 'supporter'

/** This segment stands at the top and would take any address for an edition: it accepts its two values only. */
export function editionOf(value: string): Edition {
  if (value !== 'standard' && value !== 'supporter') notFound()
  return value
}
