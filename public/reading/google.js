// @ts-check
/*
 * Loaded by slots.js where the publisher has set up Google Ad Manager. Asks for consent; after it, lays a frame of our own
 * over each slot that comes near the screen (app/advertising/frame), in which Google's script runs. Until the frame says
 * that it is filled, and if it never does, the house campaign underneath is what is seen.
 * See docs/decisions/advertising.md.
 */

const found = document.getElementById('ad-consent')
const dialog = found instanceof HTMLDialogElement ? found : null

/** @returns {string | null} what was chosen, as long as the choice holds */
function chosen() {
  if (!dialog) return 'refused'
  const { cookie, version, days } = dialog.dataset
  const [, value = ''] = new RegExp(`(?:^|; )${cookie}=([^;]*)`).exec(document.cookie) ?? []
  const [choice, answered, day] = value.split('.')
  const age = Date.now() - Date.parse(`${day}T00:00:00Z`)
  return choice && answered === version && age < Number(days) * 86_400_000 ? choice : null
}

/** @param {Element} place */
function lay(place) {
  const slot = place.closest('[data-slot]')
  if (!(slot instanceof HTMLElement) || place.firstChild) return
  const frame = document.createElement('iframe')
  const screen = matchMedia('(min-width: 48rem)').matches ? 'wide' : 'narrow'
  frame.src = `/advertising/frame?${new URLSearchParams({ slot: slot.dataset.slot ?? '', screen })}`
  frame.title = slot.dataset.label ?? ''
  /** @param {MessageEvent} event */
  const hear = (event) => {
    if (event.source !== frame.contentWindow || event.origin !== location.origin) return
    if (event.data === 'filled') {
      const label = slot.querySelector('.ad-label')
      if (label) label.textContent = frame.title
      slot.setAttribute('aria-label', frame.title)
      slot.setAttribute('data-filled', '')
    } else if (event.data === 'empty') {
      slot.removeAttribute('data-filled')
      removeEventListener('message', hear)
      frame.remove()
    }
  }
  addEventListener('message', hear)
  place.append(frame)
}

function load() {
  const near = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue
        near.unobserve(target)
        lay(target)
      }
    },
    { rootMargin: '400px 0px' },
  )
  const look = () => {
    for (const place of document.querySelectorAll('[data-google]:empty')) near.observe(place)
  }
  look()
  new MutationObserver(look).observe(document.body, { childList: true, subtree: true })
}

/** @param {string} choice */
async function choose(choice) {
  if (!dialog) return
  try {
    const response = await fetch('/api/consent', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ choice }),
      // Whoever has chosen may be gone to the next page before the answer is here.
      keepalive: true,
    })
    if (!response.ok) throw new Error(`answered ${response.status}`)
    dialog.open = false
    if (chosen() === 'accepted') load()
  } catch {
    // What was not noted was not agreed to: nothing is loaded, and the next page asks again.
    const fault = dialog.querySelector('[data-fault]')
    if (choice === 'refused' || !fault) dialog.open = false
    else fault.textContent = 'That could not be noted, so nothing was changed. Please try again.'
  }
}

// A browser that says so refuses for its owner (Global Privacy Control): nothing is asked, nothing is loaded.
const refusedByBrowser = 'globalPrivacyControl' in navigator && navigator.globalPrivacyControl === true
const before = refusedByBrowser ? 'refused' : chosen()
if (before === 'accepted') load()
if (before === null && dialog) {
  dialog.open = true
  for (const button of dialog.querySelectorAll('button'))
    button.addEventListener('click', () => void choose(button.dataset.choice ?? 'refused'))
  // Closed without an answer it is asked again on the next page.
  dialog.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') dialog.open = false
  })
}
