import { expect, test } from 'vitest'
import { markText } from '../../../src/publish/index.ts'

const mark = (html: string, ...parts: [text: string, kind?: string][]) =>
  markText(
    html,
    parts.map(([text, kind]) => (kind ? { text, kind } : { text })),
  ).replaceAll(/ style="[^"]*"/g, '')

test('the place is marked, not another that reads the same', () => {
  const html = '<main><p>甲詞乙</p><p>丙詞丁</p></main>'
  expect(mark(html, ['丙'], ['詞', 'term'], ['丁'])).toBe(
    '<main><p>甲詞乙</p><p>丙<mark id="place">詞</mark>丁</p></main>',
  )
})

test('elements, line breaks and references in the text are no hindrance', () => {
  const html = '<main><p>用<b>大模</b>型\n（A&#x26;B）&lt;好</p></main>'
  expect(
    mark(html, ['用'], ['大模型', 'term'], ['（A&B）', 'gloss'], ['<好']),
  ).toBe(
    '<main><p>用<b><mark id="place">大模</mark></b><mark>型\n（A&#x26;B）</mark>&lt;好</p></main>',
  )
})

test('attributes, comments and the head are never touched', () => {
  const html =
    '<head><title>詞</title></head><main title="詞"><!-- 詞 --><img alt="詞">詞</main>'
  expect(mark(html, ['詞', 'term'])).toBe(
    html.replace('>詞</main>', '><mark id="place">詞</mark></main>'),
  )
})

test('what does not stand there leaves the page as it is', () => {
  const html = '<main>甲</main>'
  expect(mark(html, ['乙', 'term'])).toBe(html)
  expect(mark(html, ['甲'])).toBe(html)
  expect(mark(html, ['', 'term'])).toBe(html)
})
