/**
 * The search of a page: a dialog that loads what it needs when it is opened.
 *
 * Everything is loaded as a script that calls `yiwenSearch.take`: a page that was
 * opened from a disk may load nothing else.
 *
 * @module
 */
import type { FoldTable } from '../tokens.ts'
import { Finder, type Found, type IndexHead } from './find.ts'

interface Search {
  take: (kind: string, key: string | number, value: unknown) => void
  open: () => void
}

declare global {
  var yiwenSearch: Search | undefined
}

const atOnce = 10
const waiting = new Map<string, (value: unknown) => void>()
const loading = new Map<string, Promise<unknown>>()
const own = document.currentScript as HTMLScriptElement
const button = document.querySelector<HTMLElement>('.search')
const indexUrl = new URL(button?.dataset['index'] ?? '', document.baseURI)

function load(kind: string, key: string | number, url: URL): Promise<unknown> {
  const name = `${kind} ${key}`
  let promise = loading.get(name)
  if (!promise) {
    promise = new Promise((done, fail) => {
      waiting.set(name, done)
      const script = document.createElement('script')
      script.src = url.href
      script.onerror = () => {
        loading.delete(name)
        fail(new Error(url.href))
      }
      document.head.append(script)
    })
    loading.set(name, promise)
  }
  return promise
}

function take(kind: string, key: string | number, value: unknown): void {
  // Which index it is does not matter: a page has one.
  const name = kind === 'index' ? 'index ' : `${kind} ${key}`
  waiting.get(name)?.(value)
}

let finder: Promise<{ finder: Finder; head: IndexHead }> | undefined

function openFinder(): Promise<{ finder: Finder; head: IndexHead }> {
  finder ??= Promise.all([
    load('index', '', indexUrl),
    load('fold', 0, new URL('fold.js', own.src)),
  ]).then(([head, fold]) => ({
    head: head as IndexHead,
    finder: new Finder(
      head as IndexHead,
      fold as FoldTable,
      new URL('.', indexUrl),
      load,
    ),
  }))
  // What failed, as without a network, may be tried again.
  finder.catch(() => {
    finder = undefined
  })
  return finder
}

function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string>> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const node = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) {
    node.setAttribute(key, value)
  }
  node.append(...children)
  return node
}

let dialog: HTMLDialogElement | undefined

function createDialog(strings: IndexHead['strings']): HTMLDialogElement {
  const say = (key: string): string => strings[key] ?? ''
  const input = make('input', {
    type: 'text',
    role: 'searchbox',
    id: 'yiwen-query',
    autocomplete: 'off',
    autocapitalize: 'off',
    spellcheck: 'false',
    enterkeyhint: 'search',
    maxlength: '200',
    placeholder: say('placeholder'),
    'aria-label': say('title'),
  })
  const close = make('button', { type: 'button', class: 'close' }, say('close'))
  const status = make('p', { class: 'label', role: 'status' })
  const list = make('ol', { class: 'results' })
  const more = make('button', { type: 'button', class: 'more' }, say('more'))
  const box = make(
    'dialog',
    { id: 'yiwen-search', 'aria-label': say('title') },
    make('div', { class: 'query' }, input, close),
    status,
    list,
    more,
  )
  let run = 0
  let results: AsyncGenerator<Found> | undefined
  let shown = 0

  const show = async (mine: number): Promise<void> => {
    more.hidden = true
    for (let count = 0; results && count < atOnce; count++) {
      const next = await results.next()
      if (mine !== run) return
      if (next.done) {
        results = undefined
        break
      }
      shown++
      list.append(renderFound(next.value))
    }
    status.textContent = shown
      ? say('some').replace('{{number}}', `${shown}${results ? '+' : ''}`)
      : say('none')
    more.hidden = results === undefined
  }
  const start = async (): Promise<void> => {
    const mine = ++run
    const query = input.value.trim()
    results = undefined
    shown = 0
    if (!query) {
      list.replaceChildren()
      status.textContent = say('hint')
      more.hidden = true
      return
    }
    status.textContent = say('searching')
    try {
      const { finder } = await openFinder()
      if (mine !== run) return
      list.replaceChildren()
      results = finder.find(query)
      await show(mine)
    } catch {
      if (mine === run) status.textContent = say('failed')
    }
  }

  let timer = 0
  input.addEventListener('input', (event) => {
    // What an input method is still composing is no query.
    if ((event as InputEvent).isComposing) return
    clearTimeout(timer)
    timer = setTimeout(start, 120)
  })
  input.addEventListener('compositionend', start)
  input.addEventListener('keydown', (event) => {
    if (event.isComposing || event.key !== 'Enter') return
    event.preventDefault()
    const first = list.querySelector('a')
    if (first) first.click()
  })
  more.addEventListener('click', () => {
    const last = list.lastElementChild
    void show(run).then(() => {
      last?.nextElementSibling?.querySelector('a')?.focus()
    })
  })
  box.addEventListener('keydown', (event) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
    const stops = [input, ...list.querySelectorAll('a')]
    const at = stops.indexOf(document.activeElement as HTMLInputElement)
    const next = stops[at + (event.key === 'ArrowDown' ? 1 : -1)]
    if (at < 0 || !next) return
    event.preventDefault()
    next.focus()
  })
  close.addEventListener('click', () => box.close())
  box.addEventListener('click', (event) => {
    // The dialog itself is only hit beside its content; a link leads away.
    const target = event.target as Element
    if (target === box || target.closest('a')) box.close()
  })
  box.addEventListener('close', () => button?.focus())
  document.body.append(box)
  void start()
  return box
}

function renderFound({ title, date, href, excerpt }: Found): HTMLLIElement {
  const words = excerpt.map((text, index) =>
    index % 2 === 1 ? make('mark', {}, text) : text,
  )
  const link = make('a', { href }, make('strong', {}, title))
  if (date) link.append(' ', make('span', { class: 'label' }, date))
  link.append(make('span', { class: 'excerpt' }, ...words))
  return make('li', {}, link)
}

async function open(): Promise<void> {
  if (!dialog) {
    const { head } = await openFinder()
    dialog ??= createDialog(head.strings)
  }
  if (dialog.open) return
  dialog.showModal()
  dialog.querySelector('input')?.select()
}

function openSafely(): void {
  open().catch(() => button?.setAttribute('disabled', ''))
}

if (!globalThis.yiwenSearch) {
  globalThis.yiwenSearch = { take, open: openSafely }
  openSafely()
}
