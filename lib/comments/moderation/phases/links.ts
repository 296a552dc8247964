import { parseComment, type CommentBlock, type CommentInline } from '../../markup.ts'
import { hold, type Phase } from '../phase.ts'

/** More links than are allowed without a look. */
export const links: Phase = {
  name: 'links',
  async examine(_ctx, { text }, { mostLinks }) {
    const count = parseComment(text).reduce((sum, block) => sum + linksIn(block), 0)
    if (count <= mostLinks) return []
    return [
      hold(
        `It has ${count === 1 ? 'a link' : `${count} links`}; ${mostLinks === 0 ? 'none are' : `${mostLinks} ${mostLinks === 1 ? 'is' : 'are'}`} allowed.`,
      ),
    ]
  },
}

function linksIn(part: CommentBlock | CommentInline): number {
  if (part.type === 'text') return 0
  if (part.type === 'link') return 1
  return part.content.reduce((sum, inner) => sum + linksIn(inner), 0)
}
