import { readFileSync } from 'node:fs'
import { give } from './given.ts'
import { Shown } from './shown.bare.tsx'

/** An article's HTML, made when the application is built. */
export default function Page() {
  give(JSON.parse(readFileSync('prerendered.json', 'utf8')))
  return <Shown />
}
