import fc from 'fast-check'
import { afterEach, describe, expect, test } from 'vitest'
import { syncTranslations } from '../src/build/translations.ts'
import { resolveConfig, type UserConfig } from '../src/node.ts'
import { checkSite, hashBytes, namePictures } from '../src/publish/index.ts'
import { createProject, type Project } from './project.ts'

const config: UserConfig = {
  editions: ['zh-TW', 'zh-CN'],
  site: { url: 'https://news.example/' },
}
const png = (text: string): Uint8Array =>
  Uint8Array.from([137, 80, 78, 71, ...new TextEncoder().encode(text)])
const sharedAs = (name: string, text: string, ending = 'png'): string =>
  `assets~/pictures/${name}.${hashBytes(png(text)).slice(0, 8)}.${ending}`

const article = `---
title: 軟體
image: 圖/lead.PNG
---

![資料庫](圖/a.png) ![資料庫](/news/%E5%9C%96/a.png "硬碟")

<img src="圖/a.png" alt="滑鼠">

![不在](圖/none.png) ![網上](https://a.example/b.png) [原檔](圖/a.png)
`

describe('pictures', () => {
  let project: Project
  afterEach(() => project?.remove())

  const create = (): Project => {
    project = createProject({
      'articles/news/a.md': article,
      'articles/b.md': '# 乙\n\n![圖](圖/a.png)\n',
      'articles/c.md': '# 丙\n\n沒有圖。\n',
      'articles/news/圖/a.png': png('one'),
      'articles/news/圖/lead.PNG': png('lead'),
      'articles/圖/a.png': png('two'),
      'articles/同/a.png': png('two'),
      'articles/data.bin': png('data'),
    })
    return project
  }
  const shared = (): string[] =>
    project.files('public').filter((path) => path.startsWith('assets~/pic'))
  const sources = (path: string): string[] =>
    [...project.read(`public/${path}`).matchAll(/<img src="([^"]*)"/g)].map(
      ([, src = '']) => decodeURIComponent(src),
    )

  test('are there once for the pages of all editions, under names that say what is in them', async () => {
    create()
    await project.build({ config })
    const one = sharedAs('a', 'one')
    const lead = sharedAs('lead', 'lead')
    expect(shared()).toEqual([one, sharedAs('a', 'two'), lead].sort())
    for (const id of ['zh-TW', 'zh-CN']) {
      expect(sources(`${id}/news/a.html`)).toEqual([
        `../../${lead}`,
        ...[1, 2, 3].map(() => `../../${one}`),
        '圖/none.png',
        'https://a.example/b.png',
      ])
      expect(sources(`${id}/b.html`)).toEqual([`../${sharedAs('a', 'two')}`])
      const html = project.read(`public/${id}/news/a.html`)
      const address = `https://news.example/${lead}`
      expect(html).toContain(`property="og:image" content="${address}"`)
      expect(html).toContain(`"image":"${address}"`)
      expect(html).toContain(`href="%E5%9C%96/a.png"`)
      // Markdown keeps the author's addresses, and they lead to something.
      expect(project.read(`public/${id}/news/a.md`)).toContain('(圖/a.png)')
      expect(project.files(`public/${id}/news/圖`)).toContain('a.png')
    }
    // What they say is the edition's.
    expect(project.read('public/zh-CN/news/a.html')).toMatch(
      /alt="数据库"[^>]*>.*alt="数据库" title="硬盘"[\s\S]*alt="鼠标"/,
    )
    expect(project.read('public/_headers')).toContain('/assets~/pictures/*\n')
    const paths = new Set(project.files('public'))
    const read = (path: string): string => project.read(`public/${path}`)
    const found = checkSite({ paths, read, url: 'https://news.example/' })
    expect(found.filter(({ problem }) => !/none\.png/.test(problem))).toEqual(
      [],
    )
  })

  test('that change make the pages anew that show them, and no others', async () => {
    create()
    await project.build({ config })
    project.write({ 'articles/圖/a.png': png('three') })
    const report = await project.build({ config })
    expect(report.rebuilt).toEqual([
      {
        path: 'articles/b.md',
        reason: { kind: 'links', paths: ['圖/a.png'] },
      },
    ])
    expect(sources('zh-CN/b.html')).toEqual([`../${sharedAs('a', 'three')}`])
    // 同/a.png is still what both were.
    expect(shared()).toContain(sharedAs('a', 'two'))
    project.write({ 'articles/同/a.png': png('three') })
    expect((await project.build({ config })).rebuilt).toEqual([])
    expect(shared()).not.toContain(sharedAs('a', 'two'))
  })

  test('that come and go are shown and no longer shown', async () => {
    create()
    await project.build({ config })
    project.write({ 'articles/news/圖/none.png': png('none') })
    await project.build({ config })
    expect(sources('zh-TW/news/a.html')).toContain(
      `../../${sharedAs('none', 'none')}`,
    )
  })

  test('stay while pages that were not made anew show them', async () => {
    create()
    await project.build({ config })
    project.write({ 'articles/圖/a.png': png('three') })
    project.write({ 'articles/同/a.png': png('three') })
    await project.build({ config, editions: ['zh-CN'] })
    for (const id of ['zh-TW', 'zh-CN']) {
      const [src = ''] = sources(`${id}/b.html`)
      expect(shared(), id).toContain(src.replace('../', ''))
    }
    await project.build({ config })
    expect(shared()).not.toContain(sharedAs('a', 'two'))
  })

  test('stay for an edition that is not ready', async () => {
    create()
    const all = { ...config, editions: ['zh-TW', 'en'] }
    const options = { cwd: project.root, config: resolveConfig(all) }
    await syncTranslations(options, { write: true })
    const file = 'locales/en/b.md.xlf'
    project.write({
      [file]: project
        .read(file)
        .replace(/<source>([\s\S]*?)<\/source>/g, (source, text: string) => {
          const english = text.replace('乙', 'B').replace('圖', 'Picture')
          return `${source}\n<target>${english}</target>`
        })
        .replaceAll('state="initial"', 'state="reviewed"'),
    })
    await project.build({ config: all })
    const [src = ''] = sources('en/b.html')
    expect(src).toBe(`../${sharedAs('a', 'two')}`)
    expect(project.read('public/en/b.html')).toContain('alt="Picture"')
    project.write({
      'articles/圖/a.png': png('three'),
      'articles/同/a.png': png('three'),
      'articles/b.md': '# 乙\n\n![圖](圖/a.png)\n\n還沒翻譯。\n',
    })
    await project.build({ config: all })
    expect(sources('en/b.html')).toEqual([src])
    expect(shared()).toContain(src.replace('../', ''))
  })

  test('are not shared where there are no pages', async () => {
    create()
    await project.build({ config: { editions: ['zh-TW'], html: false } })
    expect(shared()).toEqual([])
  })

  test('have one name only where they are one picture', () => {
    const name = fc.constantFrom('a.png', 'b.PNG', `${'長'.repeat(80)}.svg`)
    // Hashes that begin alike, as those of two pictures in four billion do.
    const hash = fc
      .array(fc.constantFrom('0', '1'), { minLength: 64, maxLength: 64 })
      .map((digits) => digits.join('').replace(/^.{7}/, '0000000'))
    fc.assert(
      fc.property(fc.array(fc.tuple(name, hash)), (all) => {
        const pictures = new Map(
          all.map(([name, hash], index) => [`${index}/${name}`, hash]),
        )
        const named = namePictures(pictures)
        expect([...named.keys()]).toEqual([...pictures.keys()])
        const hashes = new Map<string, string | undefined>()
        for (const [path, shared] of named) {
          expect(hashes.get(shared) ?? pictures.get(path)).toBe(
            pictures.get(path),
          )
          hashes.set(shared, pictures.get(path))
          expect(new TextEncoder().encode(shared).length).toBeLessThan(250)
        }
      }),
    )
  })
})
