import type { Element, Root } from 'hast'
import type { Tally } from '../sanitise.ts'
import { hasClass, mapElements, stylesOf } from './tree.ts'

/**
 * Leaves out what is none of the text: comments of colleagues, what was struck out while changes were tracked, what is
 * hidden, and marks that programs leave for themselves.
 */
export function withoutAsides(tree: Root, tally: Tally): Root {
  return mapElements(tree, (element) => {
    if (isCommentMark(element)) return []
    if (isComment(element)) {
      tally.add('comment')
      return []
    }
    if (isTrackedDeletion(element)) {
      tally.add('tracked deletion')
      return []
    }
    const styles = stylesOf(element)
    const isHidden = styles.get('display') === 'none' || styles.get('mso-hide') === 'all'
    const isOwnMark = hasClass(element, /^EOP$/) || styles.get('mso-element') === 'comment-list'
    return isHidden || isOwnMark ? [] : [element]
  })
}

function hrefOf({ properties: { href } }: Element): string {
  return typeof href === 'string' ? href : ''
}

/** Where in the text a comment is about: Word's [A1], Google's [a]. */
function isCommentMark(element: Element): boolean {
  if (stylesOf(element).get('mso-special-character') === 'comment') return true
  return element.tagName === 'a' && (/#(?:_msocom_|cmnt)\d+$/.test(hrefOf(element)) || hasClass(element, /^msocom/))
}

function isComment(element: Element): boolean {
  if (stylesOf(element).get('mso-element') === 'comment') return true
  return ['p', 'div'].includes(element.tagName) && element.children.some(holdsWayBack)
}

/** Google writes each comment under the text, beginning with a link back to what it is about. */
function holdsWayBack(child: Element['children'][number]): boolean {
  return child.type === 'element' && child.tagName === 'a' && /#cmnt_ref\d+$/.test(hrefOf(child))
}

/** A plain `del` is somebody's joke; with its author or date it is Word's. */
function isTrackedDeletion({ tagName, properties }: Element): boolean {
  return tagName === 'del' && (properties.cite !== undefined || properties.dateTime !== undefined)
}
