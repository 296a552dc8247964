import type { Who } from './who.ts'

/** What somebody asks of a thing that is not theirs: nothing of it may change, whatever the form says. */
export interface Reach {
  action: string
  by: readonly Who[]
  /** With names in braces, as in the other tables. */
  fields: Readonly<Record<string, string>>
  /** The tables in which it would show. */
  tables: readonly string[]
}

const readers = ['reader', 'supporter', 'patron', 'lapsed', 'administrator'] as const satisfies Who[]
/** On the staff, and not behind the article in question. */
const colleagues = ['author', 'moderator', 'fulfilment', 'administrator'] as const satisfies Who[]

const comment = { article: '{article}', comment: '{comment}' }
const draft = { article: '{someones-draft}' }

/** One row for each action that is told by its form which thing is meant, where whose it is decides. */
export const reaches: readonly Reach[] = [
  ...(['give_up', 'wait', 'leave'] as const).flatMap((deed) => [
    {
      action: 'account/books/actions.ts#actOnBook',
      by: readers,
      fields: { id: '{claim}', deed },
      tables: ['claims', 'waiting_list'],
    },
    {
      action: 'account/books/actions.ts#actOnBook',
      by: readers,
      fields: { id: '{someones-place}', deed },
      tables: ['claims', 'waiting_list'],
    },
  ]),
  {
    action: 'account/books/actions.ts#dedicate',
    by: readers,
    fields: { id: '{claim}', dedication: 'For somebody else' },
    tables: ['claims'],
  },
  {
    action: 'account/books/actions.ts#takeBook',
    by: readers,
    fields: { id: '{someones-place}', country: 'GB', dedication: '' },
    tables: ['claims', 'waiting_list'],
  },
  {
    action: 'account/books/parcel-actions.ts#sayAddress',
    by: readers,
    fields: { id: '{claim}', name: 'Other', line1: '1 Elsewhere', city: 'Hask', postcode: 'HA1 1AA' },
    tables: ['claims', 'claim_addresses'],
  },
  {
    action: 'account/books/parcel-actions.ts#sayParcel',
    by: readers,
    fields: { id: '{claim}', word: 'arrived' },
    tables: ['claims', 'claim_history'],
  },
  {
    action: 'account/_gifts/actions.ts#withdraw',
    by: readers,
    fields: { link: '{someones-gift-link}' },
    tables: ['gift_links'],
  },
  {
    action: 'account/comments/actions.ts#removeComment',
    by: readers,
    fields: { comment: '{comment}' },
    tables: ['comments'],
  },
  {
    action: 'account/comments/actions.ts#changeComment',
    by: readers,
    fields: { comment: '{comment}', text: 'Put into their mouth.' },
    tables: ['comments', 'comment_revisions'],
  },
  {
    action: 'account/comments/actions.ts#dropDraft',
    by: readers,
    fields: { draft: '{someones-comment-draft}' },
    tables: ['comment_drafts'],
  },
  {
    action: 'account/comments/appeal/[id]/actions.ts#appeal',
    by: readers,
    fields: { id: '{someones-sanction}', text: 'Let them go.' },
    tables: ['appeals'],
  },
  {
    action: 'articles/[slug]/comment/actions.ts#change',
    by: readers,
    fields: { ...comment, text: 'Put into their mouth.' },
    tables: ['comments', 'comment_revisions'],
  },
  {
    action: 'articles/[slug]/comment/actions.ts#remove',
    by: readers,
    fields: comment,
    tables: ['comments'],
  },
  {
    action: 'desk/articles/[id]/actions.ts#saveNotes',
    by: colleagues,
    fields: { ...draft, notes: 'Not mine.' },
    tables: ['articles'],
  },
  {
    action: 'desk/articles/[id]/actions.ts#throwArticleAway',
    by: colleagues,
    fields: draft,
    tables: ['articles'],
  },
  {
    action: 'desk/articles/[id]/actions.ts#takeArticleBack',
    by: colleagues,
    fields: draft,
    tables: ['articles'],
  },
  {
    action: 'desk/articles/[id]/actions.ts#restoreVersion',
    by: colleagues,
    fields: { ...draft, revision: '1' },
    tables: ['articles', 'working_copies'],
  },
  {
    action: 'desk/articles/[id]/_workflow/actions.ts#makeMove',
    by: colleagues,
    fields: { ...draft, move: 'send_back', seen: 'in_edit', note: 'No.' },
    tables: ['articles', 'article_moves'],
  },
  {
    action: 'desk/articles/[id]/_workflow/actions.ts#makeMove',
    by: colleagues,
    fields: { ...draft, move: 'publish', seen: 'in_edit', confirmed: 'on' },
    tables: ['articles', 'article_moves'],
  },
  {
    action: 'desk/articles/[id]/_workflow/preview-actions.ts#makeLink',
    by: colleagues,
    fields: { ...draft, label: 'For me', days: '7' },
    tables: ['preview_links'],
  },
  {
    action: 'desk/articles/[id]/_workflow/preview-actions.ts#revokeLink',
    by: colleagues,
    fields: { ...draft, link: '{someones-preview-link}' },
    tables: ['preview_links'],
  },
  {
    action: 'desk/articles/[id]/_workflow/remark-actions.ts#sayRemark',
    by: colleagues,
    fields: { ...draft, quote: '', block: '', text: 'Who says so?' },
    tables: ['remarks'],
  },
  {
    action: 'desk/articles/[id]/_workflow/remark-actions.ts#sayAnswer',
    by: colleagues,
    fields: { ...draft, remark: '{someones-remark}', text: 'I do.' },
    tables: ['remark_answers'],
  },
  {
    action: 'desk/articles/[id]/_workflow/remark-actions.ts#sayAnswer',
    by: [...colleagues, 'editor', 'managing editor'],
    fields: { ...draft, remark: '{someones-remark}', text: 'I take it back.', change: 'yes' },
    tables: ['remarks', 'remark_answers'],
  },
  {
    action: 'desk/articles/[id]/_workflow/remark-actions.ts#settle',
    by: colleagues,
    fields: { ...draft, remark: '{someones-remark}', settled: 'yes' },
    tables: ['remarks'],
  },
  {
    action: 'desk/pictures/actions.ts#savePicture',
    by: ['author', 'administrator'],
    fields: { id: '{picture}', alt: 'Not mine', credit: 'Me', licence: 'own' },
    tables: ['pictures'],
  },
  {
    action: 'desk/pictures/actions.ts#removePictureForGood',
    by: ['author', 'administrator'],
    fields: { id: '{unused-picture}' },
    tables: ['pictures'],
  },
]
