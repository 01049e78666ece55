import { existsSync } from 'node:fs'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Content, parseContent, printContent } from '../../src/index.ts'
import { editableText, sentenceText } from '../../src/server/segment-text.ts'
import type {
  SegmentSaved,
  TranslateList,
} from '../../src/server/translate-protocol.ts'
import {
  english,
  openTranslateTab,
  otherTab,
  plain,
  type TranslateTab,
} from './translate-project.ts'

let tab: TranslateTab
const tabs: TranslateTab[] = []
beforeEach(async () => {
  tab = await openTranslateTab()
  tabs.push(tab)
})
afterEach(async () => {
  for (const one of tabs.splice(0)) {
    await one.desk.stop()
    await one.translations.stop()
    one.project.remove()
  }
})

/** List the articles when all are looked at. */
async function listAll(): Promise<TranslateList['articles']> {
  for (;;) {
    const now = await tab.get<TranslateList>('/api/translate/articles')
    if (!now.progress.running) return now.articles
  }
}

describe('the list', () => {
  test('has each article with how far its translations are', async () => {
    const [first, second] = await listAll()
    expect([first?.path, first?.title, second?.path]).toEqual([
      'a.md',
      '新模型上市',
      'sub/b.md',
    ])
    expect(first?.translations.map(({ locale }) => locale)).toEqual([
      'zh-CN',
      'zh-HK',
      'en',
    ])
    const en = () => first?.translations.find(({ locale }) => locale === 'en')
    expect(en()?.counts).toMatchObject({ segments: 5, states: { initial: 5 } })
    await tab.save(await tab.find('軟體'), { text: 'Download the software.' })
    const [after] = await listAll()
    expect(
      after?.translations.find(({ locale }) => locale === 'en')?.counts,
    ).toMatchObject({ states: { initial: 4, translated: 1 } })
    // A new article is noticed, and one that is gone.
    tab.project.write({ 'articles/c.md': '新的文章。\n' })
    expect((await listAll()).map(({ path }) => path)).toContain('c.md')
  })
})

describe('an article', () => {
  test('has its sentences with conversion, terms, amounts and codes', async () => {
    const { segments, conversion, file } = await tab.view()
    expect([conversion, file]).toEqual(['zh-CN', english])
    expect(segments.map(plain)).toEqual([
      '新模型上市',
      '大模型第一股',
      '公司今日在港股上市，募資 43 億港元。',
      '大模型的很重要。',
      '這個軟體透過網路下載。',
    ])
    const [, heading, money, codes, software] = segments
    expect(heading?.terms).toEqual([
      {
        id: 'large-model',
        word: '大模型',
        translations: ['large model'],
        state: 'approved',
      },
    ])
    expect(heading?.parts).toEqual([
      { text: '大模型', term: 0 },
      { text: '第一股', number: 0 },
    ])
    expect(money?.numbers).toContainEqual({
      text: '43 億港元',
      suggestion: 'HK$4.3 billion',
    })
    expect(money?.parts).toContainEqual({ text: '43 億港元', number: 1 })
    expect(codes?.codes).toEqual([
      { id: '1', alone: false, shown: '**…**' },
      { id: '2', alone: true, shown: '`API`' },
    ])
    expect(codes?.parts[1]).toEqual({ text: '大模型', term: 0 })
    expect(codes?.conversion).toBe('<1>大模型</1>的<2/>很重要。')
    expect(software?.conversion).toBe('这个软件通过网络下载。')
    expect(software?.line).toBe(10)
  })

  test('that is not there, or not in that language, is not found', async () => {
    for (const query of [
      'path=x.md&locale=en',
      'path=../package.json&locale=en',
      'path=a.md&locale=ja',
      'path=a.md&locale=zh-TW',
      'path=a.md',
      '',
    ]) {
      const answer = await tab.request(`/api/translate/article?${query}`)
      expect([query, answer.status]).toEqual([query, 404])
    }
  })

  test('shows what a stale translation was made from', async () => {
    await tab.save(await tab.find('軟體'), {
      text: 'Download the software over the network.',
      state: 'reviewed',
    })
    const article = tab.project.read('articles/a.md')
    tab.project.write({
      'articles/a.md': article.replace('透過網路下載', '透過網路立即下載'),
    })
    const stale = await tab.find('軟體')
    expect(stale).toMatchObject({
      state: 'initial',
      target: 'Download the software over the network.',
      stale: { source: '這個軟體透過網路下載。', state: 'reviewed' },
    })
    // Whoever gives it a state says that it holds.
    const { body } = await tab.save(stale, { state: 'reviewed' })
    expect(body.segment).toMatchObject({ state: 'reviewed' })
    expect(body.segment.stale).toBeUndefined()
  })
})

describe('a decision', () => {
  test('is in the file when it is answered', async () => {
    const segment = await tab.find('很重要')
    const text = 'The <2/> of a <1>large model</1> matters; AT&T says 1 < 2.'
    const { status, body } = await tab.save(segment, { text })
    expect(status).toBe(200)
    expect(body.segment).toMatchObject({
      target: text,
      state: 'translated',
      origin: { by: 'person', name: 'Lin', at: '2026-03-01T08:00:00Z' },
    })
    const xlf = tab.project.read(english)
    expect(xlf).toContain('AT&amp;T says 1 &lt; 2.')
    expect(xlf).toContain('state="translated"')
    // The text stays when its state changes.
    const signed = await tab.save(body.segment, { state: 'final' })
    expect(signed.body.segment).toMatchObject({ target: text, state: 'final' })
    expect(tab.project.read(english)).toContain('state="final"')
    const back = await tab.save(signed.body.segment, { state: 'translated' })
    expect(back.body.segment.state).toBe('translated')
  })

  test('on what somebody changed meanwhile shows what is there', async () => {
    const other = await otherTab(tab.project)
    const mine = await tab.find('軟體')
    const theirs = await other.find('軟體')
    await other.save(theirs, { text: 'Theirs.' })
    const { status, body } = await tab.save(mine, { text: 'Mine.' })
    expect(status).toBe(409)
    expect(body.found).toMatchObject({ target: 'Theirs.' })
    expect(tab.project.read(english)).toContain('Theirs.')
    // Looked at, it can be written over.
    const again = await tab.save(body.found ?? mine, { text: 'Mine.' })
    expect(again.status).toBe(200)
    expect(tab.project.read(english)).not.toContain('Theirs.')
    await other.desk.stop()
    await other.translations.stop()
  })

  test('on a sentence that changed in the article is refused', async () => {
    const segment = await tab.find('軟體')
    const article = tab.project.read('articles/a.md')
    tab.project.write({ 'articles/a.md': article.replace('軟體', '小軟體') })
    const { status } = await tab.save(segment, { text: 'The software.' })
    expect(status).toBe(409)
    expect(existsSync(tab.project.at(english))).toBe(false)
  })

  test('of two tabs at once, one wins and one is told', async () => {
    const segment = await tab.find('軟體')
    const answers = await Promise.all(
      ['One.', 'Two.', 'Three.'].map((text) => tab.save(segment, { text })),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409])
    const won = answers.find(({ status }) => status === 200)?.body.segment
    expect((await tab.find('軟體')).target).toBe(won?.target)
  })

  test('of different sentences, all are kept', async () => {
    const other = await otherTab(tab.project)
    const { segments } = await tab.view()
    const answers = await Promise.all(
      segments.map((one, index) =>
        (index % 2 ? tab : other).save(one, { text: `Number ${index}.` }),
      ),
    )
    expect(answers.map(({ status }) => status)).toEqual(segments.map(() => 200))
    const after = await tab.view()
    expect(after.segments.map(({ target }) => target)).toEqual(
      segments.map((_, index) => `Number ${index}.`),
    )
    await other.desk.stop()
    await other.translations.stop()
  })

  test('to sign what lacks a code, or says nothing, is refused', async () => {
    const segment = await tab.find('很重要')
    const nothing = await tab.save(segment, { state: 'reviewed' })
    expect(nothing.status).toBe(422)
    const lost = await tab.save(segment, {
      text: 'It matters.',
      state: 'reviewed',
    })
    expect([lost.status, lost.body.error]).toEqual([
      422,
      'The codes of the translation are not those of the sentence.',
    ])
    expect(existsSync(tab.project.at(english))).toBe(false)
    // It can be saved until then, and is reported.
    const { body } = await tab.save(segment, { text: 'It matters.' })
    const key = `${segment.unit} ${segment.id}`
    expect(body.findings[key]?.map(({ rule }) => rule)).toContain(
      'quality-code',
    )
  })

  test('can be taken back, once nobody changed the sentence since', async () => {
    const segment = await tab.find('軟體')
    const first = await tab.save(segment, { text: 'One.' })
    const second = await tab.save(first.body.segment, { text: 'Two.' })
    const undo = (action: number | undefined) =>
      tab.post<SegmentSaved>('/api/translate/undo', { action })
    const { action } = second.body.last ?? {}
    expect((await undo((action ?? 0) - 1)).status).toBe(409)
    const done = await undo(action)
    expect(done.body.segment).toMatchObject({
      target: 'One.',
      revision: first.body.segment.revision,
    })
    expect(tab.project.read(english)).not.toContain('Two.')
    const other = await otherTab(tab.project)
    await other.save(await other.find('軟體'), { text: 'Theirs.' })
    expect((await undo(first.body.last?.action)).status).toBe(409)
    expect(tab.project.read(english)).toContain('Theirs.')
    await other.desk.stop()
    await other.translations.stop()
  })

  test('notes are kept, and change nothing else', async () => {
    const segment = await tab.find('軟體')
    const { body } = await tab.save(segment, {
      notes: [' Which one? ', '', 'Which one?'],
    })
    expect(body.segment).toMatchObject({
      notes: ['Which one?'],
      state: 'initial',
      target: '',
    })
    expect(tab.project.read(english)).toContain('Which one?')
  })

  test('of nothing empties the translation', async () => {
    const { body } = await tab.save(await tab.find('軟體'), { text: 'One.' })
    const gone = await tab.save(body.segment, { text: '  ' })
    expect(gone.body.segment).toMatchObject({ target: '', state: 'initial' })
  })
})

describe('a Chinese edition', () => {
  const locale = 'zh-CN'
  const file = 'locales/zh-CN/a.md.xlf'

  test('keeps what an editor rewrote, and nothing else', async () => {
    const segment = await tab.find('軟體', 'a.md', locale)
    const { conversion = '' } = segment
    const same = await tab.save(segment, { text: conversion }, { locale })
    expect(same.body.segment.target).toBe('')
    expect(existsSync(tab.project.at(file))).toBe(false)
    const text = '该软件可通过网络下载。'
    const { body } = await tab.save(segment, { text }, { locale })
    expect(body.segment).toMatchObject({ target: text, conversion })
    expect(tab.project.read(file).match(/<segment/g)).toHaveLength(1)
    await tab.project.build({ config: { editions: ['zh-CN'] } })
    expect(tab.project.read('public/zh-CN/a.md')).toContain(text)
    // The conversion again: nothing has to be kept.
    const back = await tab.save(body.segment, { text: conversion }, { locale })
    expect(back.body.segment.target).toBe('')
  })
})

describe('help', () => {
  test('from the memory, of other articles', async () => {
    const there = await tab.find('43', 'sub/b.md')
    const text = 'It listed in Hong Kong and raised HK$4.3 billion.'
    const more = { path: 'sub/b.md' }
    expect((await tab.save(there, { text }, more)).status).toBe(200)
    const segment = await tab.find('43')
    const { matches } = await tab.matches(segment)
    expect(matches).toMatchObject([
      { score: 100, target: text, from: 'sub/b.md', variant: '' },
    ])
    // Its own translation is no help.
    expect((await tab.matches(there, more)).matches).toEqual([])
  })

  test('says what is wrong with a text before it is saved', async () => {
    const segment = await tab.find('43')
    const wrong = await tab.check(
      segment,
      'The company listed in Hong Kong today, raising HK$43 billion.',
    )
    const [number] = wrong.filter(({ rule }) => rule === 'quality-number')
    expect(number?.severity).toBe('error')
    expect(number?.expected).toEqual(['HK$4.3 billion'])
    const right = await tab.check(
      segment,
      'The company listed in Hong Kong today, raising HK$4.3 billion.',
    )
    expect(right.map(({ rule }) => rule)).not.toContain('quality-number')
    expect(existsSync(tab.project.at(english))).toBe(false)
  })
})

describe('bad input', () => {
  test('is refused, and writes nothing', async () => {
    const { unit, id, revision } = await tab.find('軟體')
    const good = { path: 'a.md', locale: 'en', unit, segment: id, revision }
    for (const body of [
      {},
      [],
      good,
      { ...good, text: 1 },
      { ...good, text: 'x'.repeat(50_001) },
      { ...good, text: 'x', state: 'initial' },
      { ...good, text: 'x', extra: true },
      { ...good, notes: [{}] },
      { ...good, text: 'x', __proto__: { state: 'final' }, revision: 1 },
    ]) {
      const { status } = await tab.post('/api/translate/save', body)
      expect([JSON.stringify(body).slice(0, 80), status]).toEqual([
        JSON.stringify(body).slice(0, 80),
        400,
      ])
    }
    for (const [more, status] of [
      [{ path: '../a.md' }, 422],
      [{ path: '/etc/passwd' }, 422],
      [{ locale: '../../x' }, 422],
      [{ locale: 'zh-TW' }, 422],
      [{ unit: '__proto__' }, 409],
      [{ segment: 'constructor' }, 409],
    ] as const) {
      const body = { ...good, text: 'x', ...more }
      const answer = await tab.post('/api/translate/save', body)
      expect([more, answer.status]).toEqual([more, status])
    }
    expect(existsSync(tab.project.at(english))).toBe(false)
  })

  test('from another site is turned away', async () => {
    const { unit, id, revision } = await tab.find('軟體')
    const body = JSON.stringify({
      path: 'a.md',
      locale: 'en',
      unit,
      segment: id,
      revision,
      text: 'Evil.',
    })
    for (const headers of [
      { origin: 'https://evil.example', 'content-type': 'application/json' },
      { origin: 'http://127.0.0.1:4100', 'content-type': 'text/plain' },
      { 'content-type': 'application/json' },
    ] as Record<string, string>[]) {
      const answer = await tab.request('/api/translate/save', {
        method: 'POST',
        headers,
        body,
      })
      expect(answer.status).toBeGreaterThanOrEqual(403)
    }
    const stranger = await tab.request('/api/translate/articles', {
      headers: { cookie: '' },
    })
    expect(stranger.status).toBe(401)
    expect(existsSync(tab.project.at(english))).toBe(false)
  })

  test('characters no file can hold are left out', async () => {
    const text = 'a\u0000b\u0008\nc\ud800d <script>alert(1)</script> <1>'
    const { body } = await tab.save(await tab.find('軟體'), { text })
    expect(body.segment.target).toBe('ab cd <script>alert(1)</script> <1>')
    const again = await tab.find('軟體')
    expect(again.target).toBe(body.segment.target)
    expect(again.revision).toBe(body.segment.revision)
  })

  test('a broken file is reported, and left as it is', async () => {
    tab.project.write({ [english]: '<xliff><broken' })
    const view = await tab.view()
    expect(view.broken).toBe(true)
    expect(view.problems[0]).toContain(english)
    const { status } = await tab.save(await tab.find('軟體'), { text: 'x' })
    expect(status).toBe(422)
    expect(tab.project.read(english)).toBe('<xliff><broken')
  })

  test('an article that can not be read is left out', async () => {
    tab.project.write({ 'articles/bad.mdx': '大模型 <a b={\n' })
    const answer = await tab.request(
      '/api/translate/article?path=bad.mdx&locale=en',
    )
    expect(answer.status).toBe(404)
    const articles = await listAll()
    expect(articles.map(({ path }) => path)).toEqual(['a.md', 'sub/b.md'])
    expect((await tab.view()).segments).toHaveLength(5)
  })
})

describe('text with tags', () => {
  const content = fc
    .array(
      fc.oneof(
        fc.string({ unit: fc.constantFrom(...'ab<>/&;1 2ampltg') }),
        fc.record({ ph: fc.constantFrom('1', '2', '12') }),
        fc.record({ open: fc.constantFrom('1', '2') }),
        fc.record({ close: fc.constantFrom('1', '2') }),
      ),
    )
    .map((parts): Content => parseContent(printContent(parts as Content)))

  test('is read as what it was written from', () => {
    fc.assert(
      fc.property(content, (parts) => {
        expect(parseContent(editableText(parts))).toEqual(parts)
      }),
      { numRuns: 2000 },
    )
  })

  test('what was typed stays as it is once it is a sentence', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const once = sentenceText(text)
        expect(sentenceText(once)).toBe(once)
        expect(once).not.toMatch(/[\r\n\u0000]/)
      }),
    )
  })
})
