import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { RelaxNGValidator, XmlDocument, XmlValidateError } from 'libxml2-wasm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Project } from './project.ts'
import { createSiteProject, siteConfig } from './site-project.ts'

const editions = ['zh-TW', 'zh-HK', 'zh-CN', 'en', 'both']

/** What libxml2 holds against a document. */
function judge(xml: string, schema: string): string[] {
  const rules = XmlDocument.fromString(
    readFileSync(`test/data/schemas/${schema}.rng`, 'utf8'),
  )
  const validator = RelaxNGValidator.fromDoc(rules)
  const document = XmlDocument.fromString(xml)
  try {
    validator.validate(document)
    return []
  } catch (error) {
    if (!(error instanceof XmlValidateError)) throw error
    return error.details.map(({ message }) => message)
  } finally {
    document.dispose()
    validator.dispose()
    rules.dispose()
  }
}

/** What a JSON Schema holds against a value. */
const judgeJson = new Ajv({ allErrors: true }).compile(
  JSON.parse(readFileSync('test/data/schemas/json-feed.json', 'utf8')),
)

describe('a site, judged by libxml2', () => {
  let project: Project
  beforeAll(async () => {
    project = await createSiteProject()
    await project.build({ config: siteConfig })
  })
  afterAll(() => project?.remove())

  test('has Atom as RFC 4287 wants it', () => {
    for (const id of editions) {
      const xml = project.read(`public/${id}/atom.xml`)
      expect(judge(xml, 'atom'), id).toEqual([])
    }
  })

  test('has RSS as its board wants it', () => {
    for (const id of editions) {
      const xml = project.read(`public/${id}/rss.xml`)
      expect(judge(xml, 'rss'), id).toEqual([])
    }
  })

  test('has JSON Feed as its specification wants it', () => {
    for (const id of editions) {
      const feed = JSON.parse(project.read(`public/${id}/feed.json`))
      judgeJson(feed)
      expect(judgeJson.errors, id).toBeNull()
      const ids = feed.items.map((item: { id: string }) => item.id)
      expect(new Set(ids).size).toBe(ids.length)
      expect(ids.length).toBeGreaterThan(0)
    }
  })

  test('has a sitemap as sitemaps.org wants it', () => {
    expect(judge(project.read('public/sitemap.xml'), 'sitemap')).toEqual([])
  })

  test('and the judge sees what is wrong', () => {
    const atom = project.read('public/zh-TW/atom.xml')
    for (const wrong of [
      atom.replace(/<id>[^<]*<\/id>/, ''),
      atom.replace(/(<updated>[^<T]*)T[^<]*/, '$1'),
      atom.replace('<entry>', '<entry><b>x</b>'),
    ]) {
      expect(wrong).not.toBe(atom)
      expect(judge(wrong, 'atom')).not.toEqual([])
    }
    const rss = project.read('public/zh-TW/rss.xml')
    for (const wrong of [
      rss.replace(/<description>[^<]*<\/description>/, ''),
      rss.replace(/(<pubDate>)[^<]*/, '$12026-01-08T13:00:00Z'),
      rss.replace(/(<guid isPermaLink="true">)[^<]*/, '$1a'),
      rss.replace(/<dc:creator>[^<]*<\/dc:creator>/, '<author>陳</author>'),
      rss.replace('<item>', '<item><b>x</b>'),
      rss.replace('rel="self"', 'rel="alternate"'),
    ]) {
      expect(wrong).not.toBe(rss)
      expect(judge(wrong, 'rss')).not.toEqual([])
    }
    const json = project.read('public/zh-TW/feed.json')
    for (const wrong of [
      json.replace('version/1.1', 'version/1'),
      json.replace(/"content_text": [^\n]*/, '"a": 1,'),
      json.replace(/("date_published": ")[^T]*T/, '$1'),
      json.replace(/("id": ")[^"]*/, '$1'),
      json.replace('"feed_url": "https:', '"feed_url": "'),
    ]) {
      expect(wrong).not.toBe(json)
      expect(judgeJson(JSON.parse(wrong))).toBe(false)
    }
    const sitemap = project.read('public/sitemap.xml')
    for (const wrong of [
      sitemap.replace(/<loc>https:[^<]*/, '<loc>/x'),
      sitemap.replace('hreflang="', 'hreflang="_'),
    ]) {
      expect(wrong).not.toBe(sitemap)
      expect(judge(wrong, 'sitemap')).not.toEqual([])
    }
  })
})
