'use client'

import { useEffect } from 'react'
import type { FormState } from '#app/_ui/form-state.ts'
import type { EditorRemark } from '../../../_editor/remarks.ts'
import { useMargin } from './margin.tsx'
import { RemarkCard } from './remark-card.tsx'
import { RemarkForm } from './remark-form.tsx'
import type { RemarkView } from './remark-views.ts'
import { useFreshRemarks } from './use-fresh-remarks.ts'

/** Those that are open first; what is settled is folded away. `j` and `k` move from one to the next. */
export function RemarkList({
  articleId,
  remarks,
  start,
  starts,
}: {
  articleId: string
  remarks: RemarkView[]
  start: FormState
  starts: Record<string, FormState>
}) {
  const shown = useFreshRemarks(articleId, remarks)
  const { setRemarks } = useMargin()
  useEffect(() => setRemarks(passagesOf(shown)), [shown, setRemarks])
  const open = shown.filter(({ resolved }) => resolved === null)
  const settled = shown.filter(({ resolved }) => resolved !== null)
  const card = (remark: RemarkView) => (
    <RemarkCard key={remark.id} articleId={articleId} remark={remark} starts={starts} />
  )
  return (
    <>
      {shown.length === 0 && (
        <p className="desk-intro">
          Nobody has said anything yet. Mark a passage and say what you think of it, or say something about the whole
          article: its authors and the editors see it, readers never.
        </p>
      )}
      <ol className="remarks">{open.map(card)}</ol>
      <RemarkForm articleId={articleId} start={start} />
      {settled.length > 0 && (
        <details>
          <summary>{settled.length === 1 ? 'One settled remark' : `${settled.length} settled remarks`}</summary>
          <ol className="remarks">{settled.map(card)}</ol>
        </details>
      )}
    </>
  )
}

function passagesOf(remarks: RemarkView[]): EditorRemark[] {
  return remarks.flatMap(({ id, quote, block, resolved }) =>
    quote === '' || block === null || resolved !== null ? [] : [{ id, quote, block }],
  )
}
