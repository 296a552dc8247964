'use client'

import type { ShownPicture } from '#lib/articles/model.ts'
import { DrawnPicture } from '#app/_ui/picture.tsx'
import type { Written } from '#lib/articles/written.ts'

type Variant = 'shortHeadline' | 'socialHeadline' | 'searchHeadline'

/** Letters that are shown whole: of a headline in a list, on a shared card, in search results; of a description there. */
const room = { shortHeadline: 60, socialHeadline: 70, searchHeadline: 60, description: 155 }

const labels: Record<Variant, string> = {
  shortHeadline: 'Short headline, in lists',
  socialHeadline: 'Headline when it is shared',
  searchHeadline: 'Headline in search results',
}
const variants = ['shortHeadline', 'socialHeadline', 'searchHeadline'] as const

/** The headline for other places, and how they look there. Each empty where the headline serves. */
export function Headlines({
  written,
  site,
  picture,
  onChange,
}: {
  written: Written
  site: { name: string; host: string }
  picture: ShownPicture | undefined
  onChange: (patch: Partial<Written>) => void
}) {
  const { headline, standfirst, slug } = written
  const title = (variant: Variant) => written[variant].trim() || headline || 'Untitled'
  return (
    <div className="space-y-3">
      {variants.map((variant) => (
        <div key={variant}>
          <label htmlFor={variant} className="label font-semibold">
            {labels[variant]}
          </label>
          <input
            id={variant}
            className="field mt-1"
            value={written[variant]}
            maxLength={200}
            placeholder={headline}
            aria-describedby={`${variant}-hint`}
            onChange={(event) => onChange({ [variant]: event.target.value })}
          />
          <p id={`${variant}-hint`} className="label text-soft">
            {lengthHint(title(variant).length, room[variant])}
          </p>
        </div>
      ))}
      <figure className="writing-result" aria-label="In search results">
        <p className="text-soft">
          {site.name} · {site.host} › articles › {slug}
        </p>
        <p className="writing-result-title">
          {cut(`${title('searchHeadline')} | ${site.name}`, room.searchHeadline + 8)}
        </p>
        <p>
          {cut(standfirst || 'Without a standfirst, search engines choose some words of the text.', room.description)}
        </p>
      </figure>
      <figure className="writing-card" aria-label="As a shared card">
        {picture && <DrawnPicture picture={{ ...picture, alt: '' }} sizes="21rem" />}
        <div>
          <p className="text-soft">{site.host}</p>
          <p className="font-semibold">{cut(title('socialHeadline'), room.socialHeadline + 20)}</p>
          <p className="text-soft">{cut(standfirst, 110)}</p>
        </div>
      </figure>
    </div>
  )
}

function lengthHint(length: number, most: number): string {
  return length <= most ? `${length} of about ${most} letters` : `${length} letters: after about ${most} it may be cut`
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most).replace(/\s+\S*$/, '')} …`
}
