import { describe, expect, test } from 'vitest'
import { judgeUnits, read } from './oracle.ts'

function kinds(source: string): string[] {
  const { units } = read(source)
  expect(judgeUnits(source, units)).toEqual([])
  return units.map(({ kind, name, text }) =>
    [kind, name, text].filter((part) => part !== undefined).join(' '),
  )
}

describe('HTML', () => {
  test.each([
    ['a block', '<div>軟體</div>', ['html 軟體']],
    ['blocks in it', '<ul><li>甲</li>\n<li>乙</ul>', ['html 甲', 'html 乙']],
    ['wrapped text', '<p>\n  軟\n  體\n</p>', ['html 軟體']],
    ['wrapped Latin', '<p>\nsoft\nware</p>', ['html soft ware']],
    ['inline tags split no phrase', '<p>軟<b>體</b></p>', ['html 軟體']],
    ['a space is a space', '<p><b>軟</b> 體</p>', ['html 軟 體']],
    ['a line break does', '<p>軟<br>體</p>', ['html 軟', 'html 體']],
    ['an image does', '<p>軟<img src=軟>體</p>', ['html 軟', 'html 體']],
    ['entities', '<p>軟&#39636;&nbsp;a&amp;b</p>', ['html 軟體\u00A0a&b']],
    ['comments', '<p>軟<!-- 註 -->體</p>', ['html 軟\uFFFC體']],
    ['code', '<p>用<code>程式</code>寫</p>', ['html 用\uFFFC寫']],
    ['a code block', '<pre>\n程式\n\n碼</pre>\n\n後', ['paragraph 後']],
    [
      'a script',
      '<script>\nlet 軟 = "體"\n\n碼\n</script>\n後',
      ['paragraph 後'],
    ],
    ['a style', '<style>\n/* 軟體 */\n</style>', []],
    [
      'a text area',
      '<textarea placeholder="填">體</textarea>',
      ['attribute placeholder 填'],
    ],
    [
      'templates',
      '<p>用{{ $t("軟體") }}與{% 標 %}寫</p>',
      ['html 用\uFFFC與\uFFFC寫'],
    ],
    ['open templates', '<p>用{{ 軟體</p>', ['html 用{{ 軟體']],
    ['a comment block', '<!-- 軟體\n\n體 -->', []],
    ['a declaration', '<!DOCTYPE 軟體>\n\n<?php 軟體 ?>', []],
    ['less-than', '<p>軟 < 體</p>', ['html 軟 < 體']],
    [
      'attributes',
      `<img alt="圖" title='題' src="軟.png" data-x="體" aria-label=說明>`,
      ['attribute alt 圖', 'attribute title 題', 'attribute aria-label 說明'],
    ],
    [
      'attributes with templates',
      '<a title="{{ 站.名 }}的圖">甲</a>',
      ['paragraph 甲', 'attribute title \uFFFC的圖'],
    ],
    [
      'attributes over lines in a quote',
      '> <div\n> title="軟\n> 體">文\n> 字</div>',
      ['attribute title 軟體', 'html 文字'],
    ],
    [
      'Markdown in details',
      '<details>\n<summary>摘要</summary>\n\n**內**文\n\n</details>',
      ['html 摘要', 'paragraph 內文'],
    ],
    [
      'inline tags',
      '用<b title="題">軟</b>體<br>與<kbd>鍵</kbd>',
      ['paragraph 用軟體\uFFFC與\uFFFC', 'attribute title 題'],
    ],
    ['inline tags in a cell', '|<b>軟</b>體|\n|-|', ['cell 軟體']],
    ['tags in prose', '把 <script> 寫進去', ['paragraph 把 \uFFFC 寫進去']],
  ])('%s', (_, source, wanted) => {
    expect(kinds(source)).toEqual(wanted)
  })

  test.each([
    ['在塊裡', '<p>很<b>軟<i>體</i></b>與<a href=u>連結</a></p>'],
    ['在行裡', '很<b>軟<i>體</i></b>與<a href=u>連結</a>'],
  ])('elements are marks: %s', (_, source) => {
    const [unit] = read(source).units
    expect(
      unit?.marks.map(({ kind, start, end, span }) => [
        kind,
        unit.text.slice(start, end),
        source.slice(span.start, span.end),
      ]),
    ).toEqual([
      ['html', '軟體', '<b>軟<i>體</i></b>'],
      ['html', '體', '<i>體</i>'],
      ['link', '連結', '<a href=u>連結</a>'],
    ])
  })

  test('elements that are not closed are no marks', () => {
    expect(read('很<b>軟</i>體').units[0]?.marks).toEqual([])
  })
})

describe('what is switched off', () => {
  test.each([
    ['translate', '<p translate="no" title="題">軟</p><p>後</p>', ['html 後']],
    [
      'notranslate',
      '甲<span class="a notranslate">軟</span>乙',
      ['paragraph 甲\uFFFC乙'],
    ],
    ['another language', '<p lang="ja">軟<b>体</b></p><p>後</p>', ['html 後']],
    [
      'nested in the same element',
      '<div translate="no"><div>甲</div>乙</div><div>後</div>',
      ['html 後'],
    ],
    [
      'nested in code',
      '<div translate="no"><code><div>甲</div></code>乙</div><p>後</p>',
      ['html 後'],
    ],
    [
      'over blocks',
      '<div translate="no">\n\n軟體\n\n- 體\n\n</div>\n\n後',
      ['paragraph 後'],
    ],
    ['an image', '<img translate="no" alt="圖"> 後', ['paragraph \uFFFC 後']],
    [
      'yiwen:off inline',
      '甲<!-- yiwen:off -->軟<!-- yiwen:on -->乙',
      ['paragraph 甲\uFFFC\uFFFC\uFFFC乙'],
    ],
    [
      'yiwen:off over blocks',
      '甲\n\n<!-- yiwen:off -->\n\n# 軟\n\n<p title="體">體</p>\n\n<!-- yiwen:on -->\n\n乙',
      ['paragraph 甲', 'paragraph 乙'],
    ],
    [
      'yiwen:off in HTML',
      '<div>甲<!-- yiwen:off --><p>軟</p><!--yiwen:on-->乙</div>',
      ['html 甲\uFFFC', 'html 乙'],
    ],
    [
      'an inline element of a paragraph only',
      '甲<span lang="ja">軟\n\n後',
      ['paragraph 甲\uFFFC', 'paragraph 後'],
    ],
  ])('%s', (_, source, wanted) => {
    expect(kinds(source)).toEqual(wanted)
  })

  test('yiwen:off that is never on again is a finding', () => {
    const source = '甲\n\n<!-- yiwen:off -->\n\n軟體'
    const { findings } = read(source)
    expect(kinds(source)).toEqual(['paragraph 甲'])
    expect(findings).toHaveLength(1)
    expect(findings[0]?.ruleId).toBe('locate-marker-unclosed')
    expect(findings[0]?.fatal).toBe(true)
    expect([findings[0]?.line, findings[0]?.column]).toEqual([3, 1])
    expect(findings[0]?.note).toContain('<!-- yiwen:on -->')
  })

  test('a comment about it is not it', () => {
    expect(kinds('甲<!-- 用 yiwen:off -->乙')).toEqual(['paragraph 甲\uFFFC乙'])
  })
})

describe('lang', () => {
  test.each([
    ['<p lang="zh-TW">軟</p>', ['zh-TW']],
    ["<p lang='zh-Hant'>軟</p>", ['zh-Hant']],
    ['<p xml:lang=zh-hant-tw>軟</p>', ['zh-hant-tw']],
    ['軟<b lang="zh">體</b>', ['zh']],
    ['<p lang="ja">軟</p>', []],
    ['<p lang="zh-CN">软</p>', []],
    ['<p lang="">軟</p>', []],
    ['<div translate="no"><p lang="zh-TW">軟</p></div>', []],
  ])('%s', (source, wanted) => {
    const { langs } = read(source)
    expect(langs.map(({ tag }) => tag)).toEqual(wanted)
    for (const { span, tag } of langs) {
      expect(source.slice(span.start, span.end)).toBe(tag)
    }
  })
})

describe('shortcodes', () => {
  test.each([
    [
      'figures',
      '{{< figure src="軟.png" caption="圖&amp;說" alt=\'圖\' >}}',
      ['attribute caption 圖&說', 'attribute alt 圖'],
    ],
    [
      'include tags',
      '用{% include 軟.html title="題" %}',
      ['paragraph 用\uFFFC', 'attribute title 題'],
    ],
    ['other parameters', '{{< x data-title="軟" name="體" >}}', []],
    [
      'content',
      '{{< tip >}}\n軟體\n{{< /tip >}}',
      ['paragraph \uFFFC 軟體 \uFFFC'],
    ],
    ['percent', '{{% tip %}}軟體{{% /tip %}}', ['paragraph \uFFFC軟體\uFFFC']],
    [
      'code',
      '{{< highlight go >}}\n// 軟\n\n# 體\n{{< /highlight >}}\n\n後',
      ['paragraph 後'],
    ],
    [
      'code with HTML',
      '{{< highlight html >}}\n<p>軟</p>\n{{< /highlight >}}\n\n後',
      ['paragraph 後'],
    ],
    ['raw', '{% raw %}軟體{% endraw %}後', ['paragraph \uFFFC\uFFFC\uFFFC後']],
    [
      'one alone, then code',
      '{{< gist 軟 >}}\n\n甲\n\n{{< highlight go >}}\n軟\n{{< /highlight >}}\n',
      ['paragraph 甲'],
    ],
    [
      'over lines',
      '{{< figure\nsrc="軟"\ncaption="說明" >}}後',
      ['paragraph \uFFFC後', 'attribute caption 說明'],
    ],
  ])('%s', (_, source, wanted) => {
    expect(kinds(source)).toEqual(wanted)
  })
})
