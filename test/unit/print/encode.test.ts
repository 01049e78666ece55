import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parse as parseYaml } from 'yaml'
import { defaultConfig } from '../../../src/model/index.ts'
import { dialectFor, parseTree } from '../../../src/parse/index.ts'
import { encode } from '../../../src/print/index.ts'

const dialect = dialectFor(defaultConfig.markdown)
const { stringify } = dialect
const word = fc.string({
  minLength: 1,
  unit: fc.constantFrom(...'軟a1*_[]<>&~$|`\\"\'#:{}@-+.!('),
})

describe('encode', () => {
  it('writes Markdown that reads as the text', () => {
    fc.assert(
      fc.property(word, (text) => {
        const written = encode(text, 'markdown', stringify)
        const tree = parseTree(`前${written}後`, dialect)
        const [block] = tree.children
        const children = block && 'children' in block ? block.children : []
        const read = children
          .map((n) => ('value' in n ? n.value : '?'))
          .join('')
        expect(read).toBe(`前${text}後`)
      }),
      { numRuns: 300 },
    )
  })

  it('writes YAML that reads as the text, or refuses', () => {
    fc.assert(
      fc.property(word, (text) => {
        const double = encode(text, 'yaml-double', stringify)
        expect(parseYaml(`"前${double}"`)).toBe(`前${text}`)
        const single = encode(text, 'yaml-single', stringify)
        expect(parseYaml(`'前${single}'`)).toBe(`前${text}`)
        const plain = encode(text, 'yaml-plain', stringify)
        if (plain !== undefined)
          expect(parseYaml(`前${plain}`)).toBe(`前${text}`)
      }),
      { numRuns: 300 },
    )
  })

  it('leaves ordinary words as they are', () => {
    for (const codec of [
      'markdown',
      'html',
      'attribute',
      'yaml-plain',
    ] as const) {
      expect(encode('软件 ToB/G（1.5）“好”', codec, stringify)).toBe(
        '软件 ToB/G（1.5）“好”',
      )
    }
  })

  it('escapes what HTML would read', () => {
    expect(encode('<a>&"\'', 'attribute', stringify)).toBe(
      '&lt;a>&amp;&quot;&#39;',
    )
    expect(encode('R&D', 'html', stringify)).toBe('R&amp;D')
  })
})
