import { VFile } from 'vfile'
import { describe, expect, it } from 'vitest'
import { type LocalizeOptions, localize } from '../src/index.ts'
import { parseContent, printContent } from '../src/model/index.ts'
import { segmentUnits } from '../src/segment/index.ts'
import { read } from './unit/locate/oracle.ts'
import { translationOf } from './unit/segment/artificial.ts'
import { expectWorded } from './wording.ts'

function besideIt(
  source: string,
  words: Readonly<Record<string, string>>,
  options: Partial<LocalizeOptions> & { path?: string } = {},
): VFile {
  const { path = 'a.md', ...rest } = options
  const { units } = read(source, { mdx: path.endsWith('x') })
  const cut = segmentUnits(units, { source, locale: 'zh-TW' })
  const beside = translationOf(cut, 'en', (content) => {
    const text = words[printContent(content)]
    return text === undefined ? undefined : parseContent(text)
  })
  return localize(new VFile({ path, value: source }), {
    target: 'zh-CN',
    source: 'zh-TW',
    beside,
    ...rest,
  })
}

const en = (text: string): string => `<span lang="en">${text}</span>`

describe('English beside', () => {
  it.each<[string, string, Record<string, string>, string]>([
    [
      'a paragraph',
      '軟體。\n\n丙',
      { '軟體。': 'A.' },
      `软件。\n\n${en('A.')}\n\n丙`,
    ],
    [
      'a quotation',
      '> 軟體\n> 好。\n',
      { '軟體好。': '- A' },
      `> 软件\n> 好。\n>\n> ${en('- A')}\n`,
    ],
    [
      'a list',
      '- 軟體\n- 好\n',
      { 軟體: 'A' },
      `- 软件\\\n  ${en('A')}\n- 好\n`,
    ],
    [
      'a list in a quotation',
      '> 1. 好\n',
      { 好: 'A' },
      `> 1. 好\\\n>    ${en('A')}\n`,
    ],
    ['a task', '- [ ] 好', { 好: 'A' }, `- [ ] 好\\\n      ${en('A')}`],
    [
      'an item that ends with an address',
      '- 見 https://a.b',
      { '見 <1/>': 'See <1/>' },
      `- 见 https://a.b  \n  ${en('See https://a.b')}`,
    ],
    [
      'a footnote',
      '好[^1]\n\n[^1]: 註',
      { 註: 'A' },
      `好[^1]\n\n[^1]: 注\\\n      ${en('A')}`,
    ],
    ['a heading', '# 好 #', { 好: 'A' }, `# 好 / ${en('A')} #`],
    [
      'a heading with an id',
      '# 好 {#a}',
      { '好 <1/>': 'A <1/>' },
      `# 好 / ${en('A')} {#a}`,
    ],
    [
      'a heading with an underline',
      '好\n==',
      { 好: 'A' },
      `好 / ${en('A')}\n==`,
    ],
    [
      'a cell',
      '| 好 |\n|-|',
      { 好: 'A | B' },
      `| 好<br>${en('A \\| B')} |\n|-|`,
    ],
    ['HTML', '<p>好</p>', { 好: 'A' }, `<p>好<br>${en('A')}</p>`],
    [
      'a label',
      ':::note[好]\n:::',
      { 好: 'A' },
      `:::note[好 / ${en('A')}]\n:::`,
    ],
    [
      'pictures once',
      '好![軟體](i)。',
      { '好<1/>。': 'A <1/>.', 軟體: 'B' },
      `好![软件](i)。\n\n${en('A .')}`,
    ],
    [
      'a title in both',
      '[好](u "軟體")',
      { '<1>好</1>': '<1>A</1>', 軟體: 'B' },
      `[好](u "软件")\n\n${en('[A](u "B")')}`,
    ],
    [
      'nothing where a sentence lacks',
      '好。軟體。',
      { '好。': 'A.' },
      '好。软件。',
    ],
    [
      'code once',
      '```\n好\n```\n\n好',
      { 好: 'A' },
      `\`\`\`\n好\n\`\`\`\n\n好\n\n${en('A')}`,
    ],
  ])('%s', (_name, source, words, wanted) => {
    const edition = besideIt(source, words)
    expect(String(edition)).toBe(wanted)
    expect(edition.messages).toEqual([])
  })

  it('MDX', () => {
    const edition = besideIt('| 好 |\n|-|', { 好: 'A' }, { path: 'a.mdx' })
    expect(String(edition)).toBe(`| 好<br />${en('A')} |\n|-|`)
  })

  it('stands in front of an id, also where the sentence was rewritten', () => {
    const source = '# 好 {#a}'
    const { units } = read(source)
    const cut = segmentUnits(units, { source, locale: 'zh-TW' })
    const translation = translationOf(cut, 'zh-CN', () => [
      '很好 ',
      { ph: '1' },
    ])
    const edition = besideIt(source, { '好 <1/>': 'A <1/>' }, { translation })
    expect(String(edition)).toBe(`# 很好 / ${en('A')} {#a}`)
  })

  it('stays where something else is taken back', () => {
    const source = '**「好」**a'
    const edition = besideIt(source, { '<1>「好」</1>a': 'A <1>B</1>' })
    const alone = localize(source, { target: 'zh-CN', source: 'zh-TW' })
    expect(alone.messages.map(({ ruleId }) => ruleId)).toEqual([
      'convert-quotes-kept',
    ])
    expect(edition.messages.map(String)).toEqual(alone.messages.map(String))
    expect(String(edition)).toBe(`${String(alone)}\n\n${en('A **B**')}`)
  })

  it('keeps line ends', () => {
    const edition = besideIt('好\r\n\r\n丙\r\n', { 好: 'A' })
    expect(String(edition)).toBe(`好\r\n\r\n${en('A')}\r\n\r\n丙\r\n`)
  })

  it('is taken back alone where a block would be built differently', () => {
    const source = '- [甲](a)[乙](b)\n- 丙\n'
    const edition = besideIt(source, {
      '<1>甲</1><2>乙</2>': '<1>A <2>B</2></1>',
      丙: 'C',
    })
    expectWorded(edition.messages)
    expect(String(edition)).toContain(`- 丙\\\n  ${en('C')}`)
    expect(edition.messages.every((m) => !m.fatal)).toBe(true)
  })
})
