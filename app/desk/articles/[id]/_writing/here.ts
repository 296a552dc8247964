'use client'

import { createContext, use } from 'react'
import type { Written } from '#lib/articles/written.ts'
import type { Writing } from './writing.ts'

/** The text that is written on this page, and how it stood when a form was last sent; null before it is opened. */
export interface WritingHere {
  writing: Writing
  pressedWith: Written
}

export const WritingHereContext = createContext<WritingHere | null>(null)

export function useWritingHere(): WritingHere | null {
  return use(WritingHereContext)
}
