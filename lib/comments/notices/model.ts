export const noticeKinds = ['reply', 'pick', 'followed', 'moderation', 'report', 'appeal'] as const
export type NoticeKind = (typeof noticeKinds)[number]

export const noticeMailModes = ['immediate', 'digest', 'none'] as const
export type NoticeMail = (typeof noticeMailModes)[number]

/** How somebody is told by mail who has not said how. */
export const defaultNoticeMail: NoticeMail = 'immediate'

/** What concerns a person's right to comment is mailed at once, whatever they chose: they must be able to answer it. */
export function isMailedAlways(kind: NoticeKind): boolean {
  return kind === 'moderation' || kind === 'appeal'
}

/** What a notice is about, as far as its sentence goes. */
export interface NoticeFacts {
  kind: NoticeKind
  /** Who wrote the comment it is about. */
  writer: string
  headline: string
}

/** The notice in one sentence. */
export function noticeSentence({ kind, writer, headline }: NoticeFacts): string {
  const under = headline === '' ? '' : ` under “${headline}”`
  switch (kind) {
    case 'reply':
      return `${writer} answered your comment${under}`
    case 'followed':
      return `${writer} commented${under}`
    case 'pick':
      return `The editors picked out your comment${under}`
    case 'moderation':
      return `About your comment${under}`
    case 'report':
      return `About the comment you reported${under}`
    case 'appeal':
      return `About your appeal${headline === '' ? '' : `: your comment${under}`}`
  }
}
