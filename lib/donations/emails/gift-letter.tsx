import type { ReactNode } from 'react'
import { Letter } from '#lib/mail/emails/letter.tsx'
import type { GiftData } from '../internal/gift-data.ts'

/** A letter about somebody's regular gift. */
export function GiftLetter({
  data,
  preview,
  title,
  children,
}: {
  data: GiftData
  preview: string
  title: string
  children: ReactNode
}) {
  return (
    <Letter
      magazine={data.magazine}
      preview={preview}
      title={title}
      footer={`You receive this mail because you give, or gave, regularly to ${data.magazine}. Questions? Answer this mail, and a person will read it.`}
    >
      {children}
    </Letter>
  )
}

/** The page where a card is changed and a failed payment made good; a visitor comes back to it after signing in. */
export function remedyPage({ site }: Pick<GiftData, 'site'>): string {
  return `${site}/account/membership?remedy=card`
}
