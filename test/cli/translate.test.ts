import { existsSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { folderWith, glossary, runCli, textOf } from './run-cli.ts'

const article =
  '# 人工智慧\n\n智譜今天**上市**。股價上漲一成。\n\n- 看[這裡](b.md)。\n'
const config = 'editions: [zh-TW, zh-CN, en]\n'

function project(): string {
  return folderWith({
    'yiwen.config.yaml': config,
    'articles/a.md': article,
    'articles/news/b.md': '# 第二篇\n\n好。\n',
    'locales/glossary/a.yaml': glossary,
  })
}

const run = (cwd: string, ...argv: string[]) => runCli(argv, { cwd })

test('sync writes the store, status counts it, a second sync writes nothing', async () => {
  const cwd = project()
  const dry = await run(cwd, 'translate', 'sync', '--dry-run')
  expect(dry.code).toBe(0)
  expect(existsSync(path.join(cwd, 'locales/en'))).toBe(false)
  const first = await run(cwd, 'translate', 'sync', '--json')
  expect(first.code).toBe(0)
  const text = textOf(cwd, 'locales/en/a.md.xlf')
  expect(text).toContain('<source>智譜今天<pc id="1"')
  expect(text).toContain(
    '<gls:translation>artificial intelligence</gls:translation>',
  )
  // Of a conversion nothing is kept that nobody wrote.
  expect(existsSync(path.join(cwd, 'locales/zh-CN'))).toBe(false)
  const second = JSON.parse(
    (await run(cwd, 'translate', 'sync', '--json')).stdout,
  )
  expect(
    second.translations.map((one: { written: boolean }) => one.written),
  ).toEqual([false, false, false, false])
  const status = await run(cwd, 'translate', 'status', '--to', 'en', '--json')
  const [a, b] = JSON.parse(status.stdout).translations
  expect(a).toMatchObject({
    article: 'articles/a.md',
    locale: 'en',
    path: 'locales/en/a.md.xlf',
    counts: {
      segments: 4,
      states: { initial: 4, translated: 0 },
      stale: 0,
      charactersLeft: 19,
    },
  })
  expect(b.path).toBe('locales/en/news/b.md.xlf')
  expect(readdirSync(path.join(cwd, 'locales/en'))).toEqual([
    'a.md.xlf',
    'news',
  ])
})

test.each([
  ['xliff2', 'a.xlf'],
  ['xliff12', 'a.xlf'],
  ['po', 'a.po'],
  ['html', 'a.html'],
  ['docx', 'a.docx'],
  ['xliff12', 'all.zip'],
])('%s to %s and back', async (format, name) => {
  const cwd = project()
  const out = await run(
    cwd,
    ...['translate', 'export', 'articles/a.md', '--to', 'en'],
    ...['--format', format, '-o', name],
  )
  expect([out.code, out.stderr]).toEqual([0, ''])
  const back = await run(cwd, 'translate', 'import', name, '--json')
  // Nothing was translated in it.
  expect(JSON.parse(back.stdout)).toMatchObject({
    ok: true,
    imports: [{ article: 'a.md', locale: 'en', counts: { taken: 0 } }],
  })
})

test('a PO file is taken, its report says what is not, and nothing is lost', async () => {
  const cwd = project()
  await run(
    cwd,
    'translate',
    'export',
    '--to',
    'en',
    '-o',
    'a.po',
    'articles/a.md',
  )
  const po = textOf(cwd, 'a.po')
  const filled = po
    .replace(
      /(msgid "智譜今天<1>上市<\/1>。"\nmsgstr) ""/,
      '$1 "Zhipu <1>listed</1> today."',
    )
    .replace(/(msgid "股價上漲一成。"\nmsgstr) ""/, '$1 "Shares rose 10%."')
    .replace(/(msgid "看<1>這裡<\/1>。"\nmsgstr) ""/, '$1 "See here."')
  writeFileSync(path.join(cwd, 'a.po'), filled)
  const dry = await run(cwd, 'translate', 'import', 'a.po', '--dry-run')
  expect(dry.code).toBe(0)
  expect(dry.stderr).toContain('has lost the mark <1>')
  expect(existsSync(path.join(cwd, 'locales/en'))).toBe(false)
  const done = await run(cwd, 'translate', 'import', 'a.po', '--json')
  expect(JSON.parse(done.stdout)).toMatchObject({
    ok: true,
    files: ['locales/en/a.md.xlf'],
    imports: [{ counts: { taken: 2, refused: 1 } }],
  })
  const kept = textOf(cwd, 'locales/en/a.md.xlf')
  expect(kept).toContain('<target>Shares rose 10%.</target>')
  expect(kept).toContain('<mda:meta type="name">a.po</mda:meta>')
  // The article changes: the translation is stale, and kept.
  writeFileSync(
    path.join(cwd, 'articles/a.md'),
    article.replace('一成', '兩成'),
  )
  await run(cwd, 'translate', 'sync', '--to', 'en')
  const stale = textOf(cwd, 'locales/en/a.md.xlf')
  expect(stale).toContain('state="initial" subState="yiwen:stale"')
  expect(stale).toContain('<target>Shares rose 10%.</target>')
})

test.each([
  [
    'another article',
    'x.po',
    '"X-Yiwen-Article: none.md\\n"\n\nmsgctxt "a/b"\nmsgid "a"\nmsgstr "b"\n',
  ],
  [
    'another language',
    'x.po',
    '"X-Yiwen-Article: a.md\\n"\n"Language: zh_HK\\n"\n\nmsgctxt "a/b"\nmsgid "a"\nmsgstr "b"\n',
  ],
  ['entities', 'x.xlf', '<!DOCTYPE x [<!ENTITY a "b">]><xliff version="2.1"/>'],
])('%s: an error, and nothing is written', async (_, name, text) => {
  const cwd = project()
  await run(cwd, 'translate', 'sync', '--to', 'en')
  const before = textOf(cwd, 'locales/en/a.md.xlf')
  const head = name.endsWith('.po') ? 'msgid ""\nmsgstr ""\n' : ''
  writeFileSync(path.join(cwd, name), head + text)
  const { code, stderr } = await run(
    cwd,
    'translate',
    'import',
    name,
    '--to',
    'en',
  )
  expect([code, stderr]).toEqual([
    1,
    expect.stringContaining('translations-invalid'),
  ])
  expect(textOf(cwd, 'locales/en/a.md.xlf')).toBe(before)
})

test('a broken store is said with its place, and left as it is', async () => {
  const cwd = project()
  await run(cwd, 'translate', 'sync', '--to', 'en')
  const file = path.join(cwd, 'locales/en/a.md.xlf')
  const broken = textOf(cwd, 'locales/en/a.md.xlf').replace('</source>', '')
  writeFileSync(file, broken)
  const { code, stderr } = await run(cwd, 'translate', 'sync', '--to', 'en')
  expect(code).toBe(2)
  expect(stderr).toMatch(/locales\/en\/a\.md\.xlf:\d+ can not be read/)
  expect(textOf(cwd, 'locales/en/a.md.xlf')).toBe(broken)
  expect(
    readdirSync(path.join(cwd, 'locales/en')).filter((n) => n.startsWith('.')),
  ).toEqual([])
})

test('adopt keeps an edited edition, and the build goes on', async () => {
  const cwd = project()
  await run(cwd, 'build')
  const file = 'public/zh-CN/a.md'
  const edited = textOf(cwd, file).replace('股价上涨一成', '股价大涨一成')
  writeFileSync(path.join(cwd, file), edited)
  expect((await run(cwd, 'build')).code).toBe(1)
  const dry = await run(cwd, 'adopt', file, '--by', 'Lin', '--dry-run')
  expect([dry.code, existsSync(path.join(cwd, 'locales/zh-CN'))]).toEqual([
    0,
    false,
  ])
  const done = await run(cwd, 'adopt', file, '--by', 'Lin', '--json')
  expect(JSON.parse(done.stdout)).toMatchObject({
    ok: true,
    editions: [
      {
        path: file,
        store: 'locales/zh-CN/a.md.xlf',
        adopted: [{ source: '股價上漲一成。', target: '股价大涨一成。' }],
        reproduced: true,
      },
    ],
  })
  expect((await run(cwd, 'build')).code).toBe(0)
  expect(textOf(cwd, file)).toBe(edited)
  const again = await run(cwd, 'adopt', file)
  expect(again.stdout).toContain('is as it was built')
})
