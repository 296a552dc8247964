'use client'

import { given } from './given.ts'
import { toElements } from './tree.ts'

/**
 * Sends the elements as HTML alone, as the magazine does (app/_ui/still.tsx): the two answers that are compared are then of
 * one size.
 */
export function Shown() {
  return <div suppressHydrationWarning>{given().map(toElements)}</div>
}
