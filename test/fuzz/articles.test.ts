import fc from 'fast-check'
import { VFile } from 'vfile'
import { describe, expect, test } from 'vitest'
import {
  type Concept,
  createLocalizer,
  type LocalizeOptions,
} from '../../src/index.ts'
import { ParseError } from '../../src/parse/index.ts'
import { judgeByTree, judgeUnits, read } from '../unit/locate/oracle.ts'
import { articles } from './real-text.ts'

const term = (id: string, text: string, english: string): Concept => ({
  id,
  domain: 'it',
  state: 'approved',
  doNotTranslate: false,
  gloss: true,
  terms: [
    { text, locale: 'zh-TW', type: 'full', status: 'preferred' },
    { text: english, locale: 'en', type: 'full', status: 'preferred' },
  ],
})

const localizer = createLocalizer({
  concepts: [
    term('zhipu', '智譜', 'Zhipu AI'),
    term('software', '軟體', 'software'),
    term('data', '資料', 'data'),
  ],
})

const run = (value: string, options: LocalizeOptions): VFile =>
  localizer.localize(new VFile({ path: 'a.md', value }), {
    source: 'zh-TW',
    ...options,
  })

const glosses = fc.constantFrom(
  undefined,
  'paren',
  'footnote',
  'ruby',
  'abbr',
  'directive',
)

/** Refused for what it is, which is a finding of its own. */
const refusals = new Set([
  'front-matter-invalid',
  'locate-marker-unclosed',
  'parse-too-costly',
  'parse-too-deep',
])

const fatal = (file: VFile): string[] =>
  file.messages
    .filter((message) => message.fatal)
    .filter(({ ruleId = '' }) => !refusals.has(ruleId))
    .map(String)

describe('articles with anything wrong', () => {
  test('are located as their tree and source are', () => {
    fc.assert(
      fc.property(articles, (whole) => {
        // What reads an article leaves its byte order mark aside.
        const source = whole.replace(/^\uFEFF/, '')
        try {
          const { parsed, units } = read(source)
          expect(judgeUnits(source, units)).toEqual([])
          const wrong = judgeByTree(source, parsed.tree, units)
          // What broken HTML is, the judge's patterns can not tell.
          const sure = wrong.filter(
            (one) => !/^(?:HTML text|comment or template|tag) /.test(one),
          )
          expect(sure).toEqual([])
        } catch (error) {
          if (!(error instanceof ParseError)) throw error
          expect(error.finding.ruleId).toMatch(/^parse-too-(?:deep|costly)$/)
        }
      }),
      { numRuns: 150 },
    )
  })

  test('come out as they are in their own locale', () => {
    fc.assert(
      fc.property(articles, (source) => {
        expect(String(run(source, { target: 'zh-TW' }))).toBe(source)
      }),
      { numRuns: 100 },
    )
  })

  test('keep their shape and every byte outside of edits', () => {
    fc.assert(
      fc.property(
        articles,
        fc.constantFrom('zh-CN', 'zh-HK', 'zh-TW'),
        glosses,
        fc.constantFrom({}, { spaces: 'add', punctuation: 'wide' } as const),
        (source, target, style, typography) => {
          const gloss =
            style === undefined
              ? {}
              : ({ gloss: { style, frequency: 'every' } } as const)
          const edition = run(source, { target, ...gloss, ...typography })
          expect(fatal(edition)).toEqual([])
          let at = 0
          let rebuilt = ''
          const { edits = [], text = source } =
            edition.data.yiwen?.edition ?? {}
          for (const { span, text: replaced } of edits) {
            expect(span.start).toBeGreaterThanOrEqual(at)
            rebuilt += text.slice(at, span.start) + replaced
            at = span.end
          }
          const bom = source.startsWith('\uFEFF') ? '\uFEFF' : ''
          const whole = bom + rebuilt + text.slice(at)
          // Notes of a page come after its last byte.
          const tail = String(edition).slice(whole.length)
          expect(whole + tail).toBe(String(edition))
          if (style !== 'footnote') expect(tail).toBe('')
        },
      ),
      { numRuns: 200 },
    )
  })

  test('are not converted again once they are', () => {
    fc.assert(
      fc.property(
        articles,
        fc.constantFrom('zh-CN', 'zh-HK'),
        (source, target) => {
          const once = run(source, { target })
          if (once.messages.some((message) => message.fatal)) return
          const locale = target as 'zh-CN' | 'zh-HK'
          const own = run(String(once), { source: locale, target: locale })
          expect(String(own)).toBe(String(once))
        },
      ),
      { numRuns: 100 },
    )
  })
})
