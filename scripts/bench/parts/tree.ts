import { toJsxRuntime } from 'hast-util-to-jsx-runtime'
import { isValidElement, type ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { Fragment, jsx, jsxs } from 'react/jsx-runtime'
import rehypeParse from 'rehype-parse'
import { unified } from 'unified'
import { toElements, type Tree } from '../bare/app/tree.ts'

/** Bytes that Next and React put into a page of the bare application by themselves. */
const ownOfBare = 4_500

/**
 * What a page's HTML shows, as elements: all but what Next and React put there by themselves (scripts, style sheets,
 * preloads), for which an inert script makes up, so that the bare page is as long as the magazine's.
 */
export function treesOf(html: string): Tree[] {
  const shown = treesIn(toJsxRuntime(unified().use(rehypeParse).parse(html), { Fragment, jsx, jsxs }))
  const missing = Buffer.byteLength(html) - Buffer.byteLength(renderToStaticMarkup(shown.map(toElements))) - ownOfBare
  const filling = {
    type: 'text/plain',
    dangerouslySetInnerHTML: { __html: html.slice(0, missing).replaceAll('<', '(') },
  }
  return [...shown, { type: 'script', props: filling, children: [] }]
}

function treesIn(node: ReactNode): Tree[] {
  if (typeof node === 'string') return [node]
  if (Array.isArray(node)) return node.flatMap(treesIn)
  if (!isValidElement<{ children?: ReactNode; rel?: string; type?: string }>(node)) return []
  const { children, ...props } = node.props
  const { type } = node
  if (typeof type !== 'string' || ['html', 'head', 'body'].includes(type)) return treesIn(children)
  if (type === 'script' && props.type === 'application/ld+json')
    return [{ type, props: { ...props, dangerouslySetInnerHTML: { __html: textOf(children) } }, children: [] }]
  if (type === 'script' || (type === 'link' && /preload|stylesheet/.test(props.rel ?? ''))) return []
  return [{ type, props, children: treesIn(children) }]
}

function textOf(children: ReactNode): string {
  return treesIn(children)
    .map((tree) => (typeof tree === 'string' ? tree : ''))
    .join('')
}
