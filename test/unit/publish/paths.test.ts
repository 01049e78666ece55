import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  articleOutput,
  followAddress,
  pageOutput,
  relativeAddress,
} from '../../../src/publish/index.ts'

test.each([
  ['a.md', 'zh-CN/a.md', 'zh-CN/a.html'],
  ['x/b.mdx', 'zh-CN/x/b.mdx', 'zh-CN/x/b.html'],
  ['c.markdown', 'zh-CN/c.markdown', 'zh-CN/c.html'],
  ['d.TXT', 'zh-CN/d.md', 'zh-CN/d.html'],
  ['v1.2.md', 'zh-CN/v1.2.md', 'zh-CN/v1.2.html'],
])('%s is published as %s and %s', (path, article, page) => {
  expect(articleOutput('zh-CN', path)).toBe(article)
  expect(pageOutput('zh-CN', path)).toBe(page)
})

test.each([
  ['zh-CN/a.html', 'zh-CN/index.html', 'index.html'],
  ['zh-CN/x/y/a.html', 'zh-CN/index.html', '../../index.html'],
  ['zh-CN/x/a.html', 'zh-HK/x/a.html', '../../zh-HK/x/a.html'],
  ['index.html', 'zh-CN/x/a.html', 'zh-CN/x/a.html'],
  ['a/b.html', 'a', '../a'],
  ['a/b.html', 'a/甲 #.html', '%E7%94%B2%20%23.html'],
])('from %s to %s', (from, to, address) => {
  expect(relativeAddress(from, to)).toBe(address)
})

test('an address that is followed leads where it was written for', () => {
  const name = fc
    .string({ unit: 'binary', minLength: 1, maxLength: 5 })
    .filter((text) => !/[/\\]/.test(text) && !/^\.{1,2}$/.test(text))
  const path = fc
    .array(name, { minLength: 1, maxLength: 4 })
    .map((names) => names.join('/'))
  fc.assert(
    fc.property(path, path, (from, to) => {
      expect(followAddress(from, relativeAddress(from, to))).toBe(to)
    }),
  )
})

describe('an address that names no source', () => {
  test.each([
    'https://example.org/a.md',
    '//example.org/a.md',
    '/a.md',
    'mailto:a@b.c',
    '#a',
    '?a',
    '',
    'folder/',
    '../../outside.md',
    '%E0%A4%A.md',
  ])('%s', (address) => {
    expect(followAddress('x/a.md', address)).toBeUndefined()
  })
})

test('a query and a fragment are no part of a path', () => {
  expect(followAddress('x/a.md', '../b.md?c#d')).toBe('b.md')
})
