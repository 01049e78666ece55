import fc from 'fast-check'
import { SaxesParser } from 'saxes'
import { expect, test } from 'vitest'
import { namedEditions, tagId } from '../../../../src/publish/html/index.ts'
import {
  siteAddress,
  sitePath,
  siteRoot,
} from '../../../../src/publish/site/addresses.ts'
import { rfc822, rfc3339 } from '../../../../src/publish/site/dates.ts'
import { feedFiles } from '../../../../src/publish/site/feeds.ts'
import { negotiationFiles } from '../../../../src/publish/site/negotiation.ts'
import { siteText } from '../../../../src/publish/site/site-text.ts'
import { xml } from '../../../../src/publish/site/xml.ts'

const any = fc.string({ unit: 'binary', maxLength: 60 })

test('any text is read back from XML as it is, but what XML can not say', () => {
  fc.assert(
    fc.property(any, any, (text, value) => {
      const parser = new SaxesParser()
      let read = ''
      let attribute = ''
      parser.on('text', (more) => {
        read += more
      })
      parser.on('opentag', ({ attributes }) => {
        attribute = String(attributes['b'])
      })
      parser.write(xml('a', { b: value }, text).trimEnd()).close()
      const outside =
        /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu
      const lines = (one: string): string =>
        one.replace(outside, '').replace(/\r\n?/g, '\n')
      expect(read).toBe(lines(text))
      expect(attribute).toBe(lines(value).replace(/[\t\n]/g, ' '))
    }),
  )
})

test('any tag has a page that any disk can hold, whatever its case', () => {
  fc.assert(
    fc.property(any, (tag) => {
      const id = tagId(tag)
      expect(id).toMatch(/^[^\s/\\:*?"<>|.]+$/u)
      expect(Buffer.byteLength(`${id}~100.html`)).toBeLessThan(255)
      expect(tagId(`  ${tag} `)).toBe(tagId(tag.trim()))
      expect(id).not.toBe('index')
    }),
  )
  expect(tagId('C++')).toBe(tagId('c++'))
  expect(new Set(['C', 'C++', 'C#', '.NET', 'net'].map(tagId)).size).toBe(5)
  expect(tagId('人工 智慧')).toBe('人工-智慧')
})

test.each([
  ['2026-01-08', '2026-01-08T00:00:00Z', 'Thu, 08 Jan 2026 00:00:00 +0000'],
  [
    '2026-01-08T13:00+08:00',
    '2026-01-08T13:00:00+08:00',
    'Thu, 08 Jan 2026 05:00:00 +0000',
  ],
  [
    '2026-01-08T13:00+0800',
    '2026-01-08T13:00:00+08:00',
    'Thu, 08 Jan 2026 05:00:00 +0000',
  ],
  [
    '2026-01-08T13:00',
    '2026-01-08T13:00:00Z',
    'Thu, 08 Jan 2026 13:00:00 +0000',
  ],
])('%s is %s, and %s', (machine, full, old) => {
  expect(rfc3339(machine)).toBe(full)
  expect(rfc822(full)).toBe(old)
})

test('what is no date is none', () => {
  expect(rfc3339('昨天')).toBeUndefined()
  expect(rfc3339(undefined)).toBeUndefined()
})

test('addresses are of the folder, however it is written', () => {
  for (const url of ['https://a.example/b', 'https://a.example/b//']) {
    expect(siteRoot(url)).toBe('https://a.example/b')
    expect(sitePath(url)).toBe('/b/')
    expect(siteAddress(url, 'x/index.html')).toBe('https://a.example/b/x/')
    expect(siteAddress(url, 'index.html')).toBe('https://a.example/b/')
    expect(siteAddress(url, '中/a&b#.html')).toBe(
      'https://a.example/b/%E4%B8%AD/a%26b%23.html',
    )
  }
  expect(sitePath('https://a.example')).toBe('/')
  expect(sitePath(undefined)).toBe('/')
})

test('one edition is named for each language: the one called like it', () => {
  const ids = namedEditions([
    { id: 'both', locale: 'zh-CN' },
    { id: 'zh-CN', locale: 'zh-CN' },
    { id: 'tw', locale: 'zh-TW' },
    { id: 'tw2', locale: 'zh-TW' },
  ]).map(({ id }) => id)
  expect(ids).toEqual(['zh-CN', 'tw'])
})

test('a text that is not given in a locale is taken from the nearest', () => {
  expect(siteText('a', 'en')).toBe('a')
  expect(siteText({ 'zh-TW': '甲', en: 'A' }, 'zh-HK')).toBe('甲')
  expect(siteText({ 'zh-TW': '甲' }, 'en')).toBe('甲')
  expect(siteText(undefined, 'en')).toBeUndefined()
})

/** The edition that nginx would choose: the last `if` that fits wins. */
function chosenBy(conf: string, asked: string): string | undefined {
  let chosen = /set \$yiwen_edition ([\w-]+);/.exec(conf)?.[1]
  const rules = conf.matchAll(
    /if \(\$http_accept_language ~\* "([^"]+)"\) \{\s*set \$yiwen_edition ([\w-]+);/g,
  )
  for (const [, pattern = '', id] of rules) {
    if (new RegExp(pattern, 'i').test(asked)) chosen = id
  }
  return chosen
}

test.each([
  ['zh-TW,zh;q=0.9,en;q=0.8', 'zh-TW'],
  ['zh-Hant-HK', 'zh-HK'],
  ['zh-hant', 'zh-TW'],
  ['zh-MO', 'zh-HK'],
  ['zh', 'zh-CN'],
  ['zh-CN', 'zh-CN'],
  ['en-GB,en', 'en'],
  ['fr', 'zh-TW'],
])('a browser that asks for %s gets %s from nginx', (asked, edition) => {
  const locales = ['zh-TW', 'zh-HK', 'zh-CN', 'en'] as const
  const conf = negotiationFiles({
    path: '/',
    sitemap: undefined,
    editions: locales.map((locale) => ({ id: locale, locale })),
    home: { id: 'zh-TW', locale: 'zh-TW' },
  }).get('nginx.conf')
  expect(chosenBy(conf ?? '', asked)).toBe(edition)
})

test('feeds hold whatever a title says, and 50 articles at most', () => {
  fc.assert(
    fc.property(any, (title) => {
      const entries = Array.from({ length: 60 }, (_, index) => ({
        address: `https://a.example/${index}`,
        title,
        description: title,
        authors: [title],
        tags: [title],
        published: '2026-01-08',
        modified: undefined,
      }))
      const files = feedFiles({
        title,
        description: title,
        language: 'zh-Hant-TW',
        home: 'https://a.example/',
        entries,
        addressOf: (name) => `https://a.example/${name}`,
      })
      for (const [name, text] of files) {
        if (name.endsWith('.json')) {
          expect(JSON.parse(text).items).toHaveLength(50)
          continue
        }
        const parser = new SaxesParser({ xmlns: true })
        let count = 0
        parser.on('opentag', ({ local }) => {
          if (local === 'entry' || local === 'item') count++
        })
        parser.write(text).close()
        expect(count).toBe(50)
      }
    }),
    { numRuns: 30 },
  )
})
