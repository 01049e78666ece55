import fc from 'fast-check'
import { VFile } from 'vfile'
import { describe, expect, test } from 'vitest'
import { readMarkup } from '../../src/engines/markup.ts'
import { readAnswers } from '../../src/engines/read-answers.ts'
import { extractTerms } from '../../src/extract-terms.ts'
import { createLocalizer } from '../../src/index.ts'
import { commentsOf } from '../../src/locate/code-comments.ts'
import { readShortcode } from '../../src/publish/html/shortcode.ts'
import { readVariant } from '../../src/publish/html/variant.ts'
import { foldDigits } from '../../src/quantity/fold-digits.ts'
import { sentenceText } from '../../src/server/segment-text.ts'
import { parseTagged } from '../../src/translations/visible-tags.ts'

// Patterns that tried each of many starts to the end of the text, or each of many
// ends: `recheck` 4.5 found them. A million characters would take them from minutes
// to days, and take a fraction of a second; the limit is a guard against hanging.
const length = 300_000
const many = (part: string): string =>
  part.repeat(Math.ceil(length / part.length))

const localizer = createLocalizer({
  concepts: [
    {
      id: 'zhipu',
      domain: 'it',
      state: 'approved',
      doNotTranslate: false,
      gloss: true,
      terms: [
        { text: '智譜', locale: 'zh-TW', type: 'full', status: 'preferred' },
        { text: 'Zhipu', locale: 'en', type: 'full', status: 'preferred' },
      ],
    },
  ],
})
const localize = (value: string): string =>
  String(
    localizer.localize(new VFile({ path: 'a.md', value }), {
      target: 'zh-CN',
      source: 'zh-TW',
      gloss: { style: 'paren' },
      locate: { codeComments: true, mermaid: true },
    }),
  )

const traps: Record<string, () => unknown> = {
  'a bracket of spaces behind a term': () =>
    localize(`智譜（${' '.repeat(length)}軟體`),
  'a template tag of spaces': () => localize(`軟 {{${many('\t')}}} 體`),
  'a reference whose label is spaces': () => localize(`[軟${many(' ')}\n體][]`),
  'quotation marks that are escaped': () => commentsOf(many('"\\'), 'js'),
  'a comment that never ends': () => commentsOf(`/*${many('*a')}`, 'css'),
  'tags of one name': () =>
    readMarkup(`<A${many('A')}<A>`, { pair: 'g', alone: 'x' } as never),
  'a fence in an answer': () => readAnswers(`\`\`\`\n${many('\n')}`),
  'Latin letters in extraction': () =>
    extractTerms([
      {
        file: new VFile({
          path: 'a.md',
          value: `軟體 ${'A'.repeat(100_000)}`,
        }),
      },
    ]),
  'formal numerals without a unit': () => foldDigits(`${many('伍')} 拾`),
  'a shortcode of spaces': () => readShortcode(`{{<${many('\t')}-${many('/')}`),
  'a variant of spaces': () => readVariant(`-{${many(' ')}}-`, 'zh-TW'),
  'a sentence of spaces': () => sentenceText(`a${many('\t')}\u0000`),
  'a tag of spaces': () => parseTagged(`<${many('\t')}0\t${many('\t')}`),
}

describe('what made a pattern try everything is read at once', () => {
  test.each(Object.entries(traps))(
    '%s',
    (_name, run) => {
      expect(() => run()).not.toThrow()
    },
    30_000,
  )
})

test('formal numerals are folded where a unit follows a digit', () => {
  // What the pattern was before it was made linear.
  const before =
    /[壹贰叁参肆伍陆柒捌玖][壹贰叁参肆伍陆柒捌玖拾佰仟万亿零]*[拾佰仟万亿][壹贰叁参肆伍陆柒捌玖拾佰仟万亿零]*/g
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...'壹伍玖拾佰万亿零加元'), { maxLength: 12 }),
      (characters) => {
        const text = `拾${characters.join('')}`
        const runs = text.match(before) ?? []
        const rest = text.split(before)
        const folded = foldDigits(text)
        let at = 0
        for (const [index, part] of rest.entries()) {
          expect(folded.slice(at, at + part.length)).toBe(part)
          at += part.length
          const run = runs[index] ?? ''
          expect(folded.slice(at, at + run.length)).not.toMatch(/[壹伍玖拾佰]/)
          at += run.length
        }
      },
    ),
  )
})
