import { describe, expect, test } from 'vitest'
import type { LocateSettings } from '../../../src/model/index.ts'
import { judgeUnits, read } from './oracle.ts'

function kinds(source: string, asked: Partial<LocateSettings> = {}): string[] {
  const { units } = read(source, asked)
  expect(judgeUnits(source, units)).toEqual([])
  return units.map(({ kind, text }) => `${kind} ${text}`)
}

const fence = (info: string, code: string): string =>
  `\`\`\`${info}\n${code}\n\`\`\``

test('code is protected', () => {
  expect(kinds(fence('js', '// 軟體\nlet 軟 = "體"'))).toEqual([])
  expect(kinds(fence('mermaid', 'graph TD\nA[軟體] --> B'))).toEqual([])
})

describe('captions', () => {
  test.each([
    ['js title="說明"', ['caption 說明']],
    ["js {1,3} title='說明' x", ['caption 說明']],
    ['js data-title="說明"', []],
    ['js [說明]', ['caption 說明']],
    ['js {1,3} 說明', []],
    ['js title=""', []],
  ])('%s', (info, wanted) => {
    expect(kinds(fence(info, '軟體'))).toEqual(wanted)
  })
})

describe('comments, when asked for', () => {
  test.each([
    ['js', 'let a = "// 軟" // 體\n/* 甲\n * 乙 */', ['體', '甲', ' * 乙 ']],
    ['js', "const u = 'http://軟' // 註 /* x", ['註 /* x']],
    ['ts', 'fetch(`//a`) /* 未完', ['未完']],
    ['css', 'a { b: "/* 軟 */" } /* 體 */', ['體 ']],
    ['py', 'a = "# 軟"  # 體\n#!軟', ['體']],
    ['bash', 'echo $#軟 # 體', ['體']],
    ['sql', "select '--軟' -- 體", ['體']],
    ['html', '<p>軟</p><!-- 體\n件 -->', ['體', '件 ']],
    ['text', '// 軟', []],
  ])('%s %s', (language, code, wanted) => {
    const found = kinds(fence(language, code), { codeComments: true })
    expect(found.map((text) => text.replace(/^comment \s?/, ''))).toEqual(
      wanted.map((text) => text.replace(/^\s/, '')),
    )
  })

  test('in a list in a quote', () => {
    const source = '> - ```js\n>   // 軟體\n>   ```'
    expect(kinds(source, { codeComments: true })).toEqual(['comment  軟體'])
  })
})

test('labels of diagrams, when asked for', () => {
  const source = fence(
    'mermaid',
    [
      'graph TD',
      '  A[開始] -->|是| B("執行 (一)")',
      '  B --> C{判斷}',
      '  subgraph 群組',
      '  end',
    ].join('\n'),
  )
  expect(kinds(source, { mermaid: true })).toEqual([
    'diagram 開始',
    'diagram 是',
    'diagram 執行 (一)',
    'diagram 判斷',
    'diagram 群組',
  ])
  const sequence = fence(
    'mermaid',
    'sequenceDiagram\n  title 流程\n  A->>B: 請求',
  )
  expect(kinds(sequence, { mermaid: true })).toEqual([
    'diagram 流程',
    'diagram  請求',
  ])
})
