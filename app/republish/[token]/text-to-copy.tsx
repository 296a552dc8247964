'use client'

import { useState, useSyncExternalStore } from 'react'

/** The text in both of its forms: to be copied, or taken as a file. */
export function TextToCopy({ html, plain, folder }: { html: string; plain: string; folder: string }) {
  return (
    <div className="mt-6 space-y-7">
      <OneForm id="as-html" label="As HTML" text={html} file={`${folder}/article.html`} />
      <OneForm id="as-text" label="As plain text" text={plain} file={`${folder}/article.txt`} />
    </div>
  )
}

function OneForm({ id, label, text, file }: { id: string; label: string; text: string; file: string }) {
  return (
    <div>
      <label htmlFor={id} className="label text-[0.9375rem] font-semibold">
        {label}
      </label>
      <textarea id={id} readOnly rows={9} value={text} className="field mt-1.5 font-mono text-[0.8125rem]" />
      <p className="mt-3 flex flex-wrap gap-3">
        <CopyButton text={text} what={label} />
        <a href={file} download className="button button-quiet">
          Download it <span className="sr-only">{label}</span>
        </a>
      </p>
    </div>
  )
}

/** Where no script runs there is nothing that could copy. */
function CopyButton({ text, what }: { text: string; what: string }) {
  const isAlive = useSyncExternalStore(
    () => () => undefined,
    () => true,
    () => false,
  )
  const [copied, setCopied] = useState(false)
  if (!isAlive) return null
  return (
    <button
      type="button"
      className="button"
      onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}
    >
      <span aria-live="polite">{copied ? 'Copied' : 'Copy it'}</span> <span className="sr-only">{what}</span>
    </button>
  )
}
