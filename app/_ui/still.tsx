import 'server-only'
import { createHash } from 'node:crypto'
import { cloneElement, Fragment, isValidElement, type ReactNode } from 'react'
import { StillShown } from './still-shown.tsx'
import { keepStill } from './still-kept.ts'

/**
 * Sends what it holds as HTML alone. Next sends a page twice, as HTML and as what React makes of it again in the browser;
 * of a text that never changes there the second half is waste. What it holds may be components of the server that use no
 * hook; one of the browser's own is refused. See docs/decisions/still-html.md.
 */
export async function Still({ children }: { children: ReactNode }) {
  const settled = await settle(children)
  const text = JSON.stringify(settled, (key, value: unknown) => (key.startsWith('_') ? undefined : value))
  const name = createHash('sha256').update(text).digest('base64url').slice(0, 16)
  keepStill(name, settled)
  return <StillShown key={name} name={name} />
}

/** Calls every component, so that plain elements are left. */
async function settle(node: ReactNode): Promise<ReactNode> {
  if (Array.isArray(node)) return Promise.all(node.map(settle))
  if (!isValidElement<{ children?: ReactNode }>(node)) return node
  const { type, props } = node
  if (typeof type === 'function') {
    // One of the browser's says itself that it cannot be called here.
    const made: ReactNode | Promise<ReactNode> = Reflect.apply(type, undefined, [props])
    return settle(await made)
  }
  if (typeof type !== 'string' && type !== Fragment) throw new Error('a still part holds more than elements')
  if (props.children === undefined) return node
  const children = await settle(props.children)
  return cloneElement(node, undefined, ...(Array.isArray(children) ? children : [children]))
}
