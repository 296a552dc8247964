import type { Tree } from './tree.ts'

/** Between the bundle of the server's components and the one that writes HTML, which share nothing but the process. */
const shared: { trees?: Tree[] } & typeof globalThis = globalThis

export function give(trees: Tree[]): void {
  shared.trees = trees
}

export function given(): Tree[] {
  return shared.trees ?? []
}
