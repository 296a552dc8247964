'use client'

import { useState } from 'react'
import type { Body } from '#lib/articles/body/document.ts'
import { BodyEditor, type BodyChange } from '../../desk/_editor/body-editor.tsx'

export function OpenedEditor({ body }: { body: Body }) {
  const [change, setChange] = useState<BodyChange>()
  const [remarks, setRemarks] = useState([{ id: 'a', quote: 'paid a soldier', block: 1 }])
  const [active, setActive] = useState<string | null>(null)
  return (
    <>
      <BodyEditor
        body={body}
        previewBlocks={2}
        pictures={{}}
        onChange={setChange}
        remarks={remarks}
        activeRemark={active}
        onRemark={(passage) => setRemarks([...remarks, { ...passage, id: `r${remarks.length}` }])}
        onRemarkClick={setActive}
      />
      <details className="mt-4">
        <summary>What it makes</summary>
        <pre data-made>{JSON.stringify(change, null, 2)}</pre>
      </details>
    </>
  )
}
