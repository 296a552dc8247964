import { Mark } from '@tiptap/core'
import { Code } from '@tiptap/extension-code'
import { hrefSchema } from '#lib/articles/body/document.ts'

/*
 * What the starter kit has not, or has otherwise than a body does (lib/articles/body/document.ts): a link is an address
 * and nothing else, and code may be emphasised or linked.
 */

export const Link = Mark.create({
  name: 'link',
  priority: 1000,
  inclusive: false,
  addAttributes: () => ({ href: {} }),
  parseHTML: () => [
    {
      tag: 'a[href]',
      getAttrs(anchor) {
        const href = anchor.getAttribute('href') ?? ''
        return hrefSchema.safeParse(href).success ? { href } : false
      },
    },
  ],
  renderHTML: ({ HTMLAttributes }) => ['a', HTMLAttributes, 0],
})

export const PlainCode = Code.extend({ excludes: '' })

export const Superscript = Mark.create({
  name: 'superscript',
  parseHTML: () => [{ tag: 'sup:not([data-footnote])' }],
  renderHTML: () => ['sup', 0],
  addKeyboardShortcuts() {
    return { 'Mod-.': () => this.editor.commands.toggleMark(this.name) }
  },
})

export const Subscript = Mark.create({
  name: 'subscript',
  parseHTML: () => [{ tag: 'sub' }],
  renderHTML: () => ['sub', 0],
  addKeyboardShortcuts() {
    return { 'Mod-,': () => this.editor.commands.toggleMark(this.name) }
  },
})
