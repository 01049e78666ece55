import fc from 'fast-check'
import type { Nodes } from 'mdast'
import { VFile } from 'vfile'
import { describe, expect, it } from 'vitest'
import { type LocalizeOptions, localize } from '../src/index.ts'
import { locatePlain, locateResource } from '../src/locate/index.ts'
import {
  type Concept,
  type Content,
  parseContent,
  printContent,
  type SegmentState,
  type Translation,
  type Unit,
} from '../src/model/index.ts'
import { segmentUnits } from '../src/segment/index.ts'
import { markdown } from './unit/locate/markdown-text.ts'
import { read } from './unit/locate/oracle.ts'
import { lots, shuffled, translationOf } from './unit/segment/artificial.ts'
import { expectWorded } from './wording.ts'

function unitsOf(source: string, path: string): readonly Unit[] {
  if (path.endsWith('.txt')) return locatePlain(source)
  if (path.endsWith('.json')) return locateResource(source)
  return read(source, { mdx: path.endsWith('x') }).units
}

/** Translate sentences, written as {@link printContent} writes them. */
function translate(
  source: string,
  words: Readonly<Record<string, string>>,
  options: Partial<LocalizeOptions> & {
    path?: string
    state?: SegmentState
    concepts?: Concept[]
  } = {},
): VFile {
  const { path = 'a.md', state, ...rest } = options
  const units = unitsOf(source, path)
  const cut = segmentUnits(units, { source, locale: 'zh-TW' })
  const translation = translationOf(cut, rest.target ?? 'en', (content) => {
    const text = words[printContent(content)]
    return text === undefined ? undefined : parseContent(text)
  })
  const kept: Translation = state
    ? {
        ...translation,
        units: translation.units.map((unit) => ({
          ...unit,
          segments: unit.segments.map((s) => (s.target ? { ...s, state } : s)),
        })),
      }
    : translation
  return localize(new VFile({ path, value: source }), {
    target: 'en',
    source: 'zh-TW',
    translation: kept,
    ...rest,
  })
}

const rulesOf = (file: VFile): (string | undefined)[] =>
  file.messages.map(({ ruleId }) => ruleId ?? undefined)

describe('English', () => {
  it.each<[string, string, Record<string, string>, string, string?]>([
    ['a paragraph', '甲。乙。', { '甲。': 'A.', '乙。': 'B.' }, 'A. B.'],
    [
      'a soft break',
      '> 甲\n> 乙。\n> 丙。',
      { '甲乙。': 'A.', '丙。': 'C.' },
      '> A. C.',
    ],
    [
      'a hard break',
      '甲  \n乙',
      { '甲<1/>': 'A<1/>', 乙: '1. B' },
      'A  \n1\\. B',
    ],
    [
      'bold text elsewhere',
      '**甲**乙',
      { '<1>甲</1>乙': 'B <1>A</1>' },
      'B **A**',
    ],
    [
      'bold text over sentences',
      '甲**乙。丙**丁',
      { '甲<1>乙。': 'A <1>B.', '丙</1>丁': 'C</1> D' },
      'A **B. C** D',
    ],
    [
      'space at the ends of bold text',
      '**甲**乙',
      { '<1>甲</1>乙': '<1> A </1>b' },
      '**A** b',
    ],
    [
      'bold text that would not be',
      '**甲**乙',
      { '<1>甲</1>乙': 'b<1>(A)</1>b' },
      'b **(A)** b',
    ],
    [
      'an underscore in a word',
      '_甲_ 乙',
      { '<1>甲</1> 乙': 'x<1>A</1>y' },
      'x _A_ y',
    ],
    [
      'a link and its title',
      '[甲](u "乙")',
      { '<1>甲</1>': '<1>[A]</1>', 乙: '"B"' },
      '[\\[A\\]](u "\\"B\\"")',
    ],
    [
      'a title in brackets',
      '[甲](u (乙))',
      { '<1>甲</1>': '<1>A</1>', 乙: '(B)' },
      '[A](u (\\(B\\)))',
    ],
    [
      'an image in a link',
      '[![甲](i)](u)丙',
      { '<1><2/></1>丙': 'C <1><2/></1>', 甲: 'A]' },
      'C [![A\\]](i)](u)',
    ],
    [
      'a shortcut reference',
      '見[甲]。\n\n[甲]: u',
      { '見<1>甲</1>。': 'See <1>A</1>.' },
      'See [A][甲].\n\n[甲]: u',
    ],
    [
      'an image found by its label',
      '見![甲]。\n\n[甲]: u',
      { '見<1/>。': 'See <1/>.', 甲: 'A' },
      'See ![A][甲].\n\n[甲]: u',
    ],
    ['what would begin a block', '甲', { 甲: '- # 1. A' }, '\\- # 1. A'],
    ['a number that would begin a list', '甲', { 甲: '1. A' }, '1\\. A'],
    ['a rule', '甲', { 甲: '---' }, '\\---'],
    ['an underline', '> 甲', { 甲: '=== A' }, '> \\=== A'],
    ['a quotation', '甲', { 甲: '> A' }, '\\> A'],
    ['tabs and spaces at the ends', '甲', { 甲: '\t  A \n B\t' }, 'A B'],
    [
      'markup by accident',
      '甲',
      { 甲: '*a* `b` [c](d) <e> &amp;amp; R&amp;D ~~f~~' },
      '\\*a\\* \\`b\\` \\[c]\\(d) \\<e> \\&amp; R&D \\~\\~f\\~\\~',
    ],
    ['a dollar alone', '甲', { 甲: 'HK$4.3 billion' }, 'HK$4.3 billion'],
    ['two dollars', '甲', { 甲: '$1 and $2' }, '\\$1 and \\$2'],
    [
      'an exclamation before a link',
      '[甲](u)',
      { '<1>甲</1>': 'A!<1>B</1>' },
      'A\\![B](u)',
    ],
    [
      'an address',
      '見 https://a.b 好',
      { '見 <1/> 好': 'see<1/>now' },
      'see https://a.b now',
    ],
    ['a heading', '# 甲 ##', { 甲: 'A #' }, '# A # ##'],
    ['a heading without a closing', '# 甲', { 甲: '1. A #' }, '# 1. A \\#'],
    ['a heading with an underline', '甲\n==', { 甲: '# A' }, '\\# A\n=='],
    [
      'a cell',
      '| 甲 |\n|-|\n| `a` |',
      { 甲: 'A | B' },
      '| A \\| B |\n|-|\n| `a` |',
    ],
    ['a task', '- [ ] 甲', { 甲: '[A]' }, '- [ ] \\[A]'],
    [
      'HTML',
      '<p title="甲">乙<b>丙</b></p>',
      { 甲: '"A"', '乙<1>丙</1>': '<1>C</1> &lt;B' },
      '<p title="&quot;A&quot;"><b>C</b> &lt;B</p>',
    ],
    [
      'a language in HTML',
      '<p lang="zh-TW">甲</p>',
      { 甲: 'A' },
      '<p lang="en">A</p>',
    ],
    [
      'a mark of forms',
      '用-{zh-cn:软件;zh-tw:軟體;en:software}-。',
      { '用<1/>。': 'Use <1/>.' },
      'Use software.',
    ],
    [
      'a mark of forms left out',
      '用-{zh-cn:软件;zh-tw:軟體}-。',
      { '用<1/>。': 'Use software.' },
      'Use software.',
    ],
    [
      'a mark of one form',
      '舊名-{畚箕湖}-。',
      { '舊名<1/>。': 'Its old name (<1/>).' },
      'Its old name (-{畚箕湖}-).',
    ],
    [
      'front matter',
      '---\ntitle: 甲\n---\n',
      { 甲: 'A b' },
      '---\ntitle: A b\n---\n',
    ],
    [
      'front matter that needs quotes',
      '---\ntitle: 甲\ntags: [乙, 丙]\n---\n',
      { 甲: 'A: b', 乙: 'true', 丙: '1' },
      '---\ntitle: "A: b"\ntags: ["true", "1"]\n---\n',
    ],
    [
      'front matter in quotes',
      '---\ntitle: \'甲\'\ndescription: "乙"\n---\n',
      { 甲: "A's", 乙: '"B"' },
      '---\ntitle: \'A\'\'s\'\ndescription: "\\"B\\""\n---\n',
    ],
    [
      'front matter in a block',
      '---\ndescription: >\n  甲\n  乙\n---\n',
      { 甲乙: 'A: #b' },
      '---\ndescription: >\n  A: #b\n---\n',
    ],
    [
      'TOML',
      "+++\ntitle = '甲'\n+++\n",
      { 甲: "A's" },
      '+++\ntitle = "A\'s"\n+++\n',
    ],
    [
      'plain text',
      '甲。乙。',
      { '甲。': '*A.', '乙。': 'B.' },
      '*A. B.',
      'a.txt',
    ],
    [
      'a resource',
      '{"a": "甲{{n}}乙"}',
      { '甲<1/>乙': '"A" <1/>' },
      '{"a": "\\"A\\" {{n}}"}',
      'a.json',
    ],
    [
      'MDX',
      '<A title="甲">乙</A>\n',
      { 甲: '"A"', '<1/>乙<2/>': '<1/>B {c}<2/>' },
      '<A title="&quot;A&quot;">B \\{c}</A>\n',
      'a.mdx',
    ],
    [
      'a directive',
      ':::note[甲]\n乙\n:::',
      { 甲: '[A]', 乙: 'B' },
      ':::note[\\[A\\]]\nB\n:::',
    ],
    [
      'a caption',
      '```js title="甲"\n1\n```',
      { 甲: 'A' },
      '```js title="A"\n1\n```',
    ],
  ])('%s', (_name, source, words, wanted, path = 'a.md') => {
    const edition = translate(source, words, { path })
    expect(String(edition)).toBe(wanted)
    expect(rulesOf(edition)).toEqual([])
    expect(edition.data.yiwen?.edition?.incomplete).toBeUndefined()
  })

  it('says why, with the sentence, its translation and state', () => {
    const edition = translate('甲。', { '甲。': 'A.' }, { state: 'reviewed' })
    const [edit] = edition.data.yiwen?.edition?.edits ?? []
    expect(edit?.why).toMatchObject({
      rule: 'translation',
      before: '甲。',
      after: 'A.',
      state: 'reviewed',
    })
  })

  it('is not complete without one sentence, and says so once', () => {
    const source = '甲。乙。\n\n丙。'
    const words = { '甲。': 'A.', '丙。': 'C.' }
    const skipped = translate(source, words)
    expect(rulesOf(skipped)).toEqual(['translation-missing'])
    expect(skipped.messages[0]?.reason).toMatch(/^1 of 3 sentences/)
    expect(skipped.messages[0]?.column).toBe(3)
    expect(skipped.messages[0]?.fatal).toBe(false)
    expect(skipped.data.yiwen?.edition?.incomplete).toBe(true)
    const kept = translate(source, words, { incomplete: 'source' })
    expectWorded([...skipped.messages, ...kept.messages])
    expect(String(kept)).toBe('甲。乙。\n\nC.')
    expect(kept.data.yiwen?.edition?.incomplete).toBeUndefined()
  })

  it('says in the tree what is in Chinese', () => {
    const source = '# 甲\n\n乙\n\n| 丙 | 丁 |\n|-|-|\n\n戊'
    const words = { 乙: 'B', 丁: 'D' }
    const edition = translate(source, words, { incomplete: 'source' })
    const { tree } = edition.data.yiwen?.edition ?? {}
    const text = (node: Nodes): string =>
      'children' in node
        ? node.children.map(text).join('')
        : 'value' in node
          ? node.value
          : ''
    const tagged: string[] = []
    const walk = (node: Nodes): void => {
      const { hProperties } = (node.data ?? {}) as {
        hProperties?: { lang?: string }
      }
      if (hProperties?.lang === 'zh-Hant-TW') tagged.push(text(node))
      if ('children' in node) for (const child of node.children) walk(child)
    }
    if (tree) walk(tree)
    expect(tagged).toEqual(['甲', '丙', '戊'])
  })

  it('takes what has no Chinese as it is', () => {
    const edition = translate('甲。\n\nGLM-4.5 `a` 3.5%', { '甲。': 'A.' })
    expect(String(edition)).toBe('A.\n\nGLM-4.5 `a` 3.5%')
    expect(rulesOf(edition)).toEqual([])
  })

  it('does not print what is initial', () => {
    const edition = translate('甲。', { '甲。': 'A.' }, { state: 'initial' })
    expect(String(edition)).toBe('甲。')
  })

  it('without any translation is not complete', () => {
    const edition = localize('甲。', { target: 'en' })
    expect(rulesOf(edition)).toEqual(['translation-missing'])
  })

  it.each([
    ['lost', 'B'],
    ['doubled', '<1>A</1> <1>B</1>'],
    ['made up', '<1>A</1> <2/>'],
    ['closed first', '</1>A<1>'],
  ])('does not print a translation with a code %s', (_name, text) => {
    const edition = translate('**甲**', { '<1>甲</1>': text })
    expectWorded(edition.messages)
    expect(String(edition)).toBe('**甲**')
    expect(rulesOf(edition)).toEqual([
      'translation-not-printed',
      'translation-missing',
    ])
  })

  it('falls back where a block would be built differently, and only there', () => {
    const source = '[甲](a)[乙](b)\n\n丙'
    const edition = translate(source, {
      '<1>甲</1><2>乙</2>': '<1>A <2>B</2></1>',
      丙: 'C',
    })
    expectWorded(edition.messages)
    expect(String(edition)).toBe('[甲](a)[乙](b)\n\nC')
    expect(rulesOf(edition)).toEqual([
      'translation-not-printed',
      'translation-missing',
    ])
    expect(edition.data.yiwen?.edition?.incomplete).toBe(true)
  })

  it('does not print tags of MDX in another order', () => {
    const source = '甲 <A>乙</A>\n\n<A>\n丙\n</A>\n'
    const words = { '甲 <1/>乙<2/>': '<2/> A <1/> B', 丙: 'C' }
    const edition = translate(source, words, { path: 'a.mdx' })
    expectWorded(edition.messages)
    expect(String(edition)).toBe('甲 <A>乙</A>\n\n<A>\nC\n</A>\n')
    expect(rulesOf(edition)[0]).toBe('translation-not-printed')
  })

  it('does not print what would end a string', () => {
    const source = '```js title="甲"\n1\n```'
    const edition = translate(source, { 甲: 'A "B"' })
    expectWorded(edition.messages)
    expect(String(edition)).toBe(source)
    expect(rulesOf(edition)[0]).toBe('translation-not-printed')
  })

  it('finds a sentence though a code came in front of it', () => {
    const older = '甲。**乙**。'
    const cut = segmentUnits(read(older).units, {
      source: older,
      locale: 'zh-TW',
    })
    const words: Record<string, string> = {
      '甲。': 'A.',
      '<1>乙</1>。': '<1>B</1>.',
    }
    const translation = translationOf(cut, 'en', (content) =>
      parseContent(words[printContent(content)] ?? ''),
    )
    const edition = localize('*新*。**乙**。', {
      target: 'en',
      source: 'zh-TW',
      translation,
      incomplete: 'source',
    })
    // The unit is whole or not at all, and 新 has no English.
    expect(edition.messages[0]?.reason).toMatch(/^1 of 2 /)
  })
})

describe('a Chinese edition that an editor rewrote sentences of', () => {
  const source = '這套軟體很好。**那套**軟體不好。\n\n軟體。\n'

  it('has their text there, and all else as without it', () => {
    const edition = translate(
      source,
      { '這套軟體很好。': '此軟體甚佳。' },
      { target: 'zh-CN' },
    )
    expect(String(edition)).toBe('此軟體甚佳。**那套**软件不好。\n\n软件。\n')
  })

  it('has its codes where the editor put them', () => {
    const edition = translate(
      source,
      { '<1>那套</1>軟體不好。': '软件里，<1>那套</1>不好。' },
      { target: 'zh-CN' },
    )
    expect(String(edition)).toBe(
      '这套软件很好。软件里，**那套**不好。\n\n软件。\n',
    )
  })

  it('converts what stands in codes all the same', () => {
    const edition = translate(
      '看![軟體](a.png)。',
      { '看<1/>。': '请看<1/>！' },
      { target: 'zh-CN' },
    )
    expect(String(edition)).toBe('请看![软件](a.png)！')
  })

  it('keeps a sentence from being converted', () => {
    const edition = translate(
      source,
      { '這套軟體很好。': '這套軟體很好。' },
      { target: 'zh-CN' },
    )
    expect(String(edition)).toContain('這套軟體很好。**那套**软件')
  })

  it('quotes a value of front matter only as a whole', () => {
    const source = '---\ntitle: 甲。乙。\ndescription: 丙\n---\n'
    const words = { '甲。': '甲: 一。', 丙: '丙: 二' }
    const edition = translate(source, words, { target: 'zh-TW' })
    expect(String(edition)).toBe(
      '---\ntitle: 甲。乙。\ndescription: "丙: 二"\n---\n',
    )
    expect(rulesOf(edition)).toEqual(['translation-not-printed'])
  })

  it('has no gloss in it', () => {
    const concept: Concept = {
      id: 'software',
      domain: 'software',
      state: 'approved',
      gloss: true,
      doNotTranslate: false,
      terms: [
        { locale: 'zh-TW', text: '軟體', type: 'full', status: 'preferred' },
        { locale: 'en', text: 'software', type: 'full', status: 'preferred' },
      ],
    }
    const options = {
      target: 'zh-TW' as const,
      concepts: [concept],
      gloss: {},
    }
    expect(String(translate('軟體', {}, options))).toBe('軟體（software）')
    expect(String(translate('軟體', { 軟體: '軟件' }, options))).toBe('軟件')
  })

  it('is converted again where the sentence changed, and says so', () => {
    const { units } = read('軟體。')
    const cut = segmentUnits(units, { source: '軟體。', locale: 'zh-TW' })
    const translation = translationOf(cut, 'zh-CN', () => ['旧软件。'])
    const stale: Translation = {
      ...translation,
      units: translation.units.map((unit) => ({
        ...unit,
        segments: unit.segments.map((segment) => ({
          ...segment,
          state: 'initial' as const,
          staleSource: ['舊軟體。'] as Content,
          staleState: 'reviewed' as const,
        })),
      })),
    }
    const edition = localize('軟體。', {
      target: 'zh-CN',
      source: 'zh-TW',
      translation: stale,
    })
    expectWorded(edition.messages)
    expect(String(edition)).toBe('软件。')
    expect(rulesOf(edition)).toEqual(['translation-stale'])
    expect(edition.data.yiwen?.edition?.incomplete).toBeUndefined()
  })
})

describe('any article and any translation', () => {
  const hostile = fc
    .array(
      fc.constantFrom(
        ...'aB1 .,!?#->+=*_~`[](){}|$\\&<:;"\'@/\n\t',
        '1. ',
        '- ',
        '# ',
        '> ',
        '===',
        '---',
        '```',
        '~~~',
        '$$',
        ':::',
        '**',
        '](u)',
        '![',
        'https://a.b',
        '<b>',
        '</p>',
        '<!--',
        '-->',
        '{{< a >}}',
        '{% raw %}',
        '-{a}-',
        '[[a|b]]',
        '&amp;',
        ':a[b]',
        '[^1]: ',
        '| ',
        'word ',
        '\u00A0',
      ),
      { minLength: 1, maxLength: 10 },
    )
    .map((parts) => parts.join(''))

  /** Findings on the article itself: no translation can help or harm them. */
  const fatal = (file: VFile): string[] =>
    file.messages.filter((m) => m.fatal).map(String)

  const cases = fc.tuple(
    markdown,
    fc.array(hostile, { minLength: 1, maxLength: 5 }),
    fc.nat(),
  )

  const make = (
    source: string,
    words: readonly string[],
    seed: number,
    target: 'en' | 'zh-CN',
  ): Translation => {
    const cut = segmentUnits(read(source).units, { source, locale: 'zh-TW' })
    const draw = lots(seed)
    let count = 0
    return translationOf(cut, target, (content) =>
      shuffled(content, words[count++ % words.length] ?? '', draw, () => true),
    )
  }

  it('is printed as it is built, in English', () => {
    fc.assert(
      fc.property(cases, ([source, words, seed]) => {
        const options = { target: 'en', source: 'zh-TW' } as const
        const alone = localize(source, options)
        const translation = make(source, words, seed, 'en')
        const edition = localize(source, { ...options, translation })
        expect(fatal(edition)).toEqual(fatal(alone))
      }),
      { numRuns: 300 },
    )
  }, 120_000)

  it('is printed as it is built, in Chinese and beside it', () => {
    fc.assert(
      fc.property(cases, ([source, words, seed]) => {
        const options = { target: 'zh-CN', source: 'zh-TW' } as const
        const alone = localize(source, options)
        const translation = make(source, words, seed, 'zh-CN')
        const edition = localize(source, { ...options, translation })
        expect(fatal(edition)).toEqual(fatal(alone))
        const beside = make(source, words, seed, 'en')
        for (const more of [{ beside }, { beside, translation }]) {
          const both = localize(source, { ...options, ...more })
          expect(fatal(both)).toEqual(fatal(alone))
        }
      }),
      { numRuns: 300 },
    )
  }, 120_000)

  it('is the source where the translation says the same', () => {
    fc.assert(
      fc.property(markdown, (source) => {
        const { units } = read(source)
        const cut = segmentUnits(units, { source, locale: 'zh-TW' })
        for (const target of ['en', 'zh-TW'] as const) {
          const translation = translationOf(cut, target, (content) => content)
          const edition = localize(source, {
            target,
            source: 'zh-TW',
            translation,
          })
          const edits = edition.data.yiwen?.edition?.edits ?? []
          expect(edits.filter((e) => e.why.rule === 'translation')).toEqual([])
        }
      }),
      { numRuns: 200 },
    )
  }, 120_000)
})
