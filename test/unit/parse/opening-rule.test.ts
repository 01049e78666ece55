import { VFile } from 'vfile'
import { expect, test } from 'vitest'
import { createLocalizer, defaultConfig } from '../../../src/index.ts'
import { parse } from '../../../src/parse/index.ts'

const typesOf = (source: string): string[] =>
  parse(source, defaultConfig.markdown, defaultConfig.limits).tree.children.map(
    ({ type }) => type,
  )

// micromark-extension-frontmatter tries an opening `---` to the end of the text,
// and while it does, no line may open a list, a quotation or a footnote.
test.each([
  ['---\n\n甲\n\n- 乙\n\n> 丙\n\n[^丁]: 戊\n', 'thematicBreak'],
  ['--- \n甲\n\n- 乙\n\n> 丙\n\n[^丁]: 戊', 'thematicBreak'],
  ['---\n----\n\n- 乙\n\n> 丙\n\n[^丁]: 戊', 'thematicBreak'],
  ['+++\n\n- 乙\n\n> 丙\n\n[^丁]: 戊\n', 'paragraph'],
])(
  '%j begins with no front matter, and its containers are ones',
  (source, first) => {
    const [opening, ...rest] = typesOf(source)
    expect(opening).toBe(first)
    expect(rest.slice(-3)).toEqual(['list', 'blockquote', 'footnoteDefinition'])
  },
)

test.each([
  ['---\na: b\n---\n\n- 乙\n', 'yaml'],
  ['---\r\na: b\r\n--- \t\r\n\r\n- 乙\r\n', 'yaml'],
  ['---\ra: b\r---', 'yaml'],
  ['---\n---', 'yaml'],
  ['+++\na = 1\n+++\n- 乙', 'toml'],
])('%j begins with front matter', (source, first) => {
  expect(typesOf(source)[0]).toBe(first)
})

test('an article that begins with a rule has footnotes for its terms', () => {
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
  const file = new VFile({ path: 'a.md', value: '---\n\n- 智譜上市\n' })
  const edition = localizer.localize(file, {
    target: 'zh-CN',
    gloss: { style: 'footnote' },
  })
  expect(edition.messages.map(String)).toEqual([])
  expect(String(edition)).toBe(
    '---\n\n- 智谱[^term-zhipu]上市\n\n[^term-zhipu]: Zhipu\n',
  )
})
