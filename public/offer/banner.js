// @ts-check
/*
 * In both editions, and no part of advertising. Counts whether the banner of a signed-book campaign was seen (half of it, for a
 * second, on a visible page) and followed. One request a page view, without a cookie and without anything of the reader;
 * lib/books/banner-counts.ts takes it.
 */
const banner = document.querySelector('[data-campaign]')

if (banner instanceof HTMLElement) {
  const { campaign, edition } = banner.dataset
  let seen = false
  let followed = false
  let sent = ''
  /** @type {number | undefined} */
  let timer

  const inView = new IntersectionObserver(
    ([entry]) => {
      clearTimeout(timer)
      if (!entry || entry.intersectionRatio < 0.5 || document.visibilityState !== 'visible') return
      timer = setTimeout(() => {
        seen = true
        inView.disconnect()
      }, 1_000)
    },
    { threshold: [0, 0.5] },
  )
  inView.observe(banner)

  const send = () => {
    // What was told once is not told again should the page be left a second time.
    const now = { seen: seen && !sent.includes('s'), followed: followed && !sent.includes('f') }
    if (!now.seen && !now.followed) return
    sent += (now.seen ? 's' : '') + (now.followed ? 'f' : '')
    void fetch('/api/banner', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ campaign, edition, ...now }),
      keepalive: true,
    }).catch(() => undefined)
  }

  banner.addEventListener('click', () => {
    followed = true
  })
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'hidden') send()
  })
  addEventListener('pagehide', send)
}
