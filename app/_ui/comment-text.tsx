import { parseComment, type CommentBlock, type CommentInline } from '#lib/comments/markup.ts'

/** A comment's text with its light markup, as elements: no part of it was ever HTML. */
export function CommentText({ text }: { text: string }) {
  return (
    <div className="comment-text">
      <Blocks blocks={parseComment(text)} />
    </div>
  )
}

function Blocks({ blocks }: { blocks: CommentBlock[] }) {
  return blocks.map((block, index) =>
    block.type === 'paragraph' ? (
      <p key={index} dir="auto">
        <Inlines content={block.content} />
      </p>
    ) : (
      <blockquote key={index}>
        <Blocks blocks={block.content} />
      </blockquote>
    ),
  )
}

function Inlines({ content }: { content: CommentInline[] }) {
  return content.map((one, index) => <Inline key={index} one={one} />)
}

function Inline({ one }: { one: CommentInline }) {
  if (one.type === 'text') return one.text
  const content = <Inlines content={one.content} />
  if (one.type !== 'link') return one.type === 'emphasis' ? <em>{content}</em> : <strong>{content}</strong>
  return (
    <>
      <a href={one.href} rel="ugc nofollow noopener" dir="auto">
        {content}
      </a>
      {one.host !== null && (
        <>
          {' '}
          <bdi className="comment-host">({one.host})</bdi>
        </>
      )}
    </>
  )
}
