import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Concept,
  printContent,
  type Unit,
} from '../../../src/model/index.ts'
import { type PlacedUnit, segmentUnits } from '../../../src/segment/index.ts'
import { markdown } from '../locate/markdown-text.ts'
import { read } from '../locate/oracle.ts'
import { judgeSegments } from './judge-segments.ts'

function segment(
  source: string,
  settings: { mdx?: boolean } = {},
): { units: readonly Unit[]; cut: PlacedUnit[] } {
  const { units } = read(source, settings)
  return { units, cut: segmentUnits(units, { source, locale: 'zh-TW' }) }
}

function shown(source: string): string[] {
  return segment(source).cut.flatMap(({ segments }) =>
    segments.map(({ content, space }) => printContent(content) + space),
  )
}

describe('segments', () => {
  it('are sentences, with a mark that runs over several', () => {
    expect(shown('甲**乙。丙**丁。戊')).toEqual([
      '甲<1>乙。',
      '丙</1>丁。',
      '戊',
    ])
  })

  it('keep the end of a mark with what it ends behind', () => {
    expect(shown('**甲。**乙。*丙*')).toEqual([
      '<1>甲。</1>',
      '乙。',
      '<2>丙</2>',
    ])
  })

  it('end with a hard break, whose code has the next line’s prefix', () => {
    const { cut } = segment('> 甲  \n> 乙\\\n> 丙')
    expect(cut[0]?.segments.map((s) => printContent(s.content))).toEqual([
      '甲<1/>',
      '乙<2/>',
      '丙',
    ])
    expect(cut[0]?.codes.map(({ kind, before }) => [kind, before])).toEqual([
      ['break', '  \n> '],
      ['break', '\\\n> '],
    ])
  })

  it('have soft breaks as white space, or as nothing between Han', () => {
    expect(shown('> 甲\n> 乙。\n> a\n> b')).toEqual(['甲乙。 ', 'a b'])
  })

  it('have codes with the bytes of the source', () => {
    const source = '甲[乙](u "題")`a`![圖](b)[^1]<b>丙</b>:keep[丁]\n\n[^1]: 註'
    const [unit] = segment(source).cut
    expect(
      unit?.codes.map(({ kind, before, after }) => [kind, before, after]),
    ).toEqual([
      ['link', '[', '](u "題")'],
      ['protected', '`a`', ''],
      ['protected', '![圖](b)', ''],
      ['protected', '[^1]', ''],
      ['html', '<b>', '</b>'],
      ['keep', ':keep[', ']'],
      ['protected', '丁', ''],
    ])
  })

  it('have what nobody closed or put anything in as codes', () => {
    expect(shown('甲[](u)乙</b>丙<b>丁')).toEqual(['甲<1/>乙<2/>丙<3/>丁'])
  })

  it('tell the concepts in them, each once, in order', () => {
    const { units } = read('甲乙甲。')
    const concept = (id: string): Concept => ({ id }) as Concept
    const at = (start: number, id: string) => {
      return { unit: 0, start, end: start + 1, concept: concept(id) } as never
    }
    const [unit] = segmentUnits(units, {
      source: '甲乙甲。',
      locale: 'zh-TW',
      occurrences: [at(0, 'a'), at(1, 'b'), at(2, 'a')],
    })
    expect(unit?.concepts).toEqual(['a', 'b'])
  })

  it('number what is there again, in a unit and in an article', () => {
    const { cut } = segment('甲。甲。\n\n甲。甲。')
    const [first, second] = cut
    expect(first?.segments[1]?.id).toBe(`${first?.segments[0]?.id}-2`)
    expect(second?.id).toBe(`${first?.id}-2`)
    expect(second?.segments[0]?.id).toBe(first?.segments[0]?.id)
  })

  it('keep their ids when a mark comes into another sentence', () => {
    const [before] = segment('甲。乙**丙**。').cut
    const [after] = segment('**甲**。乙**丙**。').cut
    expect(after?.segments[1]?.id).toBe(before?.segments[1]?.id)
    expect(after?.segments[0]?.id).not.toBe(before?.segments[0]?.id)
  })
})

describe('any article', () => {
  it('is its segments, every byte accounted for', () => {
    fc.assert(
      fc.property(markdown, (source) => {
        const { units, cut } = segment(source)
        expect(judgeSegments(source, units, cut)).toEqual([])
      }),
      { numRuns: 2000 },
    )
  }, 60_000)

  it('keeps the ids of what was not edited', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.array(fc.constantFrom('甲', '乙', '**丙**', '`丁`'), {
            minLength: 1,
            maxLength: 6,
          }),
          { minLength: 2, maxLength: 6 },
        ),
        fc.nat(),
        (paragraphs, where) => {
          const texts = paragraphs.map(
            (bits, index) => `${index}${bits.join('。')}`,
          )
          const at = where % texts.length
          const ids = (all: readonly string[]): string[] =>
            segment(all.join('\n\n')).cut.map(({ id, segments }) =>
              [id, ...segments.map((s) => s.id)].join(),
            )
          const before = ids(texts)
          const edited = texts.map((text, index) =>
            index === at ? `新${text}。又` : text,
          )
          const after = ids(edited)
          for (const [index, id] of before.entries()) {
            expect(after[index] === id).toBe(index !== at)
          }
        },
      ),
    )
  })
})
