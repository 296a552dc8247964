import { z } from 'zod'

/** Only back to this part of the desk. */
export const backSchema = z
  .string()
  .max(1_000)
  .regex(/^\/desk\/comments(\/[a-z0-9/-]*)?(\?[^#\s]*)?$/)
  .catch('/desk/comments')

/** The page that a deed came from, saying what was done and how it is undone. */
export function backTo(back: string, done: Record<string, string>): string {
  const url = new URL(back, 'http://desk.invalid')
  for (const name of ['done', 'undo', 'batch', 'refused', 'count']) url.searchParams.delete(name)
  for (const [name, value] of Object.entries(done)) url.searchParams.set(name, value)
  return `${url.pathname}${url.search}`
}
