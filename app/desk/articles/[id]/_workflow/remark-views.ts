import type { Remark, Said } from '#lib/articles/remarks/queries.ts'

/** Something said, as the browser is given it: an instant is its ISO text. */
export interface SaidView extends Omit<Said, 'at'> {
  at: string
  /** The same as people read it. */
  when: string
}

export interface RemarkView extends SaidView {
  quote: string
  block: number | null
  /** Whether it was about a passage whose words are gone. */
  isAstray: boolean
  answers: SaidView[]
  resolved: { by: string; at: string } | null
}

export function remarkViews(
  remarks: Remark[],
  { timeZone, locale }: { timeZone: string; locale: string },
): RemarkView[] {
  const format = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone })
  const said = ({ at, id, text, by, isEdited, mayChange }: Said): SaidView => ({
    id,
    text,
    by,
    isEdited,
    mayChange,
    at: at.toISOString(),
    when: format.format(at),
  })
  return remarks.map((remark) => ({
    ...said(remark),
    quote: remark.quote,
    block: remark.block,
    isAstray: remark.quote !== '' && remark.block === null,
    answers: remark.answers.map(said),
    resolved: remark.resolved && { by: remark.resolved.by, at: format.format(remark.resolved.at) },
  }))
}
