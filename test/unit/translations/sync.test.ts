import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  printContent,
  type Segment,
  type Translation,
  textOf,
} from '../../../src/model/index.ts'
import {
  sentenceKey,
  syncTranslation,
  type TranslationOf,
} from '../../../src/translations/index.ts'
import { articleOf, translated } from './translations.ts'

const of: TranslationOf = { article: 'a.md', source: 'zh-TW', target: 'en' }

function sync(
  previous: Translation | undefined,
  blocks: readonly (readonly string[])[],
) {
  return syncTranslation(previous, articleOf(blocks), of)
}

function all(translation: Translation): Segment[] {
  return [...translation.units, ...translation.retired].flatMap(
    ({ segments }) => segments,
  )
}

const start = [
  ['智譜今天上市。', '股價上漲一成。'],
  ['創辦人說：*感謝大家。', '他會繼續努力。'],
  ['這是第三段。'],
]
const first = translated(sync(undefined, start).translation)

describe('syncTranslation', () => {
  test('nothing changes where nothing changed', () => {
    const { translation, changes } = sync(first, start)
    expect(translation).toEqual(first)
    expect(changes).toEqual([])
  })

  test('an edited sentence is stale, its neighbours and all ids stay', () => {
    const edited = structuredClone(start)
    edited[0] = ['智譜今天上市。', '股價上漲兩成。']
    const { translation, changes } = sync(first, edited)
    const [one, two] = translation.units[0]?.segments ?? []
    expect(translation.units.map(({ id }) => id)).toEqual(
      first.units.map(({ id }) => id),
    )
    expect(one).toEqual(first.units[0]?.segments[0])
    expect(two).toMatchObject({
      id: first.units[0]?.segments[1]?.id,
      state: 'initial',
      target: ['T: ', '股價上漲一成。'],
      staleSource: ['股價上漲一成。'],
      staleState: 'reviewed',
    })
    expect(changes.map(({ kind }) => kind)).toEqual(['stale'])
    // Edited once more, it still says what it was made from; back again, it holds.
    edited[0] = ['智譜今天上市。', '股價一度上漲兩成。']
    const again = sync(translation, edited).translation
    expect(again.units[0]?.segments[1]?.staleSource).toEqual(['股價上漲一成。'])
    const back = sync(again, start)
    expect(back.translation).toEqual(first)
    expect(back.changes.map(({ kind }) => kind)).toEqual(['restored'])
  })

  test('a mark more before it renumbers the marks of a translation', () => {
    const edited = structuredClone(start)
    edited[1] = ['*現場', '創辦人說：*感謝大家。', '他會繼續努力。']
    const { translation } = sync(first, edited)
    const segment = translation.units[1]?.segments[1]
    expect(segment?.state).toBe('reviewed')
    expect(printContent(segment?.target ?? [])).toBe(
      'T: 創辦人說：<2>感謝大家。</2>',
    )
  })

  test('what moved keeps its translation; what is gone comes back', () => {
    const moved = sync(first, [start[2] ?? [], start[0] ?? [], start[1] ?? []])
    expect(moved.changes).toEqual([])
    const split = sync(first, [['智譜今天上市。'], ['股價上漲一成。']])
    const states = split.translation.units.map(
      ({ segments }) => segments[0]?.state,
    )
    expect(states).toEqual(['reviewed', 'reviewed'])
    expect(split.translation.retired.flatMap((u) => u.segments)).toHaveLength(3)
    const back = sync(split.translation, start)
    expect(back.translation.retired).toEqual([])
    expect(back.translation.units.flatMap((u) => u.segments)).toEqual(
      first.units.flatMap((u) => u.segments),
    )
  })

  test('a second sentence of the same words gets nothing by itself', () => {
    const { translation } = sync(first, [...start, ['這是第三段。']])
    expect(translation.units[3]?.segments[0]).toMatchObject({
      state: 'initial',
      notes: [],
    })
    expect(translation.units[3]?.segments[0]?.target).toBeUndefined()
    const ids = translation.units.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
  })

  test('whatever is edited, no work is lost and none is another sentence’s', () => {
    const sentence = fc.constantFrom(
      '甲公司上市。',
      '甲公司昨天上市。',
      '乙公司*上市。',
      '丙。',
      '丁說*好。',
      '營收成長一成。',
      '營收成長兩成。',
    )
    const articles = fc.array(
      fc.array(sentence, { minLength: 1, maxLength: 4 }),
      { maxLength: 6 },
    )
    const steps = fc.array(articles, { minLength: 2, maxLength: 6 })
    fc.assert(
      fc.property(steps, fc.boolean(), (versions, translateAll) => {
        let kept: Translation | undefined
        for (const [index, blocks] of versions.entries()) {
          const units = articleOf(blocks)
          const { translation } = syncTranslation(kept, units, of)
          const now = all(translation)
          // The model: text of each translation, and the sentence it is of.
          const made = (list: readonly Segment[]) =>
            new Set(
              list.flatMap(({ target, origin }) =>
                target ? [`${textOf(target)} ← ${origin?.name}`] : [],
              ),
            )
          const before = made(kept ? all(kept) : [])
          expect(new Set([...before, ...made(now)])).toEqual(made(now))
          for (const one of now) {
            if (!one.target) continue
            const text = textOf(one.target).slice(3)
            const source = one.staleSource ?? one.source
            expect(text).toBe(textOf(source))
            if (one.staleSource) expect(one.state).toBe('initial')
            else
              expect(sentenceKey(one.target.slice(1))).toBe(
                sentenceKey(one.source),
              )
          }
          // The units are the article's, sentence by sentence.
          expect(
            translation.units.map((u) => u.segments.map((s) => s.source)),
          ).toEqual(units.map((u) => u.segments.map((s) => s.content)))
          for (const list of [translation.units, translation.retired]) {
            const ids = list.map(({ id }) => id)
            expect(new Set(ids).size).toBe(ids.length)
            for (const { segments } of list) {
              const own = segments.map(({ id }) => id)
              expect(new Set(own).size).toBe(own.length)
            }
          }
          expect(syncTranslation(translation, units, of)).toEqual({
            translation,
            changes: [],
          })
          kept =
            translateAll || index % 2 === 0
              ? translated(translation)
              : translation
        }
      }),
      { numRuns: 1000 },
    )
  })
})
