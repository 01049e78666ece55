/**
 * Script that `yiwen dev` puts into each page it serves: it loads the page again when
 * it changed, lists what was found, and opens the review on what is clicked with Alt.
 * It stands in a shadow tree, so that neither it nor the page changes the other.
 */
export const devScript = `
(() => {
  'use strict'
  const host = document.createElement('div')
  host.id = 'yiwen-dev'
  const root = host.attachShadow({ mode: 'open' })
  const style = document.createElement('style')
  style.textContent = ':host { all: initial; position: fixed; right: 12px; bottom: 12px; max-width: min(32rem, calc(100vw - 24px)); z-index: 99; font: 14px/1.5 system-ui, sans-serif; color-scheme: light dark; color: CanvasText } details { padding: 6px 12px; background: Canvas; border: 1px solid GrayText; border-radius: 8px; box-shadow: 0 2px 12px rgb(0 0 0 / .25) } summary { cursor: pointer; font-weight: 600 } ol { max-height: 50vh; overflow-y: auto; margin: 6px 0; padding: 0; list-style: none } li { padding: 6px 0; border-top: 1px solid GrayText; overflow-wrap: anywhere } .error { font-weight: 600 } small { display: block; opacity: .8 } p { margin: 4px 0; opacity: .8 }'
  const box = document.createElement('details')
  const summary = document.createElement('summary')
  const list = document.createElement('ol')
  const hint = document.createElement('p')
  const review = document.createElement('a')
  review.target = 'yiwen-review'
  box.append(summary, list, hint, review)
  root.append(style, box)
  const here = location.pathname
  const show = async () => {
    const answer = await fetch('/~yiwen/findings?page=' + encodeURIComponent(here))
    if (!answer.ok) return
    const { title, findings, help, link } = await answer.json()
    summary.textContent = title
    hint.textContent = help
    review.textContent = link.text
    review.href = link.href
    list.replaceChildren(...findings.map(({ place, reason, note, severity }) => {
      const item = document.createElement('li')
      const first = document.createElement('div')
      first.className = severity
      first.textContent = reason
      item.append(first)
      for (const text of [place, note]) {
        if (!text) continue
        const line = document.createElement('small')
        line.textContent = text
        item.append(line)
      }
      return item
    }))
  }
  document.addEventListener('click', (event) => {
    if (!event.altKey || !event.target.closest) return
    const term = event.target.closest('.term, .gloss, dfn, dt')
    const block = event.target.closest('.prose [id]')
    if (!term && !block) return
    event.preventDefault()
    const query = new URLSearchParams({ page: here })
    if (block) query.set('near', block.textContent.replace(/\\s+/g, ' ').trim().slice(0, 300))
    if (term) query.set('term', term.textContent.replace(/^[\\s(（]+|[\\s)）]+$/g, ''))
    window.open('/~yiwen/review?' + query, 'yiwen-review')
  }, true)
  // Whoever is on the way to another page is not called back to this one. A link to
  // a file to keep looks the same at first, so it is only put off.
  const patience = 5000
  let left = -patience
  let isLoading = false
  addEventListener('beforeunload', () => { if (!isLoading) left = performance.now() })
  const load = () => { isLoading = true; location.reload() }
  const events = new EventSource('/~yiwen/events')
  events.addEventListener('message', (event) => {
    const { changed } = JSON.parse(event.data)
    const own = decodeURIComponent(here.slice(1)).replace(/(^|\\/)$/, '$1index.html')
    // The place on the page is kept by the browser.
    const wait = left + patience - performance.now()
    if (!changed.includes(own)) void show()
    else if (isLoading || wait <= 0) load()
    else setTimeout(load, wait)
  })
  let wasOpen = false
  events.addEventListener('open', () => { if (wasOpen) void show(); wasOpen = true })
  document.body.append(host)
  void show()
})()
`
