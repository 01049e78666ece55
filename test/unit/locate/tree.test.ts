import { expect, test } from 'vitest'
import { locateTree } from '../../../src/locate/index.ts'
import { judgeUnits, read } from './oracle.ts'

test('a tree gives the units its source gives', () => {
  const source = [
    '# 標題',
    '軟\n**體**與`碼`、![圖](a "題")、[連結](b "說")、:keep[留]。',
    '| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 |',
    '- [x] 項',
    '[註]: u "釋"',
  ].join('\n\n')
  const wanted = read(source)
  const found = locateTree(wanted.parsed.tree)
  const sorted = (units: readonly { kind: string; text: string }[]): string[] =>
    units.map(({ kind, text }) => `${kind} ${text}`).sort()
  expect(sorted(found.units)).toEqual(sorted(wanted.units))
  expect(judgeUnits(found.source, found.units, { tree: true })).toEqual([])
})

test('leaves lead back to the nodes', () => {
  const { tree } = read('軟*體*與 ![圖](a "題")').parsed
  const { leaves, source } = locateTree(tree)
  for (const { start, end, node, field } of leaves) {
    const value = (node as unknown as Record<string, unknown>)[field]
    expect(source.slice(start, end)).toBe(value)
  }
  expect(leaves.map(({ field }) => field)).toEqual([
    'value',
    'value',
    'value',
    'alt',
    'title',
  ])
})
