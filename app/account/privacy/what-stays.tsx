import { stays } from '#lib/privacy/inventory.ts'

/** What accounts law and others’ rights keep when an account is deleted: the same before it and afterwards. */
export function WhatStays() {
  return (
    <ul className="mt-1.5 list-disc space-y-1.5 pl-5">
      {Object.values(stays).map(({ what, why }) => (
        <li key={what}>
          {what} <span className="text-soft">{why}</span>
        </li>
      ))}
      <li>A bank debit on its way, which cannot be called back: it is booked without your name when it arrives.</li>
    </ul>
  )
}
