import { readFileSync } from 'node:fs'
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
