import { readFileSync } from 'node:fs'
import { cookies } from 'next/headers'
import { give } from '../given.ts'
import { Shown } from '../shown.bare.tsx'
import type { Tree } from '../tree.ts'

export const instant = false

const trees: Tree[] = JSON.parse(readFileSync('signed-in.json', 'utf8'))

/** An article's HTML, made at each request after a look at one cookie. */
export default async function Page() {
  const cookie = (await cookies()).get('authjs.session-token')
  if (!cookie) return 'Who are you?'
  give(trees)
  return <Shown />
}
