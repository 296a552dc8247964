/** How to reach the managing editor about this article; each link carries it. */
export function ContactLine({ slug }: { slug: string }) {
  const article = `?article=${slug}`
  return (
    <p className="mt-8 border-t border-rule pt-4 text-[1.0625rem] text-pretty text-soft print:hidden">
      To enquire about <a href={`/contact/republishing${article}`}>republishing</a>, a{' '}
      <a href={`/contact/right-of-reply${article}`}>right to reply</a> or a{' '}
      <a href={`/contact/correction${article}`}>correction</a>, contact the{' '}
      <a href={`/contact/managing-editor${article}`}>managing editor</a>.
    </p>
  )
}
