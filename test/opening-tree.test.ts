import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import type { Root } from 'mdast'
import { describe, expect, it } from 'vitest'
import { openingTree } from '../src/heading-tree.ts'
import { defaultConfig } from '../src/model/index.ts'
import { parse } from '../src/parse/index.ts'
import {
  describeArticle,
  frontMatterEnd,
  listSourceLinks,
  readFrontMatter,
} from '../src/publish/index.ts'

/** What a build asks of a source's tree where it writes no pages. */
function asked(text: string, tree: Root): object {
  const matter = readFrontMatter(text)
  const { title } = describeArticle(matter, tree, 'a/b.md', 'zh-TW')
  return { title, links: listSourceLinks(tree, 'a/b.md') }
}

function whole(text: string): Root {
  return parse(text, defaultConfig.markdown, defaultConfig.limits).tree
}

function opening(text: string): Root | undefined {
  const { title } = readFrontMatter(text)
  const isTitled = typeof title === 'string' && title.trim() !== ''
  return openingTree(text, frontMatterEnd(text), isTitled, { target: 'zh-CN' })
}

const corpus = fileURLToPath(new URL('../../shared/corpus', import.meta.url))
const missing = !existsSync(corpus) && !process.env['CI']

describe('the opening of an article', () => {
  it.skipIf(missing)('says of the corpus what all of it says', () => {
    let short = 0
    for (const name of readdirSync(corpus, { recursive: true })) {
      if (!/\.(?:md|markdown)$/.test(String(name))) continue
      const text = readFileSync(`${corpus}/${name}`, 'utf8').replace(
        /^\uFEFF/,
        '',
      )
      const tree = opening(text)
      if (!tree) continue
      short++
      expect(asked(text, tree), String(name)).toEqual(asked(text, whole(text)))
    }
    expect(short).toBeGreaterThan(20)
  })

  it.each([
    '# 標題\n\n文 [甲](https://a.example/b.md)。\n',
    '\n \n# 標題 *重*\n文\n# 另一個\n',
    '---\ntitle: 題\n---\n\n文\n',
    '---\ntags: [a]\n---\n# 標題 #\r\n\r\n文\r\n',
    '# \n\n## 小\n\n# 後\n',
  ])('%j', (text) => {
    const tree = opening(text)
    expect(tree).toBeDefined()
    if (tree) expect(asked(text, tree)).toEqual(asked(text, whole(text)))
  })

  it.each([
    '文\n\n# 標題\n',
    '標題\n===\n',
    '# 標題\n\n[甲](b.md)\n',
    '# 標題\n\n[甲]\n\n[甲]: b.md\n',
    '# 標題\n\n<img src="a.png">\n',
    '    # 碼\n',
    '---\na: 1\n',
  ])('leaves %j to the whole parser', (text) => {
    expect(opening(text)).toBeUndefined()
  })
})

it('reads a heading as the parser does', () => {
  const part = fc.constantFrom(
    ...'軟|體|A|b|1| |  |（|）|，|：|%|/|-|#|*|_|`|.|@|:|$|~|<|&|\\|!|www.a.tw|。|?|"'.split(
      '|',
    ),
    '|',
    '\t',
  )
  let plain = 0
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 7 }),
      fc.array(part, { maxLength: 8 }),
      (depth, parts) => {
        const text = `${'#'.repeat(depth)} ${parts.join('')}`
        const tree = openingTree(text, 0, false, { target: 'zh-CN' })
        if (!tree) return
        const settings = defaultConfig.markdown
        const parsed = parse(text, settings, defaultConfig.limits)
        expect(JSON.parse(JSON.stringify(tree))).toEqual(
          JSON.parse(JSON.stringify(parsed.tree)),
        )
        if (/^# [軟體]/.test(text)) plain++
      },
    ),
    { numRuns: 3000 },
  )
  expect(plain).toBeGreaterThan(10)
})
