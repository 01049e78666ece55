import { describe, expect, test } from 'vitest'
import { defaultConfig } from '../../../../src/model/index.ts'
import { dialectFor, parseTree } from '../../../../src/parse/index.ts'
import { headingAnchors } from '../../../../src/publish/html/index.ts'
import { prose, render } from './render.ts'

/** As the build parses it: shortcodes and MDX are known. */
const full = (source: string, mdx = false) =>
  prose(source, {
    tree: parseTree(source, dialectFor({ ...defaultConfig.markdown, mdx })),
  })

const aside = (kind: string, title: string, content: string) =>
  `<aside class="admonition admonition-${kind}"><p class="admonition-title">${title}</p>\n${content}\n</aside>`

describe('containers with a space', () => {
  test.each([
    ['a title', '::: tip 小訣竅\n內容\n:::', 'tip', '小訣竅', '<p>內容</p>'],
    [
      'no title',
      '::: warning\n\n內容\n\n:::',
      'warning',
      '警告',
      '<p>內容</p>',
    ],
    [
      'marks in the title',
      '::: info *甲* `乙` {#x}\n內容\n:::',
      'info',
      '<em>甲</em> <code>乙</code>',
      '<p>內容</p>',
    ],
    [
      'a list with no blank line before the end',
      '::: danger 停\n- 甲\n- 乙\n:::',
      'danger',
      '停',
      '<ul>\n<li>甲</li>\n<li>乙</li>\n</ul>',
    ],
    [
      'two lines',
      '::: tip 題\n甲\n\n乙\n:::',
      'tip',
      '題',
      '<p>甲</p>\n<p>乙</p>',
    ],
  ])('%s', (_name, source, kind, title, content) => {
    expect(full(source)).toBe(aside(kind, title, content))
  })

  test('inside each other, with more colons outside', () => {
    const html = full(':::: tip 外\n\n::: details 內\n文\n:::\n\n尾\n::::')
    expect(html).toBe(
      aside(
        'tip',
        '外',
        '<details><summary>內</summary>\n<p>文</p>\n</details>\n<p>尾</p>',
      ),
    )
  })

  test('after a table', () => {
    const html = full('::: tip 題\n| 甲 | 乙 |\n|--|--|\n| 1 | 2 |\n:::')
    expect(html).toMatch(/^<aside [\s\S]*<\/aside>$/)
    expect(html).not.toContain(':::')
  })

  test('in a list item', () => {
    expect(full('- 甲\n\n  ::: tip 題\n  文\n  :::\n')).toContain(
      aside('tip', '題', '<p>文</p>'),
    )
  })

  test.each([
    ['not closed', '::: tip 題\n\n文\n'],
    ['of another name', '::: zone pivot="x"\n文\n::: zone-end'],
    ['a lone end', '文\n\n:::\n'],
    ['in code', '```\n::: tip 題\n文\n:::\n```'],
  ])('%s stays text', (_name, source) => {
    const html = full(source)
    expect(html).not.toContain('<aside')
    expect(html).toContain(':::')
    expect(html).toContain('文')
  })

  test('keep headings and what leads to them', () => {
    const source = '::: tip 題\n## 甲 {#one}\n\n文\n:::\n\n## 乙\n'
    const tree = parseTree(source, dialectFor(defaultConfig.markdown))
    expect(headingAnchors(tree)).toEqual(['one', '乙'])
    const html = full(source)
    expect(html).toContain('<h2 id="one">甲</h2>')
    expect(html).toContain('<h2 id="乙">乙</h2>')
  })
})

describe('shortcodes', () => {
  test('a notice is an admonition', () => {
    const source = '{{% notice tip "小訣竅" %}}\n內容\n{{% /notice %}}'
    expect(full(source)).toBe(aside('tip', '小訣竅', '<p>內容</p>'))
    expect(full('{{< note >}}\n\n內容\n\n{{< /note >}}')).toBe(
      aside('note', '註記', '<p>內容</p>'),
    )
  })

  test('a figure is a picture', () => {
    const html = full('{{< figure src="a.png" title="題" alt="說明" >}}')
    expect(html).toBe(
      '<figure><img src="a.png" alt="說明" loading="lazy"><figcaption>題</figcaption></figure>',
    )
  })

  test('a figure runs nothing', () => {
    const html = full('{{< figure src="a.png" caption="<script>x</script>" >}}')
    expect(html).toContain(
      '<figcaption>&#x3C;script>x&#x3C;/script></figcaption>',
    )
    const script = full('{{< figure src="javascript:alert(1)" >}}')
    expect(script).toMatch(/^<p><code class="shortcode">/)
  })

  test.each(['{{< gist a b >}}', '{{% notice %}}', '{{< /note >}}'])(
    '%s is shown as it is',
    (source) => {
      expect(full(source)).toMatch(/<code class="shortcode">\{\{/)
    },
  )
})

describe('MDX', () => {
  test('a constant is its text', () => {
    const source =
      "export const day = '二月五日'\nexport const n = 1\n\n更新：{day}。{n}{/* 不見 */}{'字'}\n"
    expect(full(source, true)).toBe('<p>更新：二月五日。<code>{n}</code>字</p>')
  })

  test('a callout is an admonition, a tab has its label', () => {
    const source =
      '<Callout type="warning" title="小心">\n  **甲**\n</Callout>\n\n<Tabs>\n  <TabItem label="一">\n    乙\n  </TabItem>\n</Tabs>\n'
    const html = full(source, true)
    expect(html).toContain(
      aside('warning', '小心', '<p><strong>甲</strong></p>'),
    )
    expect(html).toContain(
      '<div class="component"><p class="component-title">一</p>\n<p>乙</p>\n</div>',
    )
  })
})

describe('a page', () => {
  test('says a caption that is the title once', () => {
    const frontMatter = { title: '題目', caption: '題目', credit: '圖：甲社' }
    const html = render('文', { frontMatter })
    expect(html).toContain(
      '<p class="caption"><span class="credit">圖：甲社</span></p>',
    )
    const body = html.slice(html.indexOf('<body'))
    expect(body.match(/題目/g)).toHaveLength(1)
    const picture = render('文', {
      frontMatter: { ...frontMatter, image: 'a.png' },
    })
    expect(picture).toContain('<img src="a.png" alt="題目">')
    expect(picture).not.toContain('<figcaption>題目')
  })

  test('finds what is below the edition’s folder', () => {
    const rooted = (path: string) =>
      path === 'x.png' || path === 'b.md' ? `../${path}` : undefined
    const html = render(
      '![](/x.png) ![](/y.png) [乙](/b.md#c) [丙](/about/) [丁](//e.org/x.png)',
      { rooted },
    )
    expect(html).toContain('src="../x.png"')
    expect(html).toContain('src="/y.png"')
    expect(html).toContain('href="../b.html#c"')
    expect(html).toContain('href="/about/"')
    expect(html).toContain('href="//e.org/x.png"')
  })
})
