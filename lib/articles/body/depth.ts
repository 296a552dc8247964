/** Levels of blocks within blocks: a note in a list in a cell of a table in a quotation has a fifth of them. */
const deepest = 50

export const tooDeep = `This text has more than ${deepest} levels of quotations, lists or tables within each other. Take some of them out, and it is saved.`

/**
 * Whether what is to become a body is nested no deeper than every reader of bodies can go. Asked of it before anything else:
 * all that reads a body goes down level by level, and a few thousand would end the stack.
 */
export function isWithinDepth(value: unknown): boolean {
  let level = [value]
  // Each level of blocks is two of JSON: the block, and the list of what it holds.
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > 2 * deepest + 8) return false
    level = level.flatMap((one) => (typeof one === 'object' && one !== null ? Object.values(one) : []))
  }
  return true
}
