'use client'

import type { Written } from '#lib/articles/written.ts'
import { DeskPanel } from '../panel.tsx'
import { AddressField } from './address-field.tsx'
import { CreditsField } from './credits-field.tsx'
import { Headlines } from './headlines.tsx'
import { LeadPicture } from './lead-picture.tsx'
import { RelatedField } from './related-field.tsx'
import type { WritingFacts } from './writing-desk.tsx'

interface Props {
  facts: WritingFacts
  written: Written
  follows: boolean
  onAddress: (slug: string, isTyped: boolean) => void
  onChange: (patch: Partial<Written>) => void
}

/** All that is written of an article beside its text. Saved with it, as it is written. */
export function FieldsPanel({ facts, written, follows, onAddress, onChange }: Props) {
  const picture = written.pictureId === null ? undefined : facts.pictures[written.pictureId]
  return (
    <>
      <DeskPanel title="Authors and topics">
        <CreditsField
          kind="authors"
          chosen={written.authors}
          onChange={(authors) => onChange({ authors })}
          mayMake={facts.mayMakeCredits}
        />
        <CreditsField
          kind="topics"
          chosen={written.topics}
          onChange={(topics) => onChange({ topics })}
          mayMake={facts.mayMakeCredits}
        />
      </DeskPanel>
      <DeskPanel title="Picture">
        <LeadPicture written={written} pictures={facts.pictures} onChange={onChange} />
      </DeskPanel>
      <DeskPanel title="Address and headlines">
        <AddressField
          articleId={facts.articleId}
          slug={written.slug}
          follows={follows}
          isKnown={facts.isKnown}
          onChange={onAddress}
        />
        <Headlines written={written} site={facts.site} picture={picture} onChange={onChange} />
      </DeskPanel>
      <DeskPanel title="Related">
        <RelatedField
          articleId={facts.articleId}
          chosen={written.related}
          headlines={facts.headlines}
          onChange={(related) => onChange({ related })}
        />
      </DeskPanel>
    </>
  )
}
