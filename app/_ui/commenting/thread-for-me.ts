/** What /api/comments/mine says of one comment, as JSON carries it. */
export interface CommentForMe {
  id: string
  likes: number
  liked: boolean
  muted: boolean
  /** `text`: as it was typed, while it may still be changed. */
  own: { state: string; text: string | null } | null
}

/** And of the thread. */
export interface ThreadForMe {
  refusal: { rule: string; message: string } | null
  following: boolean
  drafts: Record<string, string>
  comments: CommentForMe[]
}
