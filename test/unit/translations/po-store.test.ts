import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { printPoStore, readPoStore } from '../../../src/translations/index.ts'
import { translations } from './translations.ts'

const of = { article: 'a.md', source: 'zh-TW', target: 'en' } as const

describe('a translation kept as PO', () => {
  test('comes back whole, whatever is in it', () => {
    fc.assert(
      fc.property(translations, (translation) => {
        const text = printPoStore(translation)
        const back = readPoStore(text)
        expect(back.findings).toEqual([])
        expect(back.translation).toEqual(translation)
        const again = back.translation && printPoStore(back.translation)
        expect(again).toBe(text)
      }),
      { numRuns: 300 },
    )
  })

  const text = printPoStore({
    ...of,
    units: [
      {
        id: 'u1',
        kind: 'paragraph',
        codes: [],
        concepts: [],
        segments: [
          {
            id: 's1',
            source: ['智譜上市'],
            target: ['Zhipu lists'],
            state: 'reviewed',
            space: '',
            notes: ['Check the name.'],
          },
          {
            id: 's2',
            source: ['很好'],
            state: 'initial',
            space: '',
            notes: [],
          },
        ],
      },
    ],
    retired: [],
  })

  test('shows people what they know', () => {
    expect(text).toContain('# Check the name.\n')
    expect(text).toContain('msgid "智譜上市"\nmsgstr "Zhipu lists"\n')
    expect(text).toContain('msgid "很好"\nmsgstr ""\n')
  })

  test('takes what a program for PO files changed', () => {
    const edited = text
      .replace('msgid "很好"\nmsgstr ""', 'msgid "很好"\nmsgstr "Good"')
      .replace('msgstr "Zhipu lists"', 'msgstr ""\n"Zhipu AI "\n"lists"')
      .replace('# Check', '# Done.\n# Check')
    const segments = readPoStore(edited).translation?.units[0]?.segments
    expect(segments?.[0]).toMatchObject({
      target: ['Zhipu AI lists'],
      state: 'reviewed',
      notes: ['Done.', 'Check the name.'],
    })
    expect(segments?.[1]).toMatchObject({
      target: ['Good'],
      state: 'translated',
    })
    const fuzzy = text.replace('msgctxt "u1/s1"', '#, fuzzy\nmsgctxt "u1/s1"')
    expect(readPoStore(fuzzy).translation?.units[0]?.segments[0]?.state).toBe(
      'initial',
    )
  })

  test.each([
    ['another article', text, { ...of, article: 'b.md' }],
    ['another language', text, { ...of, target: 'zh-CN' }],
    ['no article', text.replace(/"X-Yiwen-Article.*\n/, ''), of],
    ['an id twice', text.replace('u1/s2', 'u1/s1'), of],
    ['a comment cut off', text.replace('"state":"reviewed"', '"state'), of],
    ['no PO', '<xliff/>', of],
    ['a string cut off', text.replace('智譜上市"', '智譜上市'), of],
  ] as const)('is refused: %s', (_, broken, expected) => {
    const { translation, findings } = readPoStore(broken, expected)
    expect(translation).toBeUndefined()
    expect(findings[0]?.fatal).toBe(true)
    expect(findings[0]?.line).toBeGreaterThan(0)
  })
})
