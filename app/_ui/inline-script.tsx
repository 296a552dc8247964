/**
 * A few lines that run where they stand, in a part of a page that comes per request. Unlike a client component they are in
 * no bundle that other pages load. Made of our own text alone.
 */
export function InlineScript({ source }: { source: string }) {
  return <script dangerouslySetInnerHTML={{ __html: source.replaceAll('<', '\\u003c') }} />
}
