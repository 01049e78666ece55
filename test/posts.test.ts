import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import rehypeParse from 'rehype-parse'
import rehypeStringify from 'rehype-stringify'
import remarkCjkFriendly from 'remark-cjk-friendly'
import remarkParse from 'remark-parse'
import remarkRehype from 'remark-rehype'
import { unified } from 'unified'
import { describe, expect, test } from 'vitest'
import {
  createHtmlReader,
  paragraphsOf,
  printDocument,
  readDocuments,
  readWxr,
} from '../src/exchange/index.ts'
import { folderWith, runCli, textOf } from './cli/run-cli.ts'

const head = `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>青溪</title>
<wp:author><wp:author_login>amy</wp:author_login><wp:author_display_name><![CDATA[林書涵]]></wp:author_display_name></wp:author>
`
const end = '</channel></rss>\n'

function item(fields: Readonly<Record<string, string>>, terms = ''): string {
  const all: Record<string, string> = {
    title: '題',
    'dc:creator': 'amy',
    'wp:post_id': '7',
    'wp:post_name': 'a',
    'wp:status': 'publish',
    'wp:post_type': 'post',
    ...fields,
  }
  const written = Object.entries(all).map(
    ([name, value]) => `<${name}><![CDATA[${value}]]></${name}>`,
  )
  return `<item>${written.join('\n')}${terms}</item>\n`
}

const post = item(
  {
    title: '網路 & 軟體',
    'content:encoded': `<!-- wp:paragraph --><p>透過<strong>網路。</strong>下載<a href="https://b.example/x">軟體</a>。H<sub>2</sub>O</p><!-- /wp:paragraph -->
<h2 class="wp-block-heading">標題</h2><ul><li>一</li><li>二</li></ul>
<figure class="wp-block-image"><img src="https://a.example/a.png" alt="圖"/><figcaption>圖說</figcaption></figure>
<table><thead><tr><th>甲</th><th>乙</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table>
<table><tr><td colspan="2">合</td></tr><tr><td>1</td><td>2</td></tr></table>
<pre><code>a &lt; b</code></pre><script>alert(1)</script>`,
    'excerpt:encoded': '摘要',
    'wp:post_date': '2026-01-08 13:00:05',
    'wp:post_date_gmt': '2026-01-08 05:00:05',
    'wp:post_name': '%e7%b6%b2%e8%b7%af',
  },
  '<category domain="category" nicename="t"><![CDATA[科技]]></category><category domain="post_tag" nicename="x"><![CDATA[軟體]]></category>',
)
const page = item({
  title: '關於',
  'content:encoded': '第一段\n換行\n\n第二段 <em>斜體</em>',
  'wp:post_id': '9',
  'wp:post_name': 'about',
  'wp:post_type': 'page',
  'wp:post_parent': '7',
  'wp:status': 'draft',
})
const attachment = item({
  'wp:post_type': 'attachment',
  'wp:attachment_url': 'https://a.example/a.png',
})
const config = 'editions: [zh-TW, zh-CN]\n'

describe('WordPress', () => {
  test('an export becomes articles, and they the same export again', async () => {
    const cwd = folderWith({
      'in.xml': head + post + page + attachment + end,
      'yiwen.config.yaml': config,
    })
    const first = await runCli(['import', 'wxr', 'in.xml'], { cwd })
    expect(first.code).toBe(0)
    expect(first.stderr).toContain('figure × 1, table × 1')
    expect(first.stderr).toContain('script × 1')
    expect(first.stderr).toContain('https://a.example/a.png')
    const article = textOf(cwd, 'articles/網路.md')
    expect(article).toContain('title: 網路 & 軟體\n')
    expect(article).toContain('date: 2026-01-08T13:00:05+08:00\n')
    expect(article).toContain('author: 林書涵\n')
    expect(article).toContain('categories:\n  - 科技\n')
    expect(article).toContain('透過**網路。**下載[軟體](https://b.example/x)。')
    expect(article).toContain('| 1 | 2 |')
    expect(article).toContain('colspan="2"')
    expect(article).not.toContain('alert')
    expect(textOf(cwd, 'articles/about.md')).toContain('第一段\\\n換行\n')

    const out = await runCli(['export', 'wxr', '-o', 'out.xml'], { cwd })
    expect(out.code).toBe(0)
    await runCli(['import', 'wxr', 'out.xml', '-o', 'back'], { cwd })
    for (const name of ['網路.md', 'about.md']) {
      expect(textOf(cwd, `back/${name}`)).toBe(textOf(cwd, `articles/${name}`))
    }
  })

  test('the editions of an article know each other', async () => {
    const cwd = folderWith({
      'articles/a.md':
        '---\ntitle: 軟體\ndate: 2026-01-08\n---\n\n透過網路。\n',
      'yiwen.config.yaml': config,
    })
    const { stdout } = await runCli(['export', 'wxr'], { cwd })
    const items = []
    for await (const one of readWxr([stdout] as never)) items.push(one)
    expect(items.map(({ language }) => language)).toEqual(['zh-TW', 'zh-CN'])
    expect(items.map(({ title }) => title)).toEqual(['軟體', '软件'])
    expect(items.map(({ slug }) => slug)).toEqual(['a', 'a-zh-cn'])
    const [own, other] = items.map(({ id }) => id)
    expect(stdout).toContain(
      `a:2:{s:5:"zh-tw";i:${own};s:5:"zh-cn";i:${other};}`,
    )
    expect(stdout).toContain('<![CDATA[_wpml_import_source_language_code]]>')
    expect(stdout).toBe((await runCli(['export', 'wxr'], { cwd })).stdout)
  })

  test('what is there and differs stays, and names lead nowhere else', async () => {
    const evil = item({
      'wp:post_name': '../../x',
      'content:encoded': '<p>惡</p>',
    })
    const cwd = folderWith({
      'in.xml': head + item({ 'content:encoded': '<p>新</p>' }) + evil + end,
      'articles/a.md': '舊\n',
    })
    const kept = await runCli(['import', 'wxr', 'in.xml'], { cwd })
    expect(kept.code).toBe(1)
    expect(kept.stderr).toContain('articles/a.md')
    expect(textOf(cwd, 'articles/a.md')).toBe('舊\n')
    expect(textOf(cwd, 'articles/x.md')).toContain('惡')
    await runCli(['import', 'wxr', 'in.xml', '--replace'], { cwd })
    expect(textOf(cwd, 'articles/a.md')).toContain('新')
  })

  test.each([
    ['entities', '<!DOCTYPE rss [<!ENTITY a "aaaa">]><rss/>', 'entities'],
    ['depth', `${head}<item>${'<a>'.repeat(2000)}`, 'nested'],
    ['another root', '<html><body/></html>', 'no WordPress'],
    ['a cut file', head + post, 'broken'],
    [
      'a post without end',
      `${head}<item><title>${'字'.repeat(5e6)}`,
      'too long',
    ],
  ])('refuses %s', async (_name, xml, why) => {
    const cwd = folderWith({ 'in.xml': xml })
    const { code, stderr } = await runCli(['import', 'wxr', 'in.xml'], { cwd })
    expect([code, stderr]).toEqual([2, expect.stringContaining(why)])
  })

  test('a file is read as it comes in', async () => {
    let given = 0
    async function* many(): AsyncGenerator<string> {
      yield head
      for (; given < 2000; given++) {
        yield item({
          'wp:post_id': `${given}`,
          'content:encoded': '字'.repeat(100),
        })
      }
      yield end
    }
    let seen = 0
    let most = 0
    for await (const _ of readWxr(many())) most = Math.max(most, given - ++seen)
    expect(seen).toBe(2000)
    expect(most).toBeLessThan(5)
  })

  test('what Markdown says is the same when it is read again', async () => {
    const read = await createHtmlReader()
    const reader = unified()
      .use(remarkParse)
      .use(remarkCjkFriendly)
      .use(remarkRehype)
      .use(rehypeStringify)
    const plain = unified()
      .use(rehypeParse, { fragment: true })
      .use(rehypeStringify)
    const word = fc.stringMatching(/^[一-龥a-z0-9（）。，<&]{1,8}$/)
    const inline = fc.oneof(
      word.map((text) => text.replaceAll('<', '&lt;')),
      word.map((text) => `<strong>${text.replaceAll('<', '&lt;')}</strong>`),
      word.map((text) => `<em>${text.replaceAll('<', '&lt;')}</em>`),
    )
    const block = fc
      .tuple(
        fc.constantFrom('p', 'h2', 'blockquote'),
        fc.array(inline, { minLength: 1, maxLength: 4 }),
      )
      .map(([name, parts]) => {
        // Marks that touch are written as CommonMark has them, which is less.
        const text = parts.join('字')
        return name === 'blockquote'
          ? `<blockquote><p>${text}</p></blockquote>`
          : `<${name}>${text}</${name}>`
      })
    fc.assert(
      fc.property(fc.array(block, { minLength: 1, maxLength: 4 }), (blocks) => {
        const { markdown, kept, dropped } = read(
          paragraphsOf(blocks.join('\n')),
        )
        expect([kept, dropped]).toEqual([[], []])
        // As the project reads it: emphasis beside Chinese is emphasis.
        const again = String(reader.processSync(markdown))
        const bare = (html: string): string => html.replace(/\s+/g, '')
        expect(bare(again)).toBe(
          bare(String(plain.processSync(blocks.join('')))),
        )
      }),
      { numRuns: 200 },
    )
  })
})

describe('documents', () => {
  const map = ['--map', 'body=content.md', '--map', 'id=_id']
  const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
  const document = fc.record({
    _id: fc.uuid(),
    title: fc.constantFrom('軟體', '網路: "a"', 'yes', '12'),
    content: fc.record({
      md: text.map(
        (one) => `${one.replace(/[\r\u0085\u2028\u2029]/g, '')}字\n`,
      ),
      words: fc.double(),
    }),
    tags: fc.array(fc.constantFrom('甲', 'no', '1.0')),
    seo: fc.jsonValue(),
    __proto__x: fc.jsonValue(),
  })

  test('come out as they came in, with their language', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(document, { maxLength: 5 }), async (all) => {
        const lines = all.map((one) => JSON.stringify(one))
        const cwd = folderWith({
          'in.ndjson': lines.join('\n'),
          'yiwen.config.yaml': 'editions: [zh-TW]\n',
        })
        const taken = await runCli(['import', 'json', 'in.ndjson', ...map], {
          cwd,
        })
        expect([taken.code, taken.stderr]).toEqual([0, ''])
        const { stdout } = await runCli(['export', 'json', ...map], { cwd })
        const parsed = stdout
          .split('\n')
          .filter(Boolean)
          .map((line) => JSON.parse(line) as { _id: string })
        const sorted = (list: { _id: string }[]): object[] =>
          [...list].sort((a, b) => (a._id < b._id ? -1 : 1))
        expect(sorted(parsed)).toEqual(
          sorted(
            lines.map((line) => ({
              ...(JSON.parse(line) as { _id: string }),
              lang: 'zh-TW',
            })),
          ),
        )
      }),
      { numRuns: 15 },
    )
  })

  test('numbers and escapes of others stay as they are written', async () => {
    const rest = '{"n":1.50,"big":12345678901234567890,"k":"\\u8edf"}'
    const line = `${rest.slice(0, -1)},"body":"字"}`
    const { value: reading } = await readDocuments([line] as never).next()
    expect(reading).toMatchObject({ rest, fields: { body: '字' } })
    expect(printDocument({ body: '字' }, rest)).toBe(
      `${rest.slice(0, -1)},"body": "字"}\n`,
    )
  })

  test('editions say what they are of', async () => {
    const cwd = folderWith({
      'articles/a.md': '---\nid: 7\ntitle: 軟體\n---\n\n透過網路。\n',
      'yiwen.config.yaml': config,
    })
    const { stdout } = await runCli(['export', 'json'], { cwd })
    const [own, other] = stdout.split('\n').map((one) => one && JSON.parse(one))
    expect(own).toEqual({
      id: 7,
      title: '軟體',
      body: '透過網路。\n',
      lang: 'zh-TW',
    })
    expect(other).toEqual({
      ...{ id: '7.zh-CN', title: '软件', body: '通过网络。\n', lang: 'zh-CN' },
      ...{ translationOf: 7, edition: 'zh-CN' },
    })
  })

  test('a wrong line is named, and the others go on', async () => {
    const deep = '['.repeat(100_000)
    const cwd = folderWith({
      'in.ndjson': `{"id":1,"body":"一"}\nbad\n[1]\n\n{"id":2}\n{"a":${deep}\n{"id":3,"body":"三"}`,
    })
    const { code, stderr, stdout } = await runCli(
      ['import', 'json', 'in.ndjson'],
      { cwd },
    )
    expect(code).toBe(1)
    for (const line of [2, 3, 5, 6])
      expect(stderr).toContain(`in.ndjson:${line}:`)
    expect(stdout).toContain('2 written')
    expect(readFileSync(join(cwd, 'articles/3.md'), 'utf8')).toContain('三')
  })

  test('a field nobody knows is said with those that are', async () => {
    const { code, stderr } = await runCli(
      ['export', 'json', '--map', 'text=a'],
      { cwd: folderWith({}) },
    )
    expect([code, stderr]).toEqual([2, expect.stringContaining('body')])
  })
})
