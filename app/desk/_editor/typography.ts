import { Extension, textInputRule } from '@tiptap/core'

/*
 * Quotation marks, dashes and dots as a magazine prints them, as they are typed; Backspace right after gives back what
 * was typed. Tiptap keeps such rules out of code.
 */
const rules: [find: RegExp, replace: string][] = [
  [/(?:^|[\s([{\u2014\u2013\u2018\u201c/\u00a0])(")$/, '\u201c'],
  [/(")$/, '\u201d'],
  [/(?:^|[\s([{\u2014\u2013\u201c/\u00a0])(')$/, '\u2018'],
  [/(')$/, '\u2019'],
  // At the beginning of a line they may become a rule.
  [/[^-](--)$/, '\u2013'],
  [/(\u2013-)$/, '\u2014'],
  [/(\.\.\.)$/, '\u2026'],
]

export const Typography = Extension.create({
  name: 'typography',
  addInputRules: () => rules.map(([find, replace]) => textInputRule({ find, replace })),
})
