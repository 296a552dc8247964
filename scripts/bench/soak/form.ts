import type { Element, Nodes } from 'hast'
import rehypeParse from 'rehype-parse'
import { unified } from 'unified'

/** What a form on a page would send, as a browser without scripts sends it. */
export interface Form {
  /** As it stands there: empty for the page's own address. */
  action: string
  method: 'get' | 'post'
  isMultipart: boolean
  fields: [name: string, value: string][]
}

/**
 * Finds the first form with a button, and what it holds (HTML standard, “constructing the entry list”).
 * @param button what the button says, or how that begins
 * @param typed what is typed or chosen, by the fields' names
 * @throws Error when no form has such a button
 */
export function formIn(html: string, button: string, typed: Readonly<Record<string, string>> = {}): Form {
  const forms = elementsIn(unified().use(rehypeParse).parse(html)).filter(({ tagName }) => tagName === 'form')
  const buttons = forms.flatMap((form) =>
    elementsIn(form).flatMap((one) =>
      one.tagName === 'button' ? [{ form, pressed: one, says: textOf(one).trim() }] : [],
    ),
  )
  const found = buttons.find(({ says }) => says === button) ?? buttons.find(({ says }) => says.startsWith(button))
  if (!found) throw new Error(`there is no button “${button}” on the page “${titleIn(html)}”`)
  const { form, pressed } = found
  const fields = elementsIn(form).filter(({ tagName }) => tagName !== 'button')
  const held = [...fields, pressed].flatMap(entriesOf)
  return {
    action: attribute(form, 'action') ?? '',
    method: attribute(form, 'method')?.toLowerCase() === 'post' ? 'post' : 'get',
    isMultipart: attribute(form, 'encType') === 'multipart/form-data',
    fields: [...held.filter(([name]) => !Object.hasOwn(typed, name)), ...Object.entries(typed)],
  }
}

export function titleIn(html: string): string {
  return /<h1[^>]*>(.*?)<\/h1>/s.exec(html)?.[1]?.replace(/<[^>]*>/g, '') ?? ''
}

function entriesOf(field: Element): [string, string][] {
  const name = attribute(field, 'name') ?? ''
  if (name === '' || isSet(field, 'disabled')) return []
  switch (field.tagName) {
    case 'textarea':
      return [[name, textOf(field)]]
    case 'select': {
      const options = elementsIn(field).filter(({ tagName }) => tagName === 'option')
      const chosen = options.find((option) => isSet(option, 'selected')) ?? options[0]
      return chosen ? [[name, attribute(chosen, 'value') ?? textOf(chosen)]] : []
    }
    case 'button':
      return [[name, attribute(field, 'value') ?? '']]
    case 'input':
      return entriesOfInput(field, name)
    default:
      return []
  }
}

function entriesOfInput(field: Element, name: string): [string, string][] {
  const type = attribute(field, 'type') ?? 'text'
  const value = attribute(field, 'value')
  if (['submit', 'button', 'image', 'reset', 'file'].includes(type)) return []
  if (['radio', 'checkbox'].includes(type)) return isSet(field, 'checked') ? [[name, value ?? 'on']] : []
  return [[name, value ?? '']]
}

function elementsIn(node: Nodes): Element[] {
  if (!('children' in node)) return []
  return node.children.flatMap((child) => (child.type === 'element' ? [child, ...elementsIn(child)] : []))
}

function textOf(node: Nodes): string {
  if (node.type === 'text') return node.value
  return 'children' in node ? node.children.map(textOf).join('') : ''
}

function attribute({ properties }: Element, name: string): string | undefined {
  const value = properties[name]
  return value === undefined || value === null || value === false ? undefined : String(value)
}

function isSet(element: Element, name: string): boolean {
  return attribute(element, name) !== undefined
}
