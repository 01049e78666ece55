import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Pattern, unitsOf } from '../../../src/memory/distance.ts'
import { flatten, renumber } from '../../../src/memory/flat.ts'
import {
  entriesOf,
  type Memory,
  type MemoryEntry,
  openMemory,
} from '../../../src/memory/index.ts'
import {
  type Content,
  hashContent,
  type Locale,
  printContent,
  type Translation,
  textOf,
} from '../../../src/model/index.ts'
import { content, contents } from './content.ts'

let folder: string
let memory: Memory

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'yiwen-memory-'))
  memory = openMemory(path.join(folder, 'memory.sqlite'))
})

afterEach(() => {
  memory.close()
  rmSync(folder, { recursive: true, force: true })
})

function entry(
  source: string,
  target: string,
  more: Partial<MemoryEntry> = {},
): MemoryEntry {
  return {
    source: content(source),
    sourceLocale: 'zh-TW',
    target: content(target),
    targetLocale: 'en',
    state: 'translated',
    ...more,
  }
}

const english = { source: 'zh-TW', target: 'en' } as const

const found = (text: string, more = {}) =>
  memory
    .lookup(content(text), { ...english, ...more })
    .map(({ score, target }) => [score, printContent(target)])

/** Best score a memory has for a sentence, without any index. */
function bestOf(entries: readonly MemoryEntry[], sentence: Content): number {
  const flat = flatten(renumber(sentence).source)
  const units = unitsOf(flat)
  const pattern = new Pattern(units)
  let best = -1
  for (const one of entries) {
    const other = flatten(renumber(one.source).source)
    const own = unitsOf(other)
    const edits = pattern.distance(own)
    const ratio = 100 * (1 - edits / Math.max(1, units.length, own.length))
    const same = flat.text === other.text
    const score = same
      ? flat.codes === other.codes
        ? 100
        : Math.min(99, Math.max(90, 100 - edits, Math.floor(ratio)))
      : Math.min(99, Math.floor(ratio))
    best = Math.max(best, score)
  }
  return best
}

describe('lookup', () => {
  it('finds the same sentence, whatever is in it', () => {
    fc.assert(
      fc.property(fc.array(contents, { minLength: 1, maxLength: 6 }), (all) => {
        memory.discard()
        memory.add(
          all.map((source, index) => ({
            ...entry('', ''),
            source,
            target: [`T${index}`],
          })),
          'a',
        )
        for (const [index, source] of all.entries()) {
          const matches = memory.lookup(source, { ...english, limit: 99 })
          const same = matches.filter(({ score }) => score === 100)
          expect(same.map(({ target }) => printContent(target))).toContain(
            `T${index}`,
          )
          expect(matches[0]?.kind).toBe('exact')
        }
      }),
      { numRuns: 60 },
    )
  })

  it('is the reference in a memory of few entries', () => {
    fc.assert(
      fc.property(
        fc.array(contents, { maxLength: 12 }),
        contents,
        (all, sentence) => {
          memory.discard()
          const entries = all.map((source) => ({ ...entry('', 'x'), source }))
          memory.add(entries, 'a')
          const [first] = memory.lookup(sentence, { ...english, threshold: 1 })
          const best = bestOf(entries, sentence)
          expect(first?.score ?? -1).toBe(best < 1 ? -1 : best)
        },
      ),
      { numRuns: 60 },
    )
  })

  it('finds nearly all of what the reference finds in a memory of many', async () => {
    const random = mulberry(7)
    const words = Array.from({ length: 400 }, () =>
      String.fromCodePoint(
        ...Array.from({ length: 2 }, () => 0x4e00 + Math.floor(random() * 900)),
      ),
    )
    const sentence = () =>
      Array.from(
        { length: 3 + Math.floor(random() * 10) },
        () => words[Math.floor(random() ** 2 * words.length)],
      ).join('')
    const entries = Array.from({ length: 4000 }, (_, index) =>
      entry(sentence(), `T${index}`),
    )
    await memory.importEntries(entries, { file: 'a', stamp: '1' })
    let wanted = 0
    let missed = 0
    for (let count = 0; count < 300; count++) {
      const text = [...textOf(entries[count * 13]?.source ?? [])]
      const edits = 1 + Math.floor(random() * text.length * 0.25)
      for (let edit = 0; edit < edits; edit++) {
        text[Math.floor(random() * text.length)] = words[edit]?.[0] ?? ''
      }
      const best = bestOf(entries, [text.join('')])
      const [first] = memory.lookup([text.join('')], english)
      if (best < 70) {
        expect(first).toBeUndefined()
        continue
      }
      wanted++
      if (first?.score !== best) missed++
    }
    expect(wanted).toBeGreaterThan(200)
    expect(missed / wanted).toBeLessThan(0.02)
  })

  it('gives 101 to the same sentence between the same ones only', () => {
    const context = { previous: hashContent('前'), next: '' }
    memory.add(
      [entry('好。', 'Fine.', { context }), entry('好。', 'Good.')],
      'a',
    )
    expect(found('好。', { context })).toEqual([
      [101, 'Fine.'],
      [100, 'Good.'],
    ])
    expect(found('好。', { context: { ...context, next: 'x' } })[0]?.[0]).toBe(
      100,
    )
    expect(found('好。').map(([score]) => score)).toEqual([100, 100])
    expect(found('好。', { context: {} }).map(([score]) => score)).toEqual([
      100, 100,
    ])
  })

  it('takes codes for codes, by what they are', () => {
    memory.add([entry('<1>智譜</1>今天上市', '<1>Zhipu</1> lists today')], 'a')
    expect(found('<8>智譜</8>今天上市')).toEqual([
      [100, '<8>Zhipu</8> lists today'],
    ])
    expect(found('智譜今天上市')).toEqual([[98, 'Zhipu lists today']])
    expect(found('<3>智譜</3>今天上市<4/>')).toEqual([
      [99, '<3>Zhipu</3> lists today'],
    ])
    const [match] = memory.lookup(content('智譜今天上市'), english)
    expect(match).toMatchObject({
      kind: 'codes',
      codesDiffer: true,
      distance: 2,
    })
  })

  it('says that numbers differ', () => {
    memory.add([entry('營收成長 12.5%，超出預期', 'Revenue grew 12.5%')], 'a')
    const [match] = memory.lookup(['營收成長 13.5%，超出預期'], english)
    expect(match).toMatchObject({ kind: 'fuzzy', numbersDiffer: true })
    const [other] = memory.lookup(['營收成長 12.5%，低於預期'], english)
    expect(other).toMatchObject({ kind: 'fuzzy', numbersDiffer: false })
  })

  it('keeps several translations of a sentence, the furthest first', () => {
    memory.add(
      [
        entry('開始', 'Begin'),
        entry('開始', 'Start', { state: 'final' }),
        entry('開始', 'Begin'),
      ],
      'a',
    )
    expect(found('開始')).toEqual([
      [100, 'Start'],
      [100, 'Begin'],
    ])
    expect(memory.stats().entries).toBe(2)
  })
})

describe('variants', () => {
  const locales: readonly Locale[] = ['zh-TW', 'zh-HK', 'zh-CN', 'en']

  it('are never mixed', () => {
    const pairs = locales.flatMap((source) =>
      locales
        .filter((target) => target !== source)
        .map((target) => ({ source, target })),
    )
    memory.add(
      pairs.map(({ source, target }) =>
        entry('一樣的一句話', `${source} ${target}`, {
          sourceLocale: source,
          targetLocale: target,
        }),
      ),
      'a',
    )
    for (const { source, target } of pairs) {
      const matches = memory.lookup(['一樣的一句話'], {
        source,
        target,
        threshold: 0,
      })
      expect(matches.map((match) => printContent(match.target))).toEqual([
        `${source} ${target}`,
      ])
    }
  })

  it('help each other where they are asked to, marked and for less', () => {
    memory.add(
      [
        entry('软件更新完成', 'The software is updated', {
          sourceLocale: 'zh-CN',
        }),
      ],
      'a',
    )
    expect(found('軟件更新完成')).toEqual([])
    const convert = (text: string) => text.replace('軟', '软')
    const variants = [{ locale: 'zh-CN', convert }] as const
    const [match] = memory.lookup(['軟件更新完成'], { ...english, variants })
    expect(match).toMatchObject({ score: 95, kind: 'exact', variant: true })
    expect(match?.entry.sourceLocale).toBe('zh-CN')
  })
})

describe('what is hostile', () => {
  const texts = [
    '\ud800 半個',
    'a\0b',
    '" OR 1=1 --',
    `'; DROP TABLE entry; --`,
    'NEAR(甲 乙) * ^ : "',
    '%_\\',
    '。。。',
    '𠮷野家',
    ' ',
    '長'.repeat(30_000),
  ]

  it('is text like any other', () => {
    memory.add(
      texts.map((text, index) => ({
        ...entry('', `T${index}`),
        source: [text],
      })),
      'a',
    )
    for (const [index, text] of texts.entries()) {
      const [match] = memory.lookup([text], english)
      expect(match).toMatchObject({ score: 100, target: [`T${index}`] })
      const hits = memory.search(text, { limit: 99 })
      expect(hits.map((hit) => printContent(hit.entry.target))).toContain(
        `T${index}`,
      )
    }
    expect(memory.search('', {})).toEqual([])
  })
})

describe('search', () => {
  it('finds a text in both sides, over codes, whatever the case', () => {
    memory.add(
      [
        entry('<1>智</1>譜上市', 'Zhipu lists'),
        entry('100% 純棉', 'Pure cotton'),
      ],
      'a',
    )
    expect(memory.search('智譜')).toMatchObject([{ sides: ['source'] }])
    expect(memory.search('zHIPU')).toMatchObject([{ sides: ['target'] }])
    expect(memory.search('智譜', { side: 'target' })).toEqual([])
    expect(memory.search('%')).toHaveLength(1)
    expect(memory.search('智譜', { target: 'zh-CN' })).toEqual([])
  })
})

describe('files', () => {
  it('take their entries with them, but for those another one has', async () => {
    const both = entry('共有', 'shared')
    await memory.importEntries([both, entry('甲', 'A')], {
      file: 'a',
      stamp: '1',
    })
    await memory.importEntries([both, entry('乙', 'B')], {
      file: 'b',
      stamp: '1',
    })
    expect(memory.stats().entries).toBe(3)
    memory.remove('a')
    expect(found('共有')).toEqual([[100, 'shared']])
    expect(found('甲')).toEqual([])
    memory.remove('b')
    expect(memory.stats().entries).toBe(0)
    expect([...memory.files()]).toEqual([])
  })

  it('that go leave the likeness of the others', async () => {
    const of = (name: string) =>
      Array.from({ length: 3000 }, (_, index) =>
        entry(`第${index}句在${name}檔案裡說${index * 7}`, `${name}${index}`),
      )
    await memory.importEntries(of('甲'), { file: 'a', stamp: '1' })
    await memory.importEntries(of('乙').slice(0, 1500), {
      file: 'b',
      stamp: '1',
    })
    const text = '第31句在乙檔案裡說217了'
    const before = found(text)
    expect(before[0]?.[1]).toBe('乙31')
    memory.remove('a')
    expect(found(text)[0]).toEqual(before[0])
    expect(
      found(text).every(([, target]) => String(target).startsWith('乙')),
    ).toBe(true)
  })

  it('that changed replace what they had', async () => {
    await memory.importEntries([entry('甲', 'A')], { file: 'a', stamp: '1' })
    await memory.importEntries([entry('乙', 'B')], { file: 'a', stamp: '2' })
    expect([...memory.entries()].map((one) => one.target)).toEqual([['B']])
    expect(memory.files().get('a')).toBe('2')
  })

  it('go on where reading them was broken off', async () => {
    const all = Array.from({ length: 45_000 }, (_, index) =>
      entry(`第${index}句`, `S${index}`),
    )
    const broken = function* () {
      yield* all.slice(0, 44_000)
      throw new Error('off')
    }
    const options = { file: 'a', stamp: '1' }
    await expect(memory.importEntries(broken(), options)).rejects.toThrow('off')
    expect(memory.files().get('a')).toBeUndefined()
    expect(memory.stats().entries).toBe(40_000)
    expect(found('第39999句')[0]).toEqual([100, 'S39999'])
    const added = await memory.importEntries(all, options)
    expect(added).toEqual({ added: 5000, known: 0 })
    expect(memory.files().get('a')).toBe('1')
  })
})

describe('entries', () => {
  it('come back as they were put in', () => {
    const full = entry('<1>甲</1>', '<1>A</1>', {
      state: 'reviewed',
      context: { previous: 'p', next: '' },
      article: 'a.md',
      unit: 'u',
      segment: 's',
      origin: { by: 'person', name: '王', at: '2026-11-28T00:00:00Z' },
      created: '2026-11-01T00:00:00Z',
      modified: '2026-11-02T00:00:00Z',
      lastUsed: '2026-11-03T00:00:00Z',
      usage: 3,
    })
    memory.add([full], 'a')
    expect([...memory.entries()]).toEqual([full])
    expect([...memory.entries({ target: 'zh-CN' })]).toEqual([])
  })

  it('of an article are its translated segments, with what is around them', () => {
    const segment = (text: string, target?: string, more = {}) => ({
      id: text,
      source: [text],
      state: 'translated' as const,
      space: '',
      notes: [],
      ...(target === undefined ? {} : { target: [target] }),
      ...more,
    })
    const translation: Translation = {
      article: 'a.md',
      source: 'zh-TW',
      target: 'en',
      units: [
        {
          id: 'u',
          kind: 'paragraph' as Translation['units'][number]['kind'],
          codes: [],
          segments: [
            segment('一', 'One'),
            segment('二'),
            segment('三', 'Three', { staleSource: ['參'] }),
          ],
          concepts: [],
        },
      ],
      retired: [],
    }
    expect([...entriesOf(translation)]).toMatchObject([
      {
        source: ['一'],
        target: ['One'],
        context: { previous: '', next: hashContent('二') },
        article: 'a.md',
        unit: 'u',
        segment: '一',
      },
    ])
  })
})

function mulberry(start: number): () => number {
  let seed = start
  return () => {
    seed = (seed + 0x6d2b79f5) | 0
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}
