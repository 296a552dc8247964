import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { comments } from '#db/schema/comments.ts'
import { notices } from '#db/schema/notices.ts'
import { Action, Letter, Paragraph, Quotation, TextLink } from '#lib/mail/emails/letter.tsx'
import { defineMail } from '#lib/mail/template.ts'
import { isMailedAlways, noticeKinds, noticeSentence } from '../model.ts'
import { noticeMailOf } from '../notify.ts'

const common = {
  magazine: z.string(),
  /** Where one chooses how to be told. */
  settings: z.url(),
  /** Ends these mails at one click. */
  unsubscribe: z.url(),
}

const noticeSchema = z.object({
  ...common,
  noticeId: z.uuid(),
  noticeKind: z.enum(noticeKinds),
  /** Who wrote the comment it is about. */
  writer: z.string(),
  headline: z.string(),
  /** What the comment says; empty where it must not be told. */
  comment: z.string(),
  /** What a moderator tells. */
  text: z.string(),
  url: z.url(),
})

function excerpt(text: string): string {
  return shortened(text, 600)
}

function shortened(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 2).trimEnd()} …` : text
}

const noticeSample: z.output<typeof noticeSchema> = {
  magazine: 'Saltmarsh',
  noticeId: '019a0000-0000-7000-8000-000000000000',
  noticeKind: 'reply',
  writer: 'Percival Anand-Holt',
  headline: 'The town that voted for none of it',
  comment: 'I was at that count.\n\nThe chairs were put away before the last box was opened.',
  text: '',
  url: 'https://magazine.example/articles/the-town/comments/019a0000-0000-7000-8000-000000000000',
  settings: 'https://magazine.example/account/comments/settings',
  unsubscribe: 'https://magazine.example/api/comments/unsubscribe?t=abc',
}

/** One thing that happened in a conversation. */
export const commentNoticeMail = defineMail({
  kind: 'comment-notice',
  schema: noticeSchema,
  sample: noticeSample,
  unsubscribe: (data) => (isMailedAlways(data.noticeKind) ? null : data.unsubscribe),
  /** Not of a comment that was removed meanwhile, nor to whoever has asked for no such mails since. */
  async stillDue(ctx, data) {
    if (isMailedAlways(data.noticeKind)) return true
    const [notice] = await ctx.db
      .select({ personId: notices.personId, state: comments.state })
      .from(notices)
      .leftJoin(comments, eq(comments.id, notices.commentId))
      .where(eq(notices.id, data.noticeId))
    if (!notice || (await noticeMailOf(ctx, notice.personId)) === 'none') return false
    return data.noticeKind === 'report' || notice.state === 'published'
  },
  subject: ({ noticeKind, writer, headline }) => shortened(noticeSentence({ kind: noticeKind, writer, headline }), 78),
  letter: ({ magazine, noticeKind, writer, headline, comment, text, url, settings, unsubscribe }) => (
    <Letter
      magazine={magazine}
      preview={text || excerpt(comment) || `Read it at ${magazine}.`}
      title={noticeSentence({ kind: noticeKind, writer, headline })}
      footer={
        isMailedAlways(noticeKind) ? (
          `You receive this mail because it concerns your right to comment at ${magazine}.`
        ) : (
          <>
            You receive this mail because you take part in conversations at {magazine}.{' '}
            <TextLink href={settings}>Choose how you are told</TextLink>, or{' '}
            <TextLink href={unsubscribe}>stop these mails</TextLink>.
          </>
        )
      }
    >
      {text !== '' && text.split('\n\n').map((paragraph) => <Paragraph key={paragraph}>{paragraph}</Paragraph>)}
      {comment !== '' && <Quotation text={excerpt(comment)} />}
      <Action href={url}>{noticeKind === 'reply' ? 'Read it and answer' : 'Look at it'}</Action>
    </Letter>
  ),
})

const digestSchema = z.object({
  ...common,
  items: z
    .array(
      z.object({
        noticeKind: z.enum(noticeKinds),
        writer: z.string(),
        headline: z.string(),
        text: z.string(),
        url: z.url(),
      }),
    )
    .min(1),
  /** How many more there are than are named. */
  more: z.int().min(0),
  /** Where all of them stand. */
  all: z.url(),
})

const digestSample: z.output<typeof digestSchema> = {
  magazine: 'Saltmarsh',
  items: [
    {
      noticeKind: 'reply',
      writer: 'Percival Anand-Holt',
      headline: 'The town that voted for none of it',
      text: 'I was at that count.',
      url: 'https://magazine.example/articles/the-town/comments/019a0000-0000-7000-8000-000000000000',
    },
    {
      noticeKind: 'followed',
      writer: 'Sunniva Okafor',
      headline: 'Is that the same biscuit?',
      text: '',
      url: 'https://magazine.example/articles/biscuit/comments/019a0000-0000-7000-8000-000000000001',
    },
  ],
  more: 3,
  all: 'https://magazine.example/account/comments/notices',
  settings: 'https://magazine.example/account/comments/settings',
  unsubscribe: 'https://magazine.example/api/comments/unsubscribe?t=abc',
}

/** What happened in a day. */
export const commentDigestMail = defineMail({
  kind: 'comment-digest',
  schema: digestSchema,
  sample: digestSample,
  unsubscribe: (data) => data.unsubscribe,
  subject: ({ magazine, items, more }) =>
    items.length + more === 1
      ? `${magazine}: one thing new in your conversations`
      : `${magazine}: ${items.length + more} things new in your conversations`,
  letter: ({ magazine, items, more, all, settings, unsubscribe }) => (
    <Letter
      magazine={magazine}
      preview={items.map((item) => noticeSentence({ ...item, kind: item.noticeKind })).join('. ')}
      title="New in your conversations"
      footer={
        <>
          You receive this mail once a day, when there is something to tell.{' '}
          <TextLink href={settings}>Choose how you are told</TextLink>, or{' '}
          <TextLink href={unsubscribe}>stop these mails</TextLink>.
        </>
      }
    >
      {items.map((item) => (
        <div key={item.url}>
          <Paragraph>
            <TextLink href={item.url}>{noticeSentence({ ...item, kind: item.noticeKind })}</TextLink>
          </Paragraph>
          {item.text !== '' && <Quotation text={excerpt(item.text)} />}
        </div>
      ))}
      {more > 0 && (
        <Paragraph>
          <TextLink href={all}>And {more} more</TextLink>
        </Paragraph>
      )}
    </Letter>
  ),
})
