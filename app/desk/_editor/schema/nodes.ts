import { Node, wrappingInputRule } from '@tiptap/core'
import { embedFor } from '#lib/articles/body/embed.ts'

/** What only this magazine's bodies have; the shapes are those of lib/articles/body/document.ts. */

export const PullQuote = Node.create({
  name: 'pullQuote',
  group: 'block',
  content: 'paragraph+',
  defining: true,
  parseHTML: () => [{ tag: 'aside.pull-quote', priority: 60 }],
  renderHTML: () => ['aside', { class: 'pull-quote' }, 0],
  addKeyboardShortcuts() {
    return { 'Mod-Shift-u': () => this.editor.commands.toggleWrap(this.name) }
  },
  addInputRules() {
    return [wrappingInputRule({ find: /^\s*>>\s$/, type: this.type })]
  },
})

const words = (name: string) => ({
  default: '',
  parseHTML: (element: HTMLElement) => element.getAttribute(`data-${name}`) ?? '',
  renderHTML: (attributes: Record<string, unknown>) => ({ [`data-${name}`]: attributes[name] }),
})

export const Picture = Node.create({
  name: 'picture',
  group: 'block',
  atom: true,
  draggable: true,
  addAttributes: () => ({
    pictureId: {
      default: '',
      parseHTML: (element: HTMLElement) => element.getAttribute('data-picture-id'),
      renderHTML: (attributes: Record<string, unknown>) => ({ 'data-picture-id': attributes.pictureId }),
    },
    alt: words('alt'),
    caption: words('caption'),
    credit: words('credit'),
  }),
  parseHTML: () => [{ tag: 'figure[data-picture-id]' }],
  renderHTML: ({ HTMLAttributes }) => ['figure', HTMLAttributes],
})

export const Embed = Node.create({
  name: 'embed',
  group: 'block',
  atom: true,
  draggable: true,
  addAttributes: () => ({
    url: {
      default: '',
      parseHTML: (element: HTMLElement) => element.getAttribute('data-embed-url'),
      renderHTML: (attributes: Record<string, unknown>) => ({ 'data-embed-url': attributes.url }),
    },
    title: words('title'),
  }),
  parseHTML: () => [
    {
      tag: 'figure[data-embed-url]',
      getAttrs: (figure) => {
        const url = figure.getAttribute('data-embed-url') ?? ''
        return embedFor(url)?.url === url ? null : false
      },
    },
  ],
  renderHTML: ({ HTMLAttributes }) => ['figure', HTMLAttributes],
})

const noteId = {
  id: {
    default: '',
    parseHTML: (element: HTMLElement) => element.getAttribute('data-footnote'),
    renderHTML: (attributes: Record<string, unknown>) => ({ 'data-footnote': attributes.id }),
  },
}

export const FootnoteReference = Node.create({
  name: 'footnoteReference',
  group: 'inline',
  inline: true,
  atom: true,
  addAttributes: () => noteId,
  parseHTML: () => [{ tag: 'sup[data-footnote]' }],
  renderHTML: ({ HTMLAttributes }) => ['sup', { ...HTMLAttributes, role: 'img' }],
})

export const Footnotes = Node.create({
  name: 'footnotes',
  content: 'footnote+',
  isolating: true,
  selectable: false,
  parseHTML: () => [{ tag: 'ol[data-footnotes]', priority: 60 }],
  renderHTML: () => ['ol', { 'data-footnotes': '', 'aria-label': 'Footnotes' }, 0],
})

export const Footnote = Node.create({
  name: 'footnote',
  content: 'block+',
  defining: true,
  isolating: true,
  selectable: false,
  addAttributes: () => noteId,
  parseHTML: () => [{ tag: 'li[data-footnote]', priority: 60 }],
  renderHTML: ({ HTMLAttributes }) => ['li', HTMLAttributes, 0],
})
