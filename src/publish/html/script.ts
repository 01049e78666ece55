import { createHash } from 'node:crypto'

/**
 * Script of every page, inline so that a page is one file. Nothing that is to be
 * read needs it: it keeps the reader's place when the edition is changed, shows
 * the English of terms where it is asked for, and hides one of two languages.
 *
 * It is text, not a function: what a bundler or a test makes of a function would
 * change its hash, without which no browser runs it.
 */
export const script = `
(() => {
  'use strict'
  const store = {
    get(key) { try { return localStorage.getItem('yiwen-' + key) } catch { return null } },
    set(key, value) { try { localStorage.setItem('yiwen-' + key, value) } catch {} },
  }
  // Before anything is drawn, so that nothing moves when the rest is there.
  document.documentElement.dataset.script = ''
  for (const name of ['glosses', 'languages']) {
    const kept = store.get(name)
    if (kept) document.documentElement.dataset[name] = kept
  }
  const start = () => {
    const root = document.documentElement
    // The block that is read is the last one that begins above the eye.
    const place = () => {
      const eye = innerHeight / 4
      let found = ''
      for (const block of document.querySelectorAll('.prose [id]')) {
        const box = block.getBoundingClientRect()
        if (box.height === 0) continue
        if (box.top > eye) break
        found = block.id
      }
      return scrollY < 8 ? '' : found
    }
    for (const link of document.querySelectorAll('.editions a')) {
      const keep = () => {
        const id = place()
        link.hash = id ? '#' + encodeURIComponent(id) : ''
      }
      for (const event of ['pointerdown', 'focus', 'click']) link.addEventListener(event, keep)
    }
    for (const choice of document.querySelectorAll('.choice')) {
      const name = choice.dataset.choice
      const buttons = [...choice.querySelectorAll('button')]
      const set = (value) => {
        root.dataset[name] = value
        for (const button of buttons) button.setAttribute('aria-pressed', String(button.value === value))
        document.dispatchEvent(new Event('yiwen-' + name))
      }
      for (const button of buttons) {
        button.addEventListener('click', () => { set(button.value); store.set(name, button.value) })
      }
      const kept = store.get(name)
      set(buttons.some((button) => button.value === kept) ? kept : choice.dataset.first)
    }
    const search = document.querySelector('.search')
    if (search) {
      let isLoading = false
      const open = () => {
        if (globalThis.yiwenSearch) return yiwenSearch.open()
        if (isLoading) return
        isLoading = true
        const client = document.createElement('script')
        client.src = search.dataset.client
        client.onerror = () => { isLoading = false }
        document.head.append(client)
      }
      search.addEventListener('click', open)
      document.addEventListener('keydown', (event) => {
        if (event.key !== '/' || event.ctrlKey || event.altKey || event.metaKey) return
        if (event.target.closest && event.target.closest('input, textarea, select, dialog')) return
        event.preventDefault()
        open()
      })
    }
    const terms = [...document.querySelectorAll('.term[data-en]')]
    if (terms.length === 0) return
    const tip = document.createElement('span')
    tip.id = 'yiwen-tip'
    tip.setAttribute('role', 'tooltip')
    tip.lang = 'en'
    tip.hidden = true
    document.body.append(tip)
    let shown
    const hide = () => {
      if (shown) shown.removeAttribute('aria-describedby')
      shown = undefined
      tip.hidden = true
    }
    const show = (term) => {
      if (root.dataset.glosses !== 'all' || shown === term) return
      hide()
      shown = term
      tip.textContent = term.dataset.en
      tip.hidden = false
      term.setAttribute('aria-describedby', tip.id)
      const box = term.getClientRects()[0]
      const own = tip.getBoundingClientRect()
      const left = Math.max(8, Math.min(box.left, root.clientWidth - own.width - 8))
      const above = box.top - own.height - 6
      tip.style.left = left + scrollX + 'px'
      tip.style.top = (above < 0 ? box.bottom + 6 : above) + scrollY + 'px'
    }
    const termAt = (event) => event.target.closest && event.target.closest('.term[data-en]')
    document.addEventListener('pointerover', (event) => {
      const term = termAt(event)
      if (term) show(term)
      else if (event.target !== tip && shown !== document.activeElement) hide()
    })
    document.addEventListener('focusin', (event) => { const term = termAt(event); if (term) show(term); else hide() })
    document.addEventListener('click', (event) => { const term = termAt(event); if (term) show(term); else hide() })
    document.addEventListener('keydown', (event) => { if (event.key === 'Escape') hide() })
    const settle = () => {
      hide()
      for (const term of terms) {
        if (root.dataset.glosses === 'all') { term.tabIndex = 0; term.setAttribute('role', 'button') }
        else { term.removeAttribute('tabindex'); term.removeAttribute('role') }
      }
    }
    document.addEventListener('yiwen-glosses', settle)
    settle()
  }
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', start)
  else start()
})()
`

/** Hash of the script, as a Content Security Policy names it. */
export const scriptHash = `sha256-${createHash('sha256').update(script).digest('base64')}`
