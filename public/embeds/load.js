// @ts-check
/*
 * Puts the frame of another site where an article has room for it, once a reader asks for it: before that, nothing is asked
 * of the other site. app/_ui/article-embed.tsx makes the room.
 */
document.addEventListener('click', ({ target }) => {
  const button = target instanceof Element ? target.closest('[data-embed-load]') : null
  const room = button?.closest('[data-embed-frame]')
  if (!(room instanceof HTMLElement)) return
  const frame = document.createElement('iframe')
  frame.title = room.dataset.embedTitle ?? ''
  // A document of its own site with its own scripts, and nothing more: it leads this window nowhere.
  frame.sandbox.add(
    'allow-scripts',
    'allow-same-origin',
    'allow-forms',
    'allow-popups',
    'allow-popups-to-escape-sandbox',
  )
  frame.allow = 'encrypted-media; fullscreen; picture-in-picture'
  // Some play nothing for whoever does not say which site shows them.
  frame.referrerPolicy = 'strict-origin-when-cross-origin'
  frame.loading = 'lazy'
  frame.src = room.dataset.embedFrame ?? ''
  room.replaceChildren(frame)
  frame.focus()
})
