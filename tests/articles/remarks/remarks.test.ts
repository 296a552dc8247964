import { expect, test } from 'vitest'
import { fromHtml } from '#lib/articles/body/from-hast.ts'
import { addRemark, answerRemark, changeSaid, settleRemark } from '#lib/articles/remarks/commands.ts'
import { tellOfRemarks } from '#lib/articles/remarks/jobs.ts'
import { findPassage } from '#lib/articles/remarks/passage.ts'
import { remarksOf } from '#lib/articles/remarks/queries.ts'
import { checklistOf } from '#lib/articles/workflow/checklist-of.ts'
import { workingCopyOf } from '#lib/articles/working-copy.ts'
import { after, minute } from '#lib/clock.ts'
import type { Person } from '#lib/people/model.ts'
import { runJobs, testContext } from '#tests/support/context.ts'
import { makePerson } from '#tests/support/factories.ts'
import { paragraphs } from '../draft-article.ts'
import { aDraft, aNewsroom, newsroomMails } from '../workflow/newsroom.ts'

const ctx = await testContext()
const { author, editor, second, moderator } = await aNewsroom(ctx)
const as = ({ id, roles }: Person) => ({ personId: id, roles })

async function seen(articleId: string, by: Person = editor) {
  const copy = await workingCopyOf(ctx, articleId)
  if (copy === null) throw new Error('the article is not there')
  return remarksOf(ctx, articleId, copy.written.body, as(by))
}

test('a passage is found again by its words, wherever they went, and is said to be gone when they are', () => {
  const body = paragraphs('First.', 'The town had no vote.', 'Last, the town  had   no vote again.')
  expect(findPassage(body, { quote: 'town had no vote', block: 1 })).toBe(1)
  expect(findPassage(body, { quote: 'town had no vote', block: 5 })).toBe(2)
  expect(findPassage(body, { quote: 'town had a vote', block: 1 })).toBeNull()
  expect(findPassage(body, { quote: '', block: 1 })).toBeNull()
})

test('a passage across paragraphs, a line break, a footnote’s mark or inside a footnote is in the text', () => {
  const body = fromHtml(
    '<p>First.</p><p>The town had<br>no vote<sup><a href="#fn-1" data-footnote-ref>1</a></sup> at all.</p><p>Nor had the moor.</p>' +
      '<section data-footnotes><ol><li id="fn-1">So the mayor said.</li></ol></section>',
  ).body
  expect(body.content.at(-1)?.type).toBe('footnotes')
  const at = (quote: string) => findPassage(body, { quote, block: 1 })
  expect(at('vote\ufffc at all.\nNor had')).toBe(1)
  expect(at('\ufffc\n\nNor had')).toBe(2)
  expect(at('had\ufffcno vote\ufffc at')).toBe(1)
  expect(at('the mayor said')).toBe(3)
  expect(at('\ufffc')).toBeNull()
})

test('author and editor speak about a passage: said, answered, settled, opened again by an answer', async () => {
  const id = await aDraft(ctx, author)
  const remark = await addRemark(ctx, id, { text: 'Who says so?', quote: 'second paragraph', block: 1 }, as(editor))
  await addRemark(ctx, id, { text: 'A fine piece.' }, as(editor))
  await answerRemark(ctx, remark, { text: 'The mayor did.' }, as(author))
  await settleRemark(ctx, remark, true, as(editor))
  expect(await seen(id)).toMatchObject([
    {
      text: 'Who says so?',
      by: 'Edwina Strand',
      quote: 'second paragraph',
      block: 1,
      answers: [{ text: 'The mayor did.', by: 'Tamsin Okoro-Pell' }],
      resolved: { by: 'Edwina Strand' },
    },
    { text: 'A fine piece.', quote: '', block: null, resolved: null },
  ])
  await answerRemark(ctx, remark, { text: 'Or did she?' }, as(author))
  expect((await seen(id))[0]?.resolved).toBeNull()
  const open = (await checklistOf(ctx, id, null))?.find(({ name }) => name === 'Remarks')
  expect(open).toMatchObject({ state: 'warn', why: '2 remarks are open.' })
})

test('only the article’s authors, while they are staff, and editors say or settle anything', async () => {
  const id = await aDraft(ctx, author)
  const remark = await addRemark(ctx, id, { text: 'Mine.' }, as(author))
  const otherAuthor = await makePerson(ctx, { roles: ['author'] })
  for (const person of [moderator, otherAuthor, { ...author, roles: [] }]) {
    await expect(addRemark(ctx, id, { text: 'No.' }, as(person))).rejects.toMatchObject({ kind: 'forbidden' })
    await expect(answerRemark(ctx, remark, { text: 'No.' }, as(person))).rejects.toMatchObject({ kind: 'forbidden' })
    await expect(settleRemark(ctx, remark, true, as(person))).rejects.toMatchObject({ kind: 'forbidden' })
    await expect(changeSaid(ctx, remark, { text: 'No.' }, as(person))).rejects.toMatchObject({ kind: 'forbidden' })
  }
})

test('what one said is put otherwise by oneself, for half an hour', async () => {
  const id = await aDraft(ctx, author)
  const remark = await addRemark(ctx, id, { text: 'Frist.' }, as(editor))
  await expect(changeSaid(ctx, remark, { text: 'No.' }, as(second))).rejects.toMatchObject({ kind: 'forbidden' })
  await changeSaid(ctx, remark, { text: 'First.' }, as(editor))
  expect(await seen(id)).toMatchObject([{ text: 'First.', isEdited: true, mayChange: true }])
  const later = { ...ctx, now: after(ctx.now, 31 * minute) }
  await expect(changeSaid(later, remark, { text: 'Late.' }, as(editor))).rejects.toMatchObject({
    fields: { text: 'That is too long ago: write an answer instead.' },
  })
  expect((await seen(id, second))[0]?.mayChange).toBe(false)
})

test('the other side is written to once in half an hour, about all that was said, and nobody about their own words', async () => {
  const id = await aDraft(ctx, author, { headline: 'Told of remarks' })
  const mails = async () => (await newsroomMails(ctx)).filter(({ headline }) => headline === 'Told of remarks')
  const remark = await addRemark(ctx, id, { text: 'One.' }, as(editor))
  await addRemark(ctx, id, { text: 'Two.', quote: 'paragraph', block: 0 }, as(editor))
  await answerRemark(ctx, remark, { text: 'Three.' }, as(author))
  await runJobs(ctx, [tellOfRemarks])
  expect(await mails()).toEqual([])
  await runJobs({ ...ctx, now: after(ctx.now, 30 * minute) }, [tellOfRemarks])
  expect((await mails()).toSorted((one, other) => one.notes.length - other.notes.length)).toMatchObject([
    { recipient: editor.email, notes: [{ text: 'Three.', by: 'Tamsin Okoro-Pell' }] },
    { recipient: author.email, notes: [{ text: 'One.' }, { text: 'Two.', about: 'paragraph' }] },
  ])
  await runJobs({ ...ctx, now: after(ctx.now, 90 * minute) }, [tellOfRemarks])
  expect(await mails()).toHaveLength(2)
})
