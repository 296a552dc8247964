// @ts-check
/*
 * Of the standard edition alone; pages without advertising do not load it. Counts which house campaigns were seen: half of
 * one, for a second, on a visible page (the viewability rule of MRC and IAB, 2014), and which were followed. One beacon
 * a page view, without a cookie; lib/ads/counting.ts takes it.
 */

/** @typedef {{ ad: string, slot: string, impression: boolean, click: boolean }} Seen */

/** @type {Map<string, Seen>} */
let unsent = new Map()
/** @type {Set<string>} */
const told = new Set()
/** @type {Map<Element, number>} */
const waiting = new Map()

/**
 * @param {Element | null} element
 * @param {'impression' | 'click'} what
 */
function note(element, what) {
  if (!(element instanceof HTMLElement) || element.hasAttribute('data-filled')) return
  const { ad, slot } = element.dataset
  if (!ad || !slot || told.has(`${slot} ${what}`)) return
  told.add(`${slot} ${what}`)
  const seen = unsent.get(slot) ?? { ad, slot, impression: false, click: false }
  seen[what] = true
  unsent.set(slot, seen)
}

function send() {
  if (unsent.size === 0) return
  const body = JSON.stringify({ seen: [...unsent.values()] })
  unsent = new Map()
  navigator.sendBeacon('/api/seen', new Blob([body], { type: 'application/json' }))
}

/** @param {Element} slot */
function forget(slot) {
  clearTimeout(waiting.get(slot))
  waiting.delete(slot)
}

const inView = new IntersectionObserver(
  (entries) => {
    for (const { target, intersectionRatio } of entries) {
      forget(target)
      if (intersectionRatio < 0.5 || document.visibilityState !== 'visible') continue
      const timer = setTimeout(() => {
        note(target, 'impression')
        inView.unobserve(target)
      }, 1_000)
      waiting.set(target, timer)
    }
  },
  { threshold: [0, 0.5] },
)

/** @type {WeakSet<Element>} */
const known = new WeakSet()

/** The text of a restricted article, and the slots in it, may come after the rest of its page. */
function look() {
  for (const slot of document.querySelectorAll('[data-slot]')) {
    if (known.has(slot)) continue
    known.add(slot)
    inView.observe(slot)
  }
}

look()
new MutationObserver(look).observe(document.body, { childList: true, subtree: true })

for (const kind of ['click', 'auxclick'])
  addEventListener(kind, ({ target }) => {
    if (target instanceof Element && target.closest('a.ad-frame')) note(target.closest('[data-slot]'), 'click')
  })

document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') {
    // Whoever comes back looks anew: the second begins again.
    for (const slot of document.querySelectorAll('[data-slot]')) {
      inView.unobserve(slot)
      inView.observe(slot)
    }
    return
  }
  for (const slot of waiting.keys()) forget(slot)
  send()
})
addEventListener('pagehide', send)

if (document.getElementById('ad-consent')) void import('./google.js')
