import fc from 'fast-check'
import { VFile } from 'vfile'
import { describe, expect, it } from 'vitest'
import { type Concept, createLocalizer } from '../src/index.ts'

const zhipu: Concept = {
  id: 'zhipu',
  domain: 'company',
  state: 'approved',
  doNotTranslate: false,
  gloss: true,
  terms: [
    { text: '智譜', locale: 'zh-TW', type: 'full', status: 'preferred' },
    { text: 'Zhipu AI', locale: 'en', type: 'full', status: 'preferred' },
  ],
}

/** Text with everything in it that an edition changes. */
const prose = fc
  .array(
    fc.constantFrom(
      '軟體',
      '智譜',
      '網路',
      '程式碼',
      '「',
      '」',
      '『',
      '』',
      '的',
      '，',
      '。',
      ' ',
      'API',
      'a',
      '1',
      '乾',
      '隆',
      '𠮷',
      '著',
      '&amp;',
      '\\*',
      '（',
      '）',
      '(AGI)',
      '軟',
      '體',
      '~',
      ':',
      '$5',
      '-',
      '|',
      '<',
      '{',
    ),
    { minLength: 1, maxLength: 8 },
  )
  .map((parts) => parts.join(''))

/** Something that has to come out as it went in. */
const kept = fc.constantFrom(
  '`軟體`',
  '``軟 ` 體``',
  '<https://a.tw/軟體>',
  '$x_{軟}$',
  '-{軟體}-',
  ':keep[軟體]',
  '{{< 軟體 >}}',
  '<code>軟體</code>',
  '<!-- yiwen:off -->軟體<!-- yiwen:on -->',
  '[^軟]',
  '<kbd>軟</kbd>',
)

const inline = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 3 },
    { weight: 5, arbitrary: prose },
    { weight: 2, arbitrary: kept },
    tie('node').map((x) => `**${x}**`),
    tie('node').map((x) => `*${x}*`),
    tie('node').map((x) => `~~${x}~~`),
    tie('node').map((x) => `[${x}](/軟體 "軟體")`),
    tie('node').map((x) => `![${x}](軟體.png)`),
    tie('node').map((x) => `[${x}]`),
    tie('node').map((x) => `<b title="軟體">${x}</b>`),
    fc.tuple(tie('node'), tie('node')).map(([a, b]) => a + b),
    fc.tuple(tie('node'), tie('node')).map(([a, b]) => `${a}\n${b}`),
  ),
})).node

const block = fc.letrec<{ node: string }>((tie) => ({
  node: fc.oneof(
    { maxDepth: 2 },
    { weight: 4, arbitrary: inline },
    inline.map((x) => `# ${x.replaceAll('\n', ' ')}`),
    inline.map(
      (x) => `| ${x.replaceAll('\n', ' ')} | 軟 |\n| - | - |\n| 一 | 二 |`,
    ),
    fc.constant('```js title="軟體"\n// 軟體\n```'),
    fc.constant('<div title="軟體">\n軟體 <i>網</i>路\n</div>'),
    fc.constant('[軟體]: /軟體 "軟體"'),
    fc.constant('[^軟]: 軟體'),
    fc.constant(':::note[軟體]\n軟體\n:::'),
    fc.constant('$$\n軟\n$$'),
    tie('node').map((x) => x.replace(/^/gm, '> ')),
    tie('node').map((x) => `- ${x.replaceAll('\n', '\n  ')}`),
    fc.tuple(tie('node'), tie('node')).map(([a, b]) => `${a}\n\n${b}`),
  ),
})).node

const article = fc
  .tuple(
    fc.constantFrom(
      '',
      '---\ntitle: 軟體「好」\ntags: [軟體, "網路"]\n軟體: 1\n---\n',
    ),
    block,
    fc.constantFrom('', '\n'),
  )
  .map((parts) => parts.join(''))

const localizer = createLocalizer({ concepts: [zhipu] })
const run = (value: string, options = {}): VFile =>
  localizer.localize(new VFile({ path: 'a.md', value }), {
    target: 'zh-CN',
    source: 'zh-TW',
    ...options,
  })

describe('every article', () => {
  it('is itself as the edition it is', () => {
    fc.assert(
      fc.property(
        fc.oneof(article, fc.string({ unit: 'binary' })),
        (source) => {
          expect(String(run(source, { target: 'zh-TW' }))).toBe(source)
        },
      ),
      { numRuns: 500 },
    )
  })

  it('keeps its shape, whatever is glossed', () => {
    fc.assert(
      fc.property(
        article,
        fc.constantFrom('paren', 'footnote', 'ruby', 'abbr', 'directive'),
        fc.boolean(),
        (source, style, appendix) => {
          const gloss = { style, frequency: 'every', headings: true, appendix }
          const edition = run(source, { gloss })
          expect(edition.messages.filter((m) => m.fatal).map(String)).toEqual(
            [],
          )
        },
      ),
      { numRuns: 1500 },
    )
  })

  it('keeps what is protected', () => {
    fc.assert(
      fc.property(fc.array(kept, { minLength: 1, maxLength: 4 }), (list) => {
        const source = `軟${list.join('，軟 ')}體\n\n[^軟]: 軟\n`
        const edition = String(run(source))
        let at = 0
        for (const text of [...list, '[^軟]:']) {
          at = edition.indexOf(text, at)
          expect(at, `${text} in ${edition}`).toBeGreaterThanOrEqual(0)
          at += text.length
        }
      }),
    )
  })

  it('differs only inside its edits', () => {
    fc.assert(
      fc.property(article, (source) => {
        const edition = run(source, { gloss: {} })
        let at = 0
        let rebuilt = ''
        for (const { span, text } of edition.data.yiwen?.edition?.edits ?? []) {
          expect(span.start).toBeGreaterThanOrEqual(at)
          rebuilt += source.slice(at, span.start) + text
          at = span.end
        }
        expect(rebuilt + source.slice(at)).toBe(String(edition))
      }),
      { numRuns: 300 },
    )
  })

  it('comes out the same twice, and from another localizer', () => {
    fc.assert(
      fc.property(article, (source) => {
        const other = createLocalizer({ concepts: [zhipu] }).localize(
          new VFile({ path: 'a.md', value: source }),
          { target: 'zh-CN', source: 'zh-TW', gloss: {} },
        )
        const first = run(source, { gloss: {} })
        expect(String(run(source, { gloss: {} }))).toBe(String(first))
        expect(String(other)).toBe(String(first))
      }),
      { numRuns: 100 },
    )
  })

  it('has CRLF and a byte order mark where its source has', () => {
    fc.assert(
      fc.property(article, (source) => {
        const lf = String(run(source, { gloss: {} }))
        const crlf = String(
          run(`\uFEFF${source.replaceAll('\n', '\r\n')}`, { gloss: {} }),
        )
        expect(crlf).toBe(`\uFEFF${lf.replaceAll('\n', '\r\n')}`)
      }),
      { numRuns: 500 },
    )
  })
})
