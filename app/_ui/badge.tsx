import type { CommentBadge } from '#lib/comments/model.ts'

const badgeNames: Record<Exclude<CommentBadge, 'supporter'>, string> = {
  patron: 'Patron',
  staff: 'Staff',
  author: 'Author',
}

/** What a commenter is, where it says more than that they may comment. */
export function Badge({ badge }: { badge: CommentBadge | null }) {
  if (badge === null || badge === 'supporter') return null
  return <span className="comment-badge">{badgeNames[badge]}</span>
}
