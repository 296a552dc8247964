import type { Element, ElementContent, Root } from 'hast'
import { z } from 'zod'

/*
 * Ghost shows parts of a post to some readers only: to visitors, to members who do not pay, to those who do. In what it
 * renders these stand between two comments (ghost/core, gated-blocks), in its notation a card says it of itself.
 */

/** Who saw a part, or is to read an article. */
export interface Audience {
  visitors: boolean
  free: boolean
  paying: boolean
}

const webSchema = z.object({ nonMember: z.boolean().catch(false), memberSegment: z.string().catch('') })
const visibilitySchema = z.object({
  web: webSchema.optional().catch(undefined),
  showOnWeb: z.boolean().optional().catch(undefined),
  emailOnly: z.boolean().optional().catch(undefined),
})

const begin = /^\s*kg-gated-block:begin\s(.*)$/s
const end = /^\s*kg-gated-block:end\s*$/

/** Puts a card's content between the comments that say who saw it. */
export function gated(content: ElementContent[], visibility: unknown): ElementContent[] {
  const { web, showOnWeb, emailOnly } = visibilitySchema.safeParse(visibility).data ?? {}
  const isHidden = showOnWeb === false || emailOnly === true
  if (web === undefined && !isHidden) return content
  const { nonMember, memberSegment } = isHidden || web === undefined ? { nonMember: false, memberSegment: '' } : web
  const says = ` kg-gated-block:begin nonMember:${nonMember} memberSegment:"${memberSegment}" `
  return [{ type: 'comment', value: says }, ...content, { type: 'comment', value: 'kg-gated-block:end' }]
}

/**
 * Takes the parts out of a tree that not everybody saw who may read the article: what was for paying members must not
 * become public with the rest of a public article.
 * @returns how many there were
 */
export function removeGated(parent: Root | Element, readers: Audience): number {
  let removed = 0
  let depth = 0
  for (let place = 0; place < parent.children.length;) {
    const child = parent.children[place]
    const says = child?.type === 'comment' ? begin.exec(child.value)?.[1] : undefined
    const wasHidden = depth > 0
    if (says !== undefined && (wasHidden || !isFor(says, readers))) {
      depth += 1
      if (!wasHidden) removed += 1
    } else if (wasHidden && child?.type === 'comment' && end.test(child.value)) depth -= 1
    if (wasHidden || depth > 0) {
      parent.children.splice(place, 1)
      continue
    }
    if (child?.type === 'element') removed += removeGated(child, readers)
    place += 1
  }
  return removed
}

function isFor(says: string, readers: Audience): boolean {
  const seenBy: Audience = {
    visitors: /\bnonMember:\s*["']?true/.test(says),
    free: /status:free\b/.test(says),
    paying: /status:-free\b/.test(says),
  }
  return (!readers.visitors || seenBy.visitors) && (!readers.free || seenBy.free) && (!readers.paying || seenBy.paying)
}
