'use client'

import { useState } from 'react'
import { attachments, attachmentTypes, kindsTaken, problemOf, sizeOf } from '#lib/cases/attachments.ts'
import type { FormState } from './form-state.ts'
import { FieldFault } from './fields.tsx'

interface Attached {
  name: string
  bytes: number
  hash: string
}

const accepted = Object.entries(attachmentTypes).flatMap(([type, { ending }]) => [type, `.${ending}`])

/** Files to go with a message. What a form that was refused has brought along already stays, unless it is unticked. */
export function AttachFiles({ typed, fields }: Pick<FormState, 'typed' | 'fields'>) {
  const [problem, setProblem] = useState<string | null>(null)
  const attached: Attached[] = JSON.parse(typed.attached ?? '[]')
  const fault = problem ?? fields.files
  return (
    <div>
      <label htmlFor="files" className="label text-[0.9375rem] font-semibold">
        Files
      </label>
      <p id="files-hint" className="label text-soft">
        Up to {attachments.most}, of 10 MB each and 20 MB together: {kindsTaken}. Only the managing editor sees them.
        May be left empty.
      </p>
      {attached.length > 0 && (
        <fieldset className="mt-1.5">
          <legend className="sr-only">Attached already</legend>
          {attached.map(({ name, bytes, hash }) => (
            <label key={hash} className="label flex min-h-11 cursor-pointer items-center gap-3">
              <input
                type="checkbox"
                name="keep"
                value={hash}
                defaultChecked
                className="size-5 accent-[var(--accent)]"
              />
              <span className="min-w-0 break-words">
                {name}, {sizeOf(bytes)}
              </span>
            </label>
          ))}
        </fieldset>
      )}
      <input type="hidden" name="held" value={typed.held ?? ''} />
      <input
        id="files"
        name="files"
        type="file"
        multiple
        accept={accepted.join(',')}
        className="field mt-1.5 file:mr-3 file:cursor-pointer"
        aria-invalid={fault ? true : undefined}
        aria-describedby={fault ? 'files-hint files-fault' : 'files-hint'}
        onChange={({ currentTarget }) => {
          const chosen = [...(currentTarget.files ?? [])].map(({ size }) => size)
          const found = problemOf([...attached.map(({ bytes }) => bytes), ...chosen])
          setProblem(found)
          // A form that is too long would not be read at all, whatever else is in it.
          if (found !== null) currentTarget.value = ''
        }}
      />
      <FieldFault id="files-fault" text={fault} />
    </div>
  )
}
