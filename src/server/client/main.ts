import type {
  Changes,
  ConceptEdit,
  DecideRequest,
  Decision,
  Item,
} from '../protocol.ts'
import { api, GoneError, RefusedError } from './api.ts'
import { type ActionName, actions, Detail, settled } from './detail.ts'
import {
  askBulk,
  askConflict,
  askEdit,
  askForbid,
  askMerge,
  showHelp,
  showRefusal,
} from './dialogs.ts'
import { element, fill } from './element.ts'
import { interfaceLanguages, loadMessages, locale, t, tOr } from './messages.ts'
import { isWaiting, Queue } from './queue.ts'
import { RowList } from './row-list.ts'
import { TranslatePage, translateRoute } from './translate-page.ts'

const app = document.getElementById('app') as HTMLElement
const project = app.dataset['project'] ?? ''
const queue = new Queue()

/** What is selected and how it is looked at. */
let selected = ''
let edition: string | undefined
let article: string | undefined
let chosen: Record<string, string> = {}
let state: Changes | undefined
let busy = false
let touched = false
let asked = 0

let list!: RowList
let detail!: Detail
let translate!: TranslatePage
let parts!: ReturnType<typeof buildPage>

function buildPage() {
  const search = element('input', {
    type: 'search',
    id: 'search',
    placeholder: t('filter.search'),
    'aria-label': t('filter.search'),
    'aria-keyshortcuts': '/',
    autocomplete: 'off',
    spellcheck: 'false',
  })
  const states = element(
    'select',
    { 'aria-label': t('filter.state') },
    ...[
      'waiting',
      'proposed',
      'needs-work',
      'doubt',
      'approved',
      'rejected',
      'all',
    ].map((name) => element('option', { value: name }, t(`state.${name}`))),
  )
  const domains = element('select', { 'aria-label': t('filter.domain') })
  const bulk = element(
    'button.bulk',
    {
      type: 'button',
      'aria-keyshortcuts': 'Shift+A',
      onclick: () => void approveAll(),
    },
    '',
  )
  const languages = element(
    'select',
    {
      'aria-label': t('header.language'),
      onchange: () => void changeLanguage(languages.value),
    },
    ...interfaceLanguages.map((tag) =>
      element('option', { value: tag, selected: tag === locale() }, names[tag]),
    ),
  )
  const undo = element(
    'button.undo',
    {
      type: 'button',
      'aria-keyshortcuts': 'u',
      onclick: () => void undoLast(),
    },
    t('action.undo'),
    element('kbd', { 'aria-hidden': 'true' }, 'u'),
  )
  const help = element(
    'button.help',
    {
      type: 'button',
      'aria-keyshortcuts': '?',
      'aria-label': t('help.title'),
      onclick: () => void showDeskHelp(),
    },
    '?',
  )
  const progress = element('progress', {
    'aria-label': t('header.progress'),
    max: 1,
    value: 0,
  })
  const count = element('p.count')
  const indexing = element('p.indexing')
  const status = element('p.status', { role: 'status' })
  const alert = element('div.alert', { role: 'alert', hidden: true })
  const problems = element('div.alert', { role: 'alert', hidden: true })
  search.addEventListener('input', () => {
    queue.filter.search = search.value
    filterAgain()
  })
  states.addEventListener('change', () => {
    queue.filter.state = states.value
    filterAgain()
  })
  domains.addEventListener('change', () => {
    queue.filter.domain = domains.value
    filterAgain()
  })
  states.value = queue.filter.state
  search.value = queue.filter.search
  return {
    search,
    states,
    domains,
    bulk,
    languages,
    undo,
    help,
    progress,
    count,
    indexing,
    status,
    alert,
    problems,
  }
}

const names = {
  en: 'English',
  'zh-TW': '臺灣正體',
  'zh-HK': '香港繁體',
  'zh-CN': '简体中文',
} as const

function mount(): void {
  parts = buildPage()
  list = new RowList((id) => {
    touched = true
    select(id, true)
    document.body.dataset['view'] = 'detail'
  })
  detail = new Detail({
    act: (name) => void act(name),
    view: (view) => {
      if (view.edition !== undefined) edition = view.edition
      if ('article' in view) article = view.article
      if (view.chosen) chosen = { ...view.chosen }
      void load()
    },
    suggest: (locale, form) => void editWith({ [locale]: form }),
    back: () => {
      document.body.dataset['view'] = 'list'
      list.focus()
    },
  })
  translate = new TranslatePage(project, {
    say,
    working,
    failed,
    gone: showGone,
  })
  fill(
    app,
    parts.alert,
    parts.problems,
    element(
      'header.top',
      {},
      element('h1', {}, project),
      element(
        'nav.desks',
        { 'aria-label': t('desk.label') },
        element('a', { href: '#/glossary' }, t('desk.glossary')),
        element('a', { href: '#/translate' }, t('desk.translate')),
      ),
      element('div.progress', {}, parts.progress, parts.count),
      parts.indexing,
      element('div.tools', {}, parts.undo, parts.languages, parts.help),
    ),
    element(
      'main.columns',
      {},
      element(
        'section.queue',
        { 'aria-label': t('list.label') },
        element(
          'div.filters',
          { role: 'search' },
          parts.search,
          parts.states,
          parts.domains,
        ),
        list.root,
        parts.bulk,
      ),
      detail.root,
    ),
    translate.root,
    parts.status,
  )
  showDesk()
}

/** Show the desk that the address names: the glossary, or the translations. */
function showDesk(): void {
  const route = translateRoute(location.hash)
  document.body.dataset['desk'] = route ? 'translate' : 'glossary'
  document.title = `${t(route ? 'translate.title' : 'title')} · ${project}`
  for (const link of app.querySelectorAll('.desks a')) {
    const isHere = link.getAttribute('href') === '#/translate'
    if (isHere === (route !== undefined)) {
      link.setAttribute('aria-current', 'page')
    } else link.removeAttribute('aria-current')
  }
}

function isTranslating(): boolean {
  return document.body.dataset['desk'] === 'translate'
}

async function showDeskHelp(): Promise<void> {
  await (isTranslating() ? translate.help() : showHelp())
}

function select(id: string, follow: boolean): void {
  if (id !== selected) {
    article = undefined
    chosen = {}
  }
  selected = id
  showList(follow)
  void load()
}

/** Select the concept that the address names, as a page of the site does. */
function selectNamed(): void {
  const id = /^#\/term\/(.+)$/.exec(location.hash)?.[1]
  if (id === undefined) return
  try {
    select(decodeURIComponent(id), true)
  } catch {
    // An address that somebody cut off names nothing.
  }
}

function showList(follow: boolean): void {
  list.show(queue.shown, selected, follow)
  const bulk = bulkRows().length
  parts.bulk.textContent = t('bulk.button', { count: bulk })
  parts.bulk.hidden = bulk === 0
}

/** Load what is selected; an answer that comes too late is not shown. */
async function load(): Promise<void> {
  const number = ++asked
  const row = queue.rows.get(selected)
  if (!row) {
    detail.show(undefined)
    return
  }
  try {
    const item = await api.item(row.id, { edition, article, chosen })
    if (number === asked) detail.show(item)
  } catch (error) {
    if (number === asked) await failed(error)
  }
}

function move(step: number): void {
  const index = queue.shown.findIndex((row) => row.id === selected)
  const next =
    queue.shown[Math.max(0, Math.min(queue.shown.length - 1, index + step))]
  if (next) select(next.id, true)
}

function filterAgain(): void {
  touched = true
  queue.arrange()
  const still = queue.shown.some((row) => row.id === selected)
  select(still ? selected : (queue.shown[0]?.id ?? ''), true)
}

/** Take over what the server says, and show the same place of the queue. */
function take(changes: Changes, next: 'stay' | 'advance'): void {
  const index = queue.shown.findIndex((row) => row.id === selected)
  const order = touched ? queue.shown.map((row) => row.id) : []
  const before = queue.rows.get(selected)
  state = changes
  const changed = queue.take(changes)
  showState()
  if (!changed) return
  if (touched) keepOrder(order)
  showDomains()
  const after = queue.rows.get(selected)
  const still = queue.shown.some((row) => row.id === selected)
  if (next === 'advance' || !still || !touched) {
    const place = still && next === 'advance' ? index + 1 : Math.max(0, index)
    const row = touched
      ? (queue.shown[place] ?? queue.shown.at(-1))
      : queue.shown[0]
    select(row?.id ?? '', true)
  } else {
    showList(false)
    const other =
      before?.revision !== after?.revision || before?.places !== after?.places
    if (other) void load()
  }
}

/** Rows do not jump about under a person's hands when counts change. */
function keepOrder(order: readonly string[]): void {
  const places = new Map(order.map((id, index) => [id, index]))
  const last = order.length
  queue.shown = queue.shown
    .map((row, index) => ({ row, place: places.get(row.id) ?? last + index }))
    .sort((a, b) => a.place - b.place)
    .map(({ row }) => row)
}

function showState(): void {
  if (!state) return
  const { progress, last, decided, problems } = state
  const { done, left } = queue.count()
  parts.progress.max = Math.max(1, done + left)
  parts.progress.value = done
  parts.count.textContent = t('header.count', {
    decided,
    left,
  })
  parts.indexing.textContent =
    progress.running && progress.done < progress.total
      ? t('header.indexing', { done: progress.done, total: progress.total })
      : ''
  parts.undo.disabled = last === null
  parts.undo.title = last
    ? t('undo.what', {
        what: `${t(`done.${last.kind}`, { word: last.label })}`,
      })
    : ''
  parts.problems.hidden = problems.length === 0
  fill(parts.problems, ...problems.map((one) => element('p', {}, one)))
}

function showDomains(): void {
  const { domain } = queue.filter
  const all = queue.domains()
  if (parts.domains.options.length === all.length + 1) return
  fill(
    parts.domains,
    element('option', { value: '' }, t('filter.allDomains')),
    ...all.map((name) =>
      element(
        'option',
        { value: name, selected: name === domain },
        tOr(`domain.${name}`, name),
      ),
    ),
  )
}

function say(text: string): void {
  parts.status.textContent = text
}

async function act(name: ActionName): Promise<void> {
  const { item } = detail
  if (busy || !item || item.id !== selected) return
  if (settled.get(name) === item.state) return
  touched = true
  if (name === 'skip') {
    const index = queue.shown.findIndex((row) => row.id === item.id)
    queue.skip(item.id)
    say(t('done.skip', { word: item.source }))
    select(queue.shown[index]?.id ?? queue.shown[0]?.id ?? '', true)
    return
  }
  let decision: Decision | undefined
  if (name === 'edit') decision = await askEdit(item, {}, draftOf(item))
  else if (name === 'forbid') decision = await askForbid(item)
  else if (name === 'merge') {
    decision = await askMerge(item, (text) => queue.find(text, item.id))
  } else decision = { kind: name }
  if (decision) await decide(item, decision)
}

function draftOf(item: Item) {
  return (edit: ConceptEdit) => api.draft(item.id, item.edition, edit)
}

async function editWith(filled: Record<string, string>): Promise<void> {
  const { item } = detail
  if (busy || !item) return
  touched = true
  const decision = await askEdit(item, filled, draftOf(item))
  if (decision) await decide(item, decision)
}

async function decide(item: Item, decision: Decision): Promise<void> {
  const { reason } = detail
  const request: DecideRequest = {
    id: item.id,
    revision: item.revision,
    decision,
    ...(reason.trim() === '' ? {} : { reason }),
    ...(item.choices.length === 0 ? {} : { chosen: detail.chosen }),
  }
  await working(async () => {
    for (;;) {
      try {
        const changes = await api.decide(request, queue.version)
        const stays = decision.kind === 'edit' && !decision.approve
        take(changes, stays ? 'stay' : 'advance')
        const kind = stays ? 'saved' : decision.kind
        say(t(`done.${kind}`, { word: item.source }))
        return
      } catch (error) {
        const conflict = error instanceof RefusedError && error.status === 409
        if (!conflict) throw error
        const wanted = t(`done.${decision.kind}`, { word: item.source })
        const write = await askConflict(error.refusal, wanted)
        const found = error.refusal.found?.revision
        if (write && found !== undefined) {
          request.revision = found
          continue
        }
        await refresh()
        void load()
        return
      }
    }
  })
}

function bulkRows() {
  return queue.shown.filter((row) => row.kind !== 'doubt' && isWaiting(row))
}

async function approveAll(): Promise<void> {
  if (busy) return
  const rows = bulkRows()
  if (rows.length === 0) return
  touched = true
  await working(async () => {
    const changes = await api.plan(rows.map((row) => row.id))
    if (!(await askBulk('approve', rows.length, changes))) return
    const items = rows.map(({ id, revision }) => ({ id, revision }))
    try {
      take(await api.bulk({ items, kind: 'approve' }, queue.version), 'stay')
      say(t('done.bulk', { count: rows.length }))
    } catch (error) {
      await refresh()
      throw error
    }
  })
}

async function undoLast(): Promise<void> {
  const last = state?.last
  if (busy || !last) return
  touched = true
  await working(async () => {
    try {
      const { ids, ...changes } = await api.undo(last.action, queue.version)
      take(changes, 'stay')
      const [id] = ids
      if (id !== undefined && queue.rows.has(id)) {
        queue.arrange()
        select(id, true)
      }
      say(
        t('done.undo', { what: t(`done.${last.kind}`, { word: last.label }) }),
      )
    } catch (error) {
      await refresh()
      throw error
    }
  })
}

/** One thing at a time: the next is shown when this one is on the disk. */
async function working(task: () => Promise<void>): Promise<void> {
  busy = true
  document.body.dataset['busy'] = ''
  try {
    await task()
  } catch (error) {
    await failed(error)
  } finally {
    busy = false
    delete document.body.dataset['busy']
  }
}

async function failed(error: unknown): Promise<void> {
  if (error instanceof GoneError) showGone(true)
  else if (error instanceof RefusedError) await showRefusal(error.refusal)
  else throw error
}

function showGone(gone: boolean): void {
  parts.alert.hidden = !gone
  parts.alert.textContent = gone ? t('gone') : ''
}

async function refresh(): Promise<void> {
  take(await api.changes(queue.version), 'stay')
}

async function watch(): Promise<void> {
  for (;;) {
    const running = state?.progress.running === true
    await new Promise((done) => setTimeout(done, running ? 500 : 1500))
    if (busy || document.hidden) continue
    if (isTranslating()) {
      await translate.refresh()
      continue
    }
    try {
      const changes = await api.changes(queue.version)
      // A decision that was answered meanwhile knows more.
      if (!busy && changes.version >= queue.version) take(changes, 'stay')
      showGone(false)
    } catch (error) {
      if (error instanceof GoneError) showGone(true)
    }
  }
}

async function changeLanguage(wanted: string): Promise<void> {
  localStorage.setItem('yiwen-language', wanted)
  await loadMessages(wanted)
  mount()
  showState()
  showDomains()
  select(selected, true)
  await translate.open(translateRoute(location.hash))
  parts.languages.focus()
}

document.addEventListener('keydown', (event) => {
  const { key, ctrlKey, metaKey, altKey, target } = event
  if (document.querySelector('dialog[open]')) return
  if (isTranslating()) {
    translate.key(event)
    return
  }
  if (ctrlKey || metaKey || altKey || event.isComposing) return
  const types =
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    (target instanceof HTMLInputElement &&
      !['radio', 'checkbox'].includes(target.type))
  if (types) {
    const leaves = key === 'Escape' || key === 'Enter'
    if (leaves && !(target instanceof HTMLSelectElement)) {
      event.preventDefault()
      list.focus()
    }
    return
  }
  const inDetail = target instanceof Element && target.closest('.detail')
  // A button is pressed by Enter, a page scrolled and a form chosen by arrows.
  if (key === 'Enter' && target instanceof HTMLButtonElement) return
  if (inDetail && /^(?:Arrow|Page|Home|End)/.test(key)) return
  const action = actions.find((one) => one.key === key)
  const does = keys[key] ?? (action && (() => void act(action.name)))
  if (!does) return
  event.preventDefault()
  does()
})

const keys: Readonly<Record<string, () => void>> = {
  j: () => step(1),
  ArrowDown: () => step(1),
  k: () => step(-1),
  ArrowUp: () => step(-1),
  PageDown: () => step(10),
  PageUp: () => step(-10),
  Home: () => step(-Infinity),
  End: () => step(Infinity),
  Enter: () => {
    document.body.dataset['view'] = 'detail'
  },
  Escape: () => {
    document.body.dataset['view'] = 'list'
    list.focus()
  },
  u: () => void undoLast(),
  A: () => void approveAll(),
  w: () => detail.focusReason(),
  '/': () => {
    document.body.dataset['view'] = 'list'
    parts.search.select()
    parts.search.focus()
  },
  '?': () => void showDeskHelp(),
  ...Object.fromEntries(
    Array.from({ length: 9 }, (_, index) => [
      String(index + 1),
      () => detail.choose(index),
    ]),
  ),
}

function step(by: number): void {
  touched = true
  move(by)
}

document.body.dataset['view'] = 'list'
const [changes] = await Promise.all([
  api.changes(0),
  loadMessages(localStorage.getItem('yiwen-language')),
])
mount()
take(changes, 'stay')
list.focus()
addEventListener('hashchange', () => {
  say('')
  showDesk()
  if (!isTranslating()) list.focus()
  selectNamed()
  void translate.open(translateRoute(location.hash))
})
selectNamed()
void translate.open(translateRoute(location.hash))
void watch()
