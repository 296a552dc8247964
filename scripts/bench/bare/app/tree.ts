import { createElement, type ReactNode } from 'react'

/** A page of the magazine as elements, nothing else of it: what `scripts/bench/parts/bare.ts` makes of its HTML. */
export type Tree = string | { type: string; props: Record<string, unknown>; children: Tree[] }

export function toElements(tree: Tree): ReactNode {
  if (typeof tree === 'string') return tree
  return createElement(tree.type, tree.props, ...tree.children.map(toElements))
}
