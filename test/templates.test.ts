import fc from 'fast-check'
import { Parser } from 'htmlparser2'
import { afterEach, describe, expect, test } from 'vitest'
import { script } from '../src/publish/html/script.ts'
import { fillTemplate } from '../src/publish/html/template.ts'
import {
  checkSite,
  checkTemplate,
  placeholderNames,
} from '../src/publish/index.ts'
import { createProject, type Project } from './project.ts'
import { expectWordedError } from './wording.ts'

const config = { editions: ['zh-TW', 'zh-CN'], templates: 'templates' } as const
const page = `<!doctype html>
<html lang="{{lang}}">
<head>
<!-- ours -->
{{head}}
<link rel="stylesheet" href="{{root}}brand.css">
</head>
<body class="mine">
{{skip}}
<p class="brand"><a href="{{home}}" title="{{ site }}"><img src="{{root}}logo.svg" alt="{{site}}"></a> {{title}}</p>
{{header}}
{{main}}
<p>© 我們</p>
{{footer}}
</body>
</html>
`
const split = page.replace(
  '{{main}}',
  '<main id="yiwen-content" tabindex="-1">{{heading}}<hr>{{content}}</main>',
)
const attack = '"><script>window.hacked=1</script>{{main}}$&'

/** Text of every script of a page. */
function scriptsOf(html: string): string[] {
  const found: string[] = []
  let isIn = false
  const parser = new Parser({
    onopentag(name) {
      isIn = name === 'script'
      if (isIn) found.push('')
    },
    ontext(text) {
      if (isIn) found.push((found.pop() ?? '') + text)
    },
    onclosetag() {
      isIn = false
    },
  })
  parser.end(html)
  return found
}

describe('templates', () => {
  let project: Project
  afterEach(() => project?.remove())
  const create = (templates: Record<string, string>): Project => {
    project = createProject({
      'articles/a.md': `---\ntitle: ${JSON.stringify(attack)}\ntags: [甲]\n---\n\n軟體。\n`,
      'articles/news/b.md': '# 乙\n\n硬體。\n',
      'articles/brand.css': 'body { color: red }\n',
      'articles/logo.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>\n',
      ...Object.fromEntries(
        Object.entries(templates).map(([name, text]) => [
          `templates/${name}`,
          text,
        ]),
      ),
    })
    return project
  }
  const read = (path: string): string => project.read(`public/${path}`)

  test('frame every page, which stays as safe and as whole as it was', async () => {
    create({ 'page.html': page, 'index.html': split })
    await project.build({ config })
    const paths = new Set(project.files('public'))
    expect(checkSite({ paths, read }).map(({ problem }) => problem)).toEqual([])
    for (const path of paths) {
      if (!path.endsWith('.html')) continue
      const html = read(path)
      expect(html, path).toContain('<p>© 我們</p>')
      const others = scriptsOf(html).filter((text) => text !== script)
      expect(
        others.filter((text) => !text.startsWith('{"@context')),
        path,
      ).toEqual([])
      expect(html.indexOf('Content-Security-Policy')).toBeLessThan(
        html.indexOf('brand.css'),
      )
      expect(html.match(/id="yiwen-content"/g), path).toHaveLength(1)
    }
    expect(read('zh-CN/news/b.html')).toContain(
      '<a href="../index.html" title="译文"><img src="../logo.svg" alt="译文"></a> 乙',
    )
    expect(read('zh-CN/news/b.html')).toContain('硬件')
    expect(read('zh-CN/index.html')).toMatch(/<\/header><hr>[\s\S]*硬|<hr>/)
    // What an article is called is no template.
    expect(read('zh-TW/a.html')).toContain('{{main}}$&')
    expect(read('404.html')).toContain('href="/zh-TW/brand.css"')
  })

  test('that are not there leave pages as they are', async () => {
    create({ '404.html': page })
    await project.build({ config })
    const own = read('zh-TW/a.html')
    await project.build({ config: { editions: ['zh-TW', 'zh-CN'] } })
    expect(own.replace('&#x27;self&#x27; &#x27;unsafe', '&#x27;unsafe')).toBe(
      read('zh-TW/a.html'),
    )
  })

  test('that change make pages anew, and nothing else does', async () => {
    create({ 'page.html': page })
    await project.build({ config })
    expect((await project.build({ config })).rebuilt).toEqual([])
    project.write({ 'templates/page.html': page.replace('我們', '你們') })
    const { rebuilt } = await project.build({ config })
    expect(rebuilt.map(({ reason }) => reason.kind)).toEqual([
      'settings',
      'settings',
    ])
    expect(read('zh-TW/a.html')).toContain('© 你們')
    expect(read('zh-TW/index.html')).toContain('© 你們')
  })

  test.each([
    ['page.html:5: nothing is called {{haed}}', page.replace('head}', 'haed}')],
    ['page.html:1: {{head}} is missing', page.replace('{{head}}', '')],
    ['page.html:1: {{main}} is missing', page.replace('{{main}}', '')],
    [
      'page.html:5: {{head}} may not',
      page.replace('<!-- ours -->', '<meta name="a">'),
    ],
    [
      'page.html:10: {{title}} may not',
      page.replace('href="{{home}}"', 'href="{{title}}"'),
    ],
    [
      'page.html:10: {{home}} may not',
      page.replace('"{{home}}"', '"x{{home}}"'),
    ],
    [
      'page.html:10: {{site}} may not',
      page.replace('"{{ site }}"', '{{site}}'),
    ],
    [
      'page.html:10: {{main}} may not',
      page.replace('"{{ site }}"', '"{{main}}"'),
    ],
    ['page.html:4: {{title}} may not', page.replace(' ours ', '{{title}}')],
    [
      'page.html:8: {{title}} may not',
      page.replace('class="mine"', 'style="a:{{title}}"'),
    ],
    [
      'page.html:8: {{title}} may not',
      page.replace('class="mine"', '{{title}}="a"'),
    ],
    ['page.html:13: {{main}} is there', page.replace('<p>©', '{{main}}<p>©')],
    [
      'page.html:13: {{content}} is there',
      page.replace('<p>©', '{{content}}<p>©'),
    ],
    [
      'page.html:13: <script> may not be',
      page.replace('<p>©', '<script>1</script><p>©'),
    ],
    [
      'page.html:13: onclick may not be',
      page.replace('<p>©', '<p onclick="a()">©'),
    ],
    [
      'page.html:13: href may not be',
      page.replace('<p>©', '<a href=" javascript:a">©</a><p>'),
    ],
    [
      'page.html:1: <html lang="{{lang}}"> is missing',
      page.replace('{{lang}}', 'zh'),
    ],
    [
      'page.html:1: <!doctype html> is missing',
      page.replace('<!doctype html>', ''),
    ],
    [
      'page.html:1: id="yiwen-content" is missing',
      split.replace('yiwen-content', 'x'),
    ],
  ])('that are wrong are told with their line: %s', async (expected, text) => {
    create({ 'page.html': text })
    const error = await project.build({ config }).catch((error) => error)
    expectWordedError(error)
    expect(error.message).toMatch(`templates/${expected}`)
    expect(project.files('.')).not.toContain('public/zh-TW/a.html')
  })

  test('of no page, or that are not there, are told', async () => {
    create({ 'pages.html': page })
    await expect(project.build({ config })).rejects.toThrow(
      'templates/pages.html is the template of no page.',
    )
    const other = { ...config, templates: 'none' }
    await expect(project.build({ config: other })).rejects.toThrow(
      'The folder of templates can not be read: none.',
    )
  })

  test('let nothing out of its place, whatever a page says', () => {
    const hostile = fc
      .array(
        fc.constantFrom(
          '"',
          "'",
          '<',
          '>',
          '&',
          '{{main}}',
          '$&',
          ' onload=x ',
          '-->',
          '軟',
        ),
      )
      .map((all) => all.join(''))
    fc.assert(
      fc.property(hostile, hostile, (title, site) => {
        expect(checkTemplate(page)).toEqual([])
        const parts = Object.fromEntries(
          placeholderNames.map((name) => [name, `[${name}]`]),
        ) as Parameters<typeof fillTemplate>[1]
        const plain = fillTemplate(page, { ...parts, title: '', site: '' })
        const filled = fillTemplate(page, { ...parts, title, site })
        const tags = (html: string): string[] =>
          (html.match(/<[^>]*>/g) ?? []).map((tag) =>
            tag.replace(/(title|alt)="[^"]*"/g, '$1=""'),
          )
        expect(tags(filled)).toEqual(tags(plain))
      }),
    )
  })
})
