import { embedFor } from '#lib/articles/body/embed.ts'

/**
 * Something of another site in an article: room of the size it will have, and a button that fills it
 * (public/embeds/load.js). Until a reader presses it nothing is asked of the other site; without a script, and in print,
 * there is the link alone.
 */
export function ArticleEmbed({ url, title }: { url: string; title: string }) {
  const place = embedFor(url)
  if (place === null) return <a href={url}>{title || url}</a>
  const { provider, kind, frameUrl, ratio, height } = place
  const name = title === '' ? `A ${kind} at ${provider}` : title
  return (
    <figure className="embed">
      <div
        className="embed-room"
        style={ratio === null ? { height: `${height}px` } : { aspectRatio: ratio }}
        data-embed-frame={frameUrl}
        data-embed-title={name}
      >
        <p className="embed-name">{name}</p>
        <button type="button" className="button button-quiet" data-embed-load="">
          Load the {kind}
        </button>
        <p className="label text-soft">Loads from {provider}, which may set cookies.</p>
      </div>
      <figcaption className="label mt-2 text-soft">
        <a href={url} rel="noopener">
          {title === '' ? `See it at ${provider}` : `${title} (${provider})`}
        </a>
      </figcaption>
      {/* However often it is named, a module runs once. */}
      <script type="module" defer src="/embeds/load.js" />
    </figure>
  )
}
