import { appendFileSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { parseGlossary, resolveConfig } from '../../src/node.ts'
import type { Changes, Context, Part } from '../../src/server/protocol.ts'
import { glossary, openTab, type Tab, tabOf } from './review-project.ts'

const path = 'locales/glossary/tech.yaml'
let tab: Tab
beforeEach(async () => {
  tab = await openTab()
})
afterEach(async () => {
  await tab.desk.stop()
  tab.project.remove()
})

const onDisk = (id: string, file = path) =>
  parseGlossary(tab.project.read(file), file).concepts.find((c) => c.id === id)
const textOf = (parts: readonly Part[] = []) =>
  parts.map((p) => p.text).join('')
const marked = (parts: readonly Part[] = []) =>
  parts.filter((p) => p.kind === 'term').map((p) => p.text)

describe('the queue', () => {
  test('knows how many places and articles a decision changes', async () => {
    expect(await tab.row('large-model')).toMatchObject({
      kind: 'concept',
      places: 4,
      articles: 2,
      state: 'proposed',
    })
    expect(await tab.row('valuation')).toMatchObject({ places: 1, articles: 1 })
  })

  test('has the words whose sense is unclear', async () => {
    const { rows } = await tab.get<Changes>('/api/changes?since=0')
    const doubt = rows.find((row) => row.kind === 'doubt')
    expect(doubt).toMatchObject({ source: '檢視', places: 1, revision: 'new' })
    const item = await tab.item(doubt?.id ?? '')
    expect(item.choices[0]?.alternatives.length).toBeGreaterThan(1)
    expect(marked(item.contexts[0]?.source)).toEqual(['檢視'])
    expect(marked(item.contexts[0]?.after)).toEqual([item.choices[0]?.chosen])
  })

  test('tells only what changed', async () => {
    const { version } = await tab.get<Changes>('/api/changes?since=0')
    const same = await tab.get<Changes>(`/api/changes?since=${version}`)
    expect([same.whole, same.rows]).toEqual([false, []])
    await tab.decide('valuation', { kind: 'approve' })
    const after = await tab.get<Changes>(`/api/changes?since=${version}`)
    expect(after.rows.map((row) => row.id)).toEqual(['valuation'])
  })
})

describe('an item', () => {
  test('shows each sentence as it is and as it will be', async () => {
    const { contexts, changes } = await tab.item('large-model')
    expect(changes.map(({ shown, places }) => [shown, places])).toEqual([
      ['articles/a.md', 3],
      ['articles/b.md', 1],
    ])
    const second = contexts[1]
    expect(textOf(second?.source)).toBe('公司說大模型很重要。')
    expect(textOf(second?.before)).toBe('公司说大模型很重要。')
    expect(textOf(second?.after)).toBe('公司说大模型（large model）很重要。')
    expect(marked(second?.source)).toEqual(['大模型'])
    expect(second?.after.find((part) => part.kind === 'gloss')?.text).toBe(
      '（large model）',
    )
    expect(second?.line).toBe(3)
  })

  test('marks a term through emphasis, in another edition', async () => {
    const { contexts } = await tab.item('large-model', '&edition=zh-HK')
    expect(marked(contexts[2]?.source)).toEqual(['大模型'])
    expect(textOf(contexts[2]?.after)).toContain('大模型的估值很高')
  })

  test('says what converters make of a word nobody wrote', async () => {
    const { suggested } = await tab.item('valuation')
    expect(suggested).toContainEqual({
      locale: 'zh-CN',
      opencc: '估值',
      yiwen: '估值',
    })
  })

  test('shows what is being typed before it is saved', async () => {
    const before = tab.project.read(path)
    const edit = {
      terms: { 'zh-TW': ['估值'], 'zh-CN': ['估价'], en: ['worth'] },
      domain: 'finance',
      note: '',
      gloss: true,
    }
    const ask = async (more: object) =>
      (
        await tab.post<Context[]>('/api/draft', {
          id: 'valuation',
          edition: 'zh-CN',
          edit: { ...edit, ...more },
        })
      ).body
    const [first] = await ask({})
    expect(textOf(first?.after)).toContain('的估价（worth）很高')
    expect(await ask({ terms: { 'zh-TW': [], en: ['worth'] } })).toEqual([])
    expect(tab.project.read(path)).toBe(before)
  })

  test('has the page with the place marked and the gloss in it', async () => {
    const address = '/preview/zh-CN/a.md?id=large-model&place=1'
    const html = await (await tab.request(address)).text()
    expect(html).toMatch(
      /公司说<mark id="place"[^>]*>大模型（large model）<\/mark>很重要/,
    )
    const plain = await (await tab.request('/preview/zh-CN/a.md')).text()
    expect(plain).not.toContain('large model')
  })
})

describe('a decision', () => {
  test('is on the disk when it is answered, and nothing else is touched', async () => {
    const { status, body } = await tab.decide(
      'large-model',
      { kind: 'approve' },
      { reason: '  Press usage. ' },
    )
    expect(status).toBe(200)
    expect(body.last).toMatchObject({ kind: 'approve', label: '大模型' })
    const text = tab.project.read(path)
    expect(text).toContain('# Kept.')
    expect(text).toContain('# What the press calls it.')
    expect(onDisk('large-model')).toMatchObject({
      state: 'approved',
      review: { by: 'Lin', at: '2026-03-01T08:00:00Z', reason: 'Press usage.' },
      history: [{ action: 'approved', by: 'Lin' }],
    })
    const { history } = await tab.item('large-model')
    expect(history).toEqual([
      {
        at: '2026-03-01T08:00:00Z',
        by: 'Lin',
        action: 'approved',
        note: 'Press usage.',
      },
    ])
  })

  test.each([
    ['reject', 'rejected'],
    ['needs-work', 'needs-work'],
  ])('%s', async (kind, state) => {
    expect((await tab.decide('valuation', { kind })).status).toBe(200)
    expect(onDisk('valuation')?.state).toBe(state)
  })

  test('edits words, and what is known of a word stays with it', async () => {
    const edit = {
      terms: {
        'zh-TW': ['估值', '評價'],
        'zh-CN': ['估值'],
        'zh-HK': [],
        en: ['valuation', 'value'],
      },
      domain: 'finance',
      note: 'New.',
      gloss: false,
    }
    await tab.decide('valuation', { kind: 'edit', edit, approve: false })
    expect(onDisk('valuation')).toMatchObject({
      state: 'proposed',
      gloss: false,
      note: 'New.',
      history: [{ action: 'edited' }],
    })
    expect(onDisk('valuation')?.terms.map((term) => term.text)).toEqual([
      '估值',
      '評價',
      '估值',
      'valuation',
      'value',
    ])
    await tab.decide('valuation', { kind: 'edit', edit, approve: true })
    expect(onDisk('valuation')?.state).toBe('approved')
  })

  test('is refused with the reason where it would be no concept', async () => {
    const edit = {
      terms: { 'zh-TW': [], 'zh-CN': [], 'zh-HK': [], en: ['x'] },
      domain: 'finance',
      note: '',
      gloss: true,
    }
    const before = tab.project.read(path)
    const refused = await tab.decide('valuation', {
      kind: 'edit',
      edit,
      approve: true,
    })
    expect(refused.status).toBe(422)
    expect(refused.body.error).toContain('valuation')
    expect(tab.project.read(path)).toBe(before)
  })

  test('forbids a word, with the one to write instead', async () => {
    await tab.decide('valuation', { kind: 'forbid', instead: '評價' })
    expect(
      onDisk('valuation')
        ?.terms.filter(({ locale }) => locale === 'zh-TW')
        .map(({ text, status }) => [text, status]),
    ).toEqual([
      ['評價', 'preferred'],
      ['估值', 'forbidden'],
    ])
  })

  test('merges, and undo brings both back', async () => {
    const before = onDisk('valuation')
    await tab.decide('valuation', { kind: 'merge', into: 'stock' })
    expect(onDisk('valuation')).toBeUndefined()
    expect(onDisk('stock')?.terms.map((term) => term.text)).toContain('估值')
    const { last } = await tab.get<Changes>('/api/changes?since=1')
    const undone = await tab.post('/api/undo', { action: last?.action })
    expect(undone.status).toBe(200)
    expect(onDisk('valuation')?.terms).toEqual(before?.terms)
    expect(onDisk('stock')?.terms.map((term) => term.text)).not.toContain(
      '估值',
    )
  })

  test('writes an unclear word as a concept, and the doubt is gone', async () => {
    const { rows } = await tab.get<Changes>('/api/changes?since=0')
    const doubt = rows.find((row) => row.kind === 'doubt')
    const id = doubt?.id ?? ''
    const form = (await tab.item(id)).choices[0]?.alternatives[1] ?? ''
    await tab.decide(id, { kind: 'approve' }, { chosen: { 'zh-CN': form } })
    const file = tab.project
      .files('locales/glossary')
      .find((name) => tab.project.read(`locales/glossary/${name}`).includes(id))
    expect(onDisk(id, `locales/glossary/${file}`)).toMatchObject({
      domain: 'general',
      state: 'approved',
      gloss: false,
    })
    expect(await tab.row(id)).toMatchObject({ kind: 'concept', target: form })
    const html = await (await tab.request('/preview/zh-CN/c.md')).text()
    expect(html).toContain(`客户${form}进度`)
    // The one before is taken back: the word is unclear again.
    const { last } = await tab.get<Changes>('/api/changes?since=1')
    await tab.post('/api/undo', { action: last?.action })
    expect(await tab.row(id)).toMatchObject({ kind: 'doubt', revision: 'new' })
  })

  test('takes back the last one to the byte', async () => {
    await tab.decide('large-model', { kind: 'reject' })
    const { last } = await tab.get<Changes>('/api/changes?since=1')
    await tab.post('/api/undo', { action: last?.action })
    expect(parseGlossary(tab.project.read(path), path).concepts).toEqual(
      parseGlossary(glossary, path).concepts,
    )
  })
})

describe('many at once', () => {
  test('are planned, then done together and taken back together', async () => {
    const ids = ['large-model', 'valuation']
    const plan = await tab.post<{ shown: string; places: number }[]>(
      '/api/plan',
      { ids },
    )
    expect(plan.body.map(({ shown, places }) => [shown, places])).toEqual([
      ['articles/a.md', 4],
      ['articles/b.md', 1],
    ])
    const items = await Promise.all(
      ids.map(async (id) => ({ id, revision: (await tab.row(id)).revision })),
    )
    const done = await tab.post<Changes>('/api/bulk', {
      items,
      kind: 'approve',
    })
    expect(done.body.decided).toBe(2)
    expect(ids.map((id) => onDisk(id)?.state)).toEqual(['approved', 'approved'])
    await tab.post('/api/undo', { action: done.body.last?.action })
    expect(ids.map((id) => onDisk(id)?.state)).toEqual(['proposed', 'proposed'])
  })

  test('are not done at all where one was changed meanwhile', async () => {
    const items = [
      { id: 'large-model', revision: (await tab.row('large-model')).revision },
      { id: 'valuation', revision: 'what it was once' },
    ]
    const { status } = await tab.post('/api/bulk', { items, kind: 'approve' })
    expect(status).toBe(409)
    expect(onDisk('large-model')?.state).toBe('proposed')
  })
})

describe('somebody else', () => {
  test('in another tab is not written over', async () => {
    const other = tabOf(tab.desk)
    const { revision } = await tab.row('valuation')
    await other.decide('valuation', { kind: 'reject' })
    const mine = { id: 'valuation', revision, decision: { kind: 'approve' } }
    const refused = await tab.post<{
      found: { state: string; revision: string }
    }>('/api/decide', mine)
    expect(refused.status).toBe(409)
    expect(refused.body.found.state).toBe('rejected')
    expect(onDisk('valuation')?.state).toBe('rejected')
    // Mine is written where the person says so, having seen theirs.
    const again = { ...mine, revision: refused.body.found.revision }
    expect((await tab.post('/api/decide', again)).status).toBe(200)
    expect(onDisk('valuation')?.state).toBe('approved')
  })

  test('can not take back what another tab did since', async () => {
    await tab.decide('valuation', { kind: 'reject' })
    const { last } = await tab.get<Changes>('/api/changes?since=1')
    await tabOf(tab.desk).decide('large-model', { kind: 'approve' })
    const refused = await tab.post('/api/undo', { action: last?.action })
    expect(refused.status).toBe(409)
    expect(onDisk('large-model')?.state).toBe('approved')
  })

  test('with an editor is noticed, at the next look and before a decision', async () => {
    const { revision } = await tab.row('valuation')
    const edited = glossary.replace('en: valuation', 'en: worth')
    writeFileSync(tab.project.at(path), edited)
    const body = { id: 'valuation', revision, decision: { kind: 'approve' } }
    const refused = await tab.post<{ found: { english: string } }>(
      '/api/decide',
      body,
    )
    expect(refused.status).toBe(409)
    expect(refused.body.found.english).toBe('worth')
    // Another concept of the file is not in the way.
    expect((await tab.decide('large-model', { kind: 'approve' })).status).toBe(
      200,
    )
    expect(tab.project.read(path)).toContain('en: worth')
  })

  test('who breaks a file is told, and nothing is lost', async () => {
    appendFileSync(tab.project.at(path), '  - id: [\n')
    const broken = tab.project.read(path)
    const refused = await tab.decide('valuation', { kind: 'approve' })
    expect(refused.status).toBe(422)
    expect(tab.project.read(path)).toBe(broken)
    const { problems } = await tab.get<Changes>('/api/changes?since=1')
    expect(problems[0]).toContain('tech.yaml')
    writeFileSync(tab.project.at(path), glossary)
    expect((await tab.decide('valuation', { kind: 'approve' })).status).toBe(
      200,
    )
    const after = await tab.get<Changes>('/api/changes?since=1')
    expect(after.problems).toEqual([])
  })

  test('who changes an article changes the counts', async () => {
    tab.project.write({ 'articles/d.md': '大模型、大模型。\n' })
    tab.project.write({ 'articles/a.md': '# 空\n' })
    await tab.desk.lookThrough()
    expect(await tab.row('large-model')).toMatchObject({
      places: 3,
      articles: 2,
    })
  })
})

test('a changed word is looked for again only where it may stand', async () => {
  const edit = {
    terms: {
      'zh-TW': ['公司'],
      'zh-CN': ['公司'],
      'zh-HK': [],
      en: ['company'],
    },
    domain: 'finance',
    note: '',
    gloss: true,
  }
  await tab.decide('valuation', { kind: 'edit', edit, approve: true })
  await tab.desk.lookThrough()
  expect(await tab.row('valuation')).toMatchObject({ places: 2, articles: 2 })
})

test('candidates of an extraction are decided like concepts', async () => {
  const found = await openTab(
    {},
    {
      candidates: async () => [
        {
          concept: {
            id: 'important',
            domain: 'general',
            state: 'proposed',
            terms: { 'zh-TW': '重要' },
          },
        },
      ],
    },
  )
  expect(await found.row('important')).toMatchObject({
    kind: 'candidate',
    places: 1,
    revision: 'new',
  })
  await found.decide('important', { kind: 'reject' })
  expect(await found.row('important')).toMatchObject({
    kind: 'concept',
    state: 'rejected',
  })
  found.project.remove()
})

test('messages come in the language that is asked for', async () => {
  const ask = async (query: string, header = '') => {
    const headers = { 'accept-language': header }
    const answer = await tab.request(`/api/messages${query}`, { headers })
    return ((await answer.json()) as { locale: string }).locale
  }
  expect(await ask('')).toBe('en')
  expect(await ask('', 'fr, zh-HK;q=0.8')).toBe('zh-HK')
  expect(await ask('?lang=zh-CN', 'en')).toBe('zh-CN')
  // `yiwen review --lang zh-TW` is asked for by a person; the page may ask anew.
  const chinese = tabOf(tab.desk, undefined, 'zh-TW')
  const headers = { 'accept-language': 'en' }
  const answer = await chinese.request('/api/messages', { headers })
  expect(await answer.json()).toMatchObject({ locale: 'zh-TW' })
  const other = await chinese.request('/api/messages?lang=en', { headers })
  expect(await other.json()).toMatchObject({ locale: 'en' })
  const refused = await tab.post<{ error: string }>('/api/undo?lang=zh-TW', {
    action: 99,
  })
  expect(refused.body.error).toMatch(/決定/)
})

test('a project without a glossary gets its first file', async () => {
  const bare = await openTab(
    {},
    { config: resolveConfig({ glossary: 'words/*.yaml' }) },
  )
  const { rows } = await bare.get<Changes>('/api/changes?since=0')
  expect(rows.map((row) => row.kind)).toEqual(['doubt'])
  const { status } = await bare.decide(rows[0]?.id ?? '', { kind: 'approve' })
  expect(status).toBe(200)
  expect(bare.project.files('words')).toEqual(['general.yaml'])
  expect(bare.project.read('words/general.yaml')).toContain('檢視')
  bare.project.remove()
})
